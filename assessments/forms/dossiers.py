"""Forms of a dossier for recognition."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from assessments.actions.documents import Citation
from assessments.actions.dossiers import FIELDS, Answer
from assessments.forms.rounds import day_input
from assessments.forms.sheets import DocumentForm
from assessments.models import Dossier
from communes.clock import today
from criteria.choices import Tier
from documents.choices import DocumentKind

ANSWERS = {"": None, "1": True, "0": False}
NOTE_LENGTH = 300
# What the database counts to on either side.
LARGEST_COUNT = 2**31 - 1
STEPS = {
    _("Lấy ý kiến người dân"): FIELDS[:3],
    _("Công khai"): FIELDS[3:5],
    _("Hội đồng bỏ phiếu"): FIELDS[5:],
}


class OpenForm(forms.Form):
    """Of which commune, at which tier, for which year."""

    unit = forms.TypedChoiceField(label=_("Xã"), coerce=int)
    tier = forms.ChoiceField(label=_("Chuẩn"), choices=Tier.choices)
    year = forms.IntegerField(label=_("Năm"), min_value=2009, max_value=2100)

    def __init__(
        self, *args: Any, communes: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = communes
        self.fields["year"].initial = today().year


class DossierForm(forms.ModelForm):
    """Poll, publication and vote, and how each condition stands.

    `version` is the one the form was opened with.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        model = Dossier
        fields = FIELDS
        widgets = {
            name: day_input() for name in ("published_from", "published_to", "vote_on")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        for asked in self.fields.values():
            if isinstance(asked, forms.IntegerField):
                asked.validators.append(MaxValueValidator(LARGEST_COUNT))
            asked.label = str(asked.label)[:1].upper() + str(asked.label)[1:]
        for row in self.instance.conditions.select_related("condition"):
            self._ask(row)

    def _ask(self, row: Any) -> None:
        name = row.condition.name
        said = "" if row.is_met is None else str(int(row.is_met))
        self.fields[f"c-{row.condition_id}"] = forms.ChoiceField(
            label=name,
            choices=[("", _("chưa xem")), ("1", _("đạt")), ("0", _("chưa đạt"))],
            required=False,
            initial=said,
        )
        self.fields[f"n-{row.condition_id}"] = forms.CharField(
            label=_("Ghi chú: %(name)s") % {"name": name},
            max_length=NOTE_LENGTH,
            required=False,
            initial=row.note,
        )

    @property
    def steps(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under what they are about, in the order of the work."""
        asked = [name for name in self.fields if name not in (*FIELDS, "version")]
        named = {**STEPS, _("Điều kiện công nhận"): asked}
        return [(head, [self[name] for name in names]) for head, names in named.items()]

    def _post_clean(self) -> None:
        """The action writes and refuses; the form only reads."""

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = self.cleaned_data
        answers = {
            int(name[2:]): Answer(ANSWERS[value], cleaned[f"n-{name[2:]}"])
            for name, value in cleaned.items()
            if name.startswith("c-")
        }
        return {
            "version": cleaned["version"],
            "answers": answers,
            **{name: cleaned[name] for name in FIELDS},
        }


class DecidedForm(DocumentForm):
    """A decision: its day, its number, the document that holds it.

    Where the document is the decision itself, its number and day are typed once.
    """

    decided_on = forms.DateField(label=_("Ngày quyết định"), widget=day_input())
    decision_number = forms.CharField(
        label=_("Số quyết định"), max_length=60, required=False
    )
    number = forms.CharField(
        label=_("Số, ký hiệu (bỏ trống: số quyết định ở trên)"),
        max_length=60,
        required=False,
    )
    issued_on = forms.DateField(
        label=_("Ngày ban hành (bỏ trống: ngày quyết định)"),
        widget=day_input(),
        required=False,
    )

    # Where a refusal of the action is shown.
    FIELD_OF = {"known_by": "decided_on", "number": "decision_number"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document_kind"].initial = DocumentKind.DECISION

    def clean_decided_on(self) -> dt.date:
        """Not a day to come, said here before its document is looked for."""
        day = self.cleaned_data["decided_on"]
        if day > today():
            raise forms.ValidationError(_("Ngày quyết định ở tương lai."))
        return day

    @property
    def citation(self) -> Citation:
        """The document; a decision has the number and the day of what it decides."""
        cited, said = super().citation, self.cleaned_data
        if cited.key or cited.kind != DocumentKind.DECISION:
            return cited
        return replace(
            cited,
            number=cited.number or said["decision_number"].strip(),
            issued_on=cited.issued_on or said["decided_on"],
        )


class DecisionForm(DecidedForm):
    """The decision that ends a dossier."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    field_order = ["version", "decided_on", "decision_number"]


class GiveUpForm(forms.Form):
    """Why a dossier ends without a decision."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class WithdrawForm(DecidedForm):
    """Why a recognition is withdrawn, and by which decision."""

    note = forms.CharField(label=_("Lý do"), max_length=400)
    field_order = ["note", "decided_on", "decision_number"]
