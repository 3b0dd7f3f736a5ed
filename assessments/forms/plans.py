"""What a commune promises for a year, and putting it off."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.actions.plans import LAST_YEAR, Promised
from assessments.forms.entry import Fields, posted, read, typed_number
from assessments.models import Plan
from assessments.reports.plan import PlannedLeaf, PlanReport


class PlanForm(forms.Form):
    """Criteria promised, values planned ("v-" and the code of a leaf), recognition.

    `marks` says by leaf code what is wrong with a typed value.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    is_recognition_planned = forms.BooleanField(required=False)
    criteria = forms.TypedMultipleChoiceField(coerce=int, required=False)
    late_reason = forms.CharField(
        label=_("Lý do đăng ký muộn"), max_length=300, required=False
    )

    def __init__(self, report: PlanReport, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaves = [leaf for one in report.criteria for leaf in one.leaves]
        self.fields["criteria"].choices = [
            (one.criterion.pk, str(one.criterion)) for one in report.criteria
        ]
        if not report.has_begun:
            del self.fields["late_reason"]
        elif report.plan is not None:
            self.fields["late_reason"].initial = report.plan.note
        self.marks: dict[str, str] = {}
        self.values: dict[str, Decimal] = {}

    def typed(self, leaf: PlannedLeaf) -> str:
        """What stands in the field of a leaf."""
        if self.is_bound:
            return posted(self.data, leaf.indicator).value
        return typed_number(leaf.value)

    def clean(self) -> dict[str, Any]:
        for leaf in self.leaves:
            text = self.typed(leaf)
            if text:
                self._read(leaf, text)
        if self.marks:
            self.add_error(None, _("Có giá trị chưa đọc được, sửa ở chỗ đánh dấu."))
        return self.cleaned_data

    def _read(self, leaf: PlannedLeaf, text: str) -> None:
        measure = leaf.indicator.measure
        options = {o.value: o.name for o in measure.options.all()} if measure else {}
        given, mark = read(Fields(value=text), leaf.indicator, options)
        if mark:
            self.marks[leaf.indicator.code] = mark
        elif given.entered.value is not None:
            self.values[leaf.indicator.code] = given.entered.value

    @property
    def promised(self) -> Promised:
        """What the action takes; of a valid form."""
        said = self.cleaned_data
        return Promised(
            frozenset(said["criteria"]), self.values, said["is_recognition_planned"]
        )


class PostponeForm(forms.Form):
    """A later year, and why."""

    to_year = forms.IntegerField(label=_("Lùi đến năm"), max_value=LAST_YEAR)
    reason = forms.CharField(label=_("Lý do"), max_length=300)

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = max((p.to_year for p in plan.postponements.all()), default=plan.year)
        self.fields["to_year"].widget.attrs["min"] = latest + 1
        self.initial.setdefault("to_year", latest + 1)
