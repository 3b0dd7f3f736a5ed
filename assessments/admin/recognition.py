"""Recognition decisions in the admin: entered and withdrawn by actions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.actions import recognise, withdraw
from assessments.attention import ATTENTION_RECOGNITIONS
from assessments.choices import RecognitionKind
from assessments.errors import AssessmentsError
from assessments.models import RecognitionDecision
from communes.admin import OfUnit
from communes.choices import Basis
from communes.forms import UnitChoiceField
from communes.labels import place_label
from criteria.choices import Tier
from documents.action_page import (
    ActionForm,
    ActionPage,
    ActionPages,
    Effect,
    day_input,
)
from documents.models import Document
from documents.readonly_admin import KeptAdmin, TracedAdmin, attention_filter

UNIT = RecognitionDecision._meta.get_field("unit")
DOCUMENT = RecognitionDecision._meta.get_field("document")


class RecogniseForm(ActionForm):
    """Công nhận, hoặc giữ vững."""

    refusals = (AssessmentsError,)
    pickers = {"unit": UNIT, "document": DOCUMENT}

    unit = UnitChoiceField(label=_("đơn vị"))
    tier = forms.ChoiceField(label=_("chuẩn"), choices=Tier.choices)
    kind = forms.ChoiceField(
        label=_("hình thức"),
        choices=[
            (kind.value, kind.label)
            for kind in (RecognitionKind.RECOGNISED, RecognitionKind.RETAINED)
        ],
    )
    known_by = forms.DateField(
        label=_("biết là có vào ngày"),
        widget=day_input(),
        required=False,
        help_text=_("Để trống: ngày quyết định."),
    )
    year = forms.IntegerField(
        label=_("năm"), min_value=2009, max_value=2100, required=False
    )
    decided_on = forms.DateField(
        label=_("ngày quyết định"), widget=day_input(), required=False
    )
    number = forms.CharField(label=_("số quyết định"), max_length=60, required=False)
    document = forms.ModelChoiceField(Document.objects.all(), label=_("nguồn"))
    basis = forms.ChoiceField(label=_("căn cứ"), choices=Basis.choices)
    note = forms.CharField(label=_("ghi chú"), max_length=400, required=False)
    note_en = forms.CharField(
        label=_("ghi chú, tiếng Anh"), max_length=400, required=False
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "known_by" in said and said["known_by"] is None:
            self._know_by_decision(said)
        year, known_by = said.get("year"), said.get("known_by")
        if year and known_by and year > known_by.year:
            self.add_error("year", _("Năm không thể sau ngày đã biết."))
        decided_on = said.get("decided_on")
        if year and decided_on and decided_on.year != year:
            self.add_error("decided_on", _("Ngày quyết định phải trong năm công nhận."))
        same = RecognitionDecision.objects.filter(
            **{name: said.get(name) for name in ("unit", "tier", "kind", "known_by")}
        )
        if same.exists():
            self.add_error("known_by", _("Việc công nhận này đã có."))
        return said

    def _know_by_decision(self, said: dict[str, Any]) -> None:
        said["known_by"] = said.get("decided_on")
        if said["known_by"] is None and "decided_on" not in self.errors:
            text = _("Cần ngày quyết định, hoặc ngày biết là có.")
            self.add_error("known_by", text)

    def run(self, *, by: Any) -> RecognitionDecision:
        return recognise(by=by, **self.cleaned_data)


class WithdrawForm(ActionForm):
    """Thu hồi."""

    refusals = (AssessmentsError,)
    pickers = {"document": DOCUMENT}

    decided_on = forms.DateField(label=_("ngày quyết định"), widget=day_input())
    number = forms.CharField(label=_("số quyết định"), max_length=60, required=False)
    document = forms.ModelChoiceField(Document.objects.all(), label=_("nguồn"))
    note = forms.CharField(label=_("lý do"), max_length=400)

    def run(self, *, by: Any) -> RecognitionDecision:
        return withdraw(
            unit=self.subject.unit, tier=self.subject.tier, by=by, **self.cleaned_data
        )


def watch_decision(form: ActionForm) -> Any:
    """The decision that is entered, in words."""

    def after(row: RecognitionDecision) -> list[Effect]:
        said = {
            "kind": row.get_kind_display(),
            "tier": row.get_tier_display(),
            "unit": place_label(row.unit),
            "day": date_format(row.known_by),
            "document": row.document.label,
        }
        line = gettext(
            "%(kind)s %(tier)s: %(unit)s, biết vào %(day)s, theo %(document)s"
        )
        return [Effect(gettext("Quyết định mới"), [line % said])]

    return after


RECOGNISE = ActionPage(
    slug="cong-nhan",
    title=_("Ghi công nhận"),
    form=RecogniseForm,
    watchers=[watch_decision],
    on_row=False,
)
WITHDRAW = ActionPage(
    slug="thu-hoi",
    title=_("Thu hồi công nhận"),
    form=WithdrawForm,
    watchers=[watch_decision],
    fits=lambda row: row.kind != RecognitionKind.WITHDRAWN,
)


@admin.register(RecognitionDecision)
class RecognitionDecisionAdmin(OfUnit, ActionPages, TracedAdmin, KeptAdmin):
    """Number, signer and source may be completed; who and what stay as entered."""

    add_page = RECOGNISE
    action_pages = [WITHDRAW]
    list_display = ["place", "tier", "kind", "year", "known_by", "number", "document"]
    list_filter = [
        attention_filter(ATTENTION_RECOGNITIONS),
        "tier",
        "kind",
        "year",
        "basis",
    ]
    list_select_related = ["document"]
    search_fields = ["unit__versions__name_search"]
    autocomplete_fields = ["document"]
    readonly_fields = ["place", "tier", "kind", "known_by", "year", "decided_on"]
    exclude = ["unit"]

    def row_label(self, row: RecognitionDecision) -> str:
        return f"{row}: {place_label(row.unit)}"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A day not known yet may be entered once."""
        kept = list(self.readonly_fields)
        if obj is not None and obj.decided_on is None:
            kept = [name for name in kept if name not in {"year", "decided_on"}]
        return kept
