"""Forms of rounds: late entry, corrections and their decision."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.review import Radios
from assessments.forms.sheets import DocumentForm
from assessments.models import Period
from assessments.reports.rounds import communes_on
from communes.clock import today
from criteria.models import Criterion


def day_input() -> forms.DateInput:
    """A day as the browser picks it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CriterionField(forms.ModelChoiceField):
    """A criterion with its set."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.criteria_set.get_tier_display()}: {obj.number}. {obj.name}"


class ExceptionForm(forms.Form):
    """Which unit enters what, until which day, and why."""

    unit = forms.TypedChoiceField(label=_("Xã"), coerce=int)
    criterion = CriterionField(
        Criterion.objects.none(),
        label=_("Tiêu chí"),
        required=False,
        empty_label=_("mọi tiêu chí"),
    )
    valid_from = forms.DateField(label=_("Từ ngày"), widget=day_input())
    last_day = forms.DateField(label=_("Đến hết ngày"), widget=day_input())
    reason = forms.CharField(label=_("Lý do"), max_length=300)

    # Where a refusal of the action is shown.
    FIELD_OF = {"valid_to": "last_day"}

    def __init__(
        self, *args: Any, period: Period, province_id: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [
            (version.unit_id, version.full_name)
            for version in communes_on(province_id, period)
        ]
        sets = period.period_sets.values("criteria_set")
        self.fields["criterion"].queryset = (
            Criterion.objects.filter(criteria_set__in=sets)
            .select_related("criteria_set")
            .order_by("criteria_set", "number")
        )
        self.fields["valid_from"].initial = today()

    def clean_last_day(self) -> dt.date:
        """A day behind which there is another."""
        day = self.cleaned_data["last_day"]
        if day == dt.date.max:
            raise forms.ValidationError(_("Ngày này quá xa."))
        return day

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes; its last day is the first one no longer."""
        cleaned = self.cleaned_data
        return {
            "criterion": cleaned["criterion"],
            "valid_from": cleaned["valid_from"],
            "valid_to": cleaned["last_day"] + dt.timedelta(days=1),
            "reason": cleaned["reason"],
        }


class CorrectionForm(DocumentForm):
    """Why a result is corrected, and which document says so."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["reason"]


class DecideForm(forms.Form):
    """Agreed or not; a refusal needs its reason."""

    is_agreed = forms.TypedChoiceField(
        label=_("Quyết định"),
        choices=[("1", _("Đồng ý, ghi giá trị mới")), ("0", _("Không đồng ý"))],
        coerce=lambda value: value == "1",
        widget=Radios,
        error_messages={"required": _("Chọn một quyết định.")},
    )
    note = forms.CharField(
        label=_("Ý kiến"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
