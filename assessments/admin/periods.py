"""Periods with the sets that judge them, and procedures with their steps."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.actions import close_period, open_period, open_round
from assessments.choices import PeriodKind
from assessments.errors import AssessmentsError
from assessments.models import Period, PeriodSet, Procedure, ReviewStep
from assessments.reports.unfinished import (
    UnfinishedUnit,
    not_handed_in,
    unfinished_of,
)
from assessments.views.deadline_words import deadline_words
from communes.clock import today
from criteria.models import CriteriaSet
from documents.action_page import (
    ActionForm,
    ActionPage,
    ActionPages,
    Effect,
    day_input,
)
from documents.readonly_admin import KeptAdmin, KeptInline, TracedAdmin


class OpenPeriodForm(ActionForm):
    """Mở kỳ đánh giá."""

    refusals = (AssessmentsError,)

    year = forms.IntegerField(label=_("năm"), min_value=2009, max_value=2100)
    kind = forms.ChoiceField(label=_("kỳ"), choices=PeriodKind.choices)
    as_of = forms.DateField(label=_("tính đến ngày"), widget=day_input())
    closes_on = forms.DateField(label=_("hạn nhập"), widget=day_input(), required=False)
    criteria_sets = forms.ModelMultipleChoiceField(
        CriteriaSet.objects.exclude(published_at=None),
        label=_("bộ tiêu chí"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mỗi cấp và chuẩn một bộ."),
    )
    note = forms.CharField(label=_("ghi chú"), widget=forms.Textarea, required=False)
    has_round = forms.BooleanField(label=_("xã nhập trên cổng"), required=False)

    def run(self, *, by: Any) -> Period:
        return open_period(by=by, **self.cleaned_data)


class OpenRoundForm(ActionForm):
    """Mở cho xã nhập trên cổng."""

    refusals = (AssessmentsError,)

    def run(self, *, by: Any) -> Period:
        return open_round(period=self.subject, by=by)


class CloseForm(ActionForm):
    """Khóa kỳ."""

    refusals = (AssessmentsError,)

    is_early = forms.BooleanField(
        label=_("vẫn khóa dù chưa hết hạn nộp"),
        error_messages={
            "required": _("Hạn nộp chưa hết: đánh dấu nếu vẫn khóa, hoặc đợi.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        warnings = early_lines(self.subject)
        if warnings:
            self.fields["is_early"].help_text = " ".join(warnings)
        else:
            del self.fields["is_early"]

    def run(self, *, by: Any) -> Period:
        return close_period(period=self.subject, by=by)


def early_lines(period: Period) -> list[str]:
    """What closing before the deadline cuts off; nothing from the day after it on."""
    day = period.closes_on
    if not period.is_being_entered or day is None or day < today():
        return []
    owed = not_handed_in(period)
    counts = {"results": owed.results, "units": owed.units}
    said = {k: number_format(n, force_grouping=True) for k, n in counts.items()}
    text = gettext(
        "Chưa nộp: %(results)s kết quả của %(units)s xã, tính cả xã chưa nhập gì."
    )
    return [f"{deadline_words(day, (day - today()).days)}.", text % said]


def watch_period(form: ActionForm) -> Any:
    """The period and the set of each level and tier."""

    def after(period: Period) -> list[Effect]:
        said = {"period": period, "day": date_format(period.as_of)}
        sets = period.period_sets.select_related("criteria_set").order_by("pk")
        lines = [
            f"{one.get_unit_level_display()}, {one.get_tier_display()}: "
            f"{one.criteria_set}"
            for one in sets
        ]
        return [
            Effect(
                gettext("Kỳ mới"),
                [gettext("%(period)s, tính đến ngày %(day)s") % said],
            ),
            Effect(gettext("Hạn nhập"), [_deadline_of(period)]),
            Effect(gettext("Bộ tiêu chí của kỳ"), lines),
            *_round_of(period),
        ]

    return after


def _deadline_of(period: Period) -> str:
    if period.closes_on is None:
        return gettext("chưa có hạn nhập")
    return date_format(period.closes_on)


def watch_round(form: ActionForm) -> Any:
    """The document under which communes enter."""
    return _round_of


def _round_of(period: Period) -> list[Effect]:
    title = gettext("Văn bản của đợt nhập trên cổng")
    document = period.round_document
    return [Effect(title, [document.said_title])] if document else []


def watch_closing(form: ActionForm) -> Any:
    """What stays without confirmation, by commune, and units that moved."""
    period = form.subject
    unfinished, early = unfinished_of(period), early_lines(period)
    before = dict(period.assessments.values_list("pk", "unit_version"))

    def after(_closed: Period) -> list[Effect]:
        said = {"done": unfinished.done, "units": unfinished.units}
        whole = gettext("%(done)s kết quả đã xác nhận, của %(units)s đơn vị") % said
        moved = [
            str(account.unit_version)
            for account in period.assessments.select_related("unit_version")
            if before[account.pk] != account.unit_version_id
        ]
        return [
            Effect(gettext("Khóa khi chưa hết hạn nộp"), early),
            Effect(gettext("Sẽ khóa"), [whole]),
            Effect(
                gettext("Ở lại, chưa nộp hoặc chưa xác nhận"),
                [_unfinished_line(one) for one in unfinished.rows],
            ),
            Effect(gettext("Đơn vị ghi lại theo ngày của kỳ"), moved),
        ]

    return after


def _unfinished_line(one: UnfinishedUnit) -> str:
    said = {
        "unit": one.name,
        "open": one.open,
        "returned": one.returned,
        "waiting": one.waiting,
    }
    line = gettext(
        "%(unit)s: %(open)s chưa nộp, %(returned)s trả lại, %(waiting)s chờ xác nhận"
    )
    return line % said


OPEN = ActionPage(
    slug="mo-ky",
    title=_("Mở kỳ đánh giá"),
    form=OpenPeriodForm,
    watchers=[watch_period],
    on_row=False,
)

ROUND = ActionPage(
    slug="mo-nhap",
    title=_("Mở cho xã nhập trên cổng"),
    form=OpenRoundForm,
    watchers=[watch_round],
    fits=lambda row: row.closed_at is None and row.round_document_id is None,
    hint=_("Xã nhập kết quả dưới tên văn bản của đợt này."),
)
CLOSE = ActionPage(
    slug="khoa-ky",
    title=_("Khóa kỳ"),
    form=CloseForm,
    watchers=[watch_closing],
    fits=lambda row: row.closed_at is None,
    hint=_(
        "Kỳ đã khóa không mở lại được; sau đó chỉ gia hạn cho từng đơn vị hoặc "
        "đính chính từng kết quả."
    ),
)


class PeriodSetForm(forms.ModelForm):
    """The set says for which level and tier it judges."""

    class Meta:
        model = PeriodSet
        fields = ["criteria_set", "note"]

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        criteria_set = self.cleaned_data.get("criteria_set")
        if criteria_set is not None:
            if criteria_set.published_at is None:
                self.add_error("criteria_set", _("Bộ tiêu chí chưa công bố."))
            self.instance.unit_level = criteria_set.unit_level
            self.instance.tier = criteria_set.tier
            if self._has_one_already():
                message = _("Kỳ này đã có bộ tiêu chí cho cấp và chuẩn.")
                self.add_error("criteria_set", message)
        return said

    def _has_one_already(self) -> bool:
        row = self.instance
        same = {"unit_level": row.unit_level, "tier": row.tier}
        return PeriodSet.objects.filter(period=row.period_id, **same).exists()


class PeriodSetInline(KeptInline):
    """Sets may be added; the one that judges already stays."""

    model = PeriodSet
    form = PeriodSetForm
    fields = ["criteria_set", "note"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("period", "criteria_set")


@admin.register(Period)
class PeriodAdmin(ActionPages, TracedAdmin, KeptAdmin):
    """Opened and closed by actions; the deadline and the note may be changed."""

    add_page = OPEN
    action_pages = [ROUND, CLOSE]
    list_display = ["year", "kind", "as_of", "closes_on", "closed_at"]
    list_filter = ["kind", ("closed_at", admin.EmptyFieldListFilter)]
    search_fields = ["=year"]
    readonly_fields = [
        "year",
        "kind",
        "as_of",
        "round_document",
        "closed_at",
        "closed_by",
    ]
    inlines = [PeriodSetInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Nothing is due any more of what is closed."""
        closed = ["closes_on"] if obj is not None and obj.closed_at else []
        return [*super().get_readonly_fields(request, obj), *closed]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super().get_queryset(request).select_related("closed_by", "round_document")
        )


class StepInline(KeptInline):
    model = ReviewStep


@admin.register(Procedure)
class ProcedureAdmin(TracedAdmin, KeptAdmin):
    list_display = ["name", "period_kind", "valid_from", "valid_to", "document"]
    list_filter = ["period_kind"]
    list_select_related = ["document"]
    search_fields = ["key", "name"]
    autocomplete_fields = ["document"]
    inlines = [StepInline]
