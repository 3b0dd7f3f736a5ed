"""Units in the admin with the changes they can undergo.

Registered here and not with the units, because a merger also stops accounts, and its
preview lists what people planned and who works there.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from assessments.actions import lapse_accounts
from assessments.attention import ATTENTION_COMMUNES
from assessments.models import Assessment, Dossier, Plan, RecognitionDecision
from communes.admin import LowerUnitAdmin, UnitAdmin, attention_filter
from communes.attention import ATTENTION
from communes.effects import (
    watch_classes,
    watch_successions,
    watch_unclassified,
    watch_versions,
)
from communes.forms import (
    MergeForm,
    MoveForm,
    RecodeForm,
    RenameForm,
    RetypeForm,
    SplitForm,
)
from communes.labels import newest_version
from communes.models import Commune, District, Province, Unit
from documents.action_page import ActionForm, ActionPage, ActionPages, Effect

After = Callable[[Any], Iterable[Effect]]


def end_units(form: Any, by: Any) -> Any:
    """Merge or split, then stop the accounts that outlive their unit."""
    made = form.run(by=by)
    lapse_accounts(units=form.ending, document=form.cleaned_data["document"], by=by)
    return made


def watch_accounts(form: Any) -> After:
    """Open accounts that lapse."""
    own = Assessment.objects.filter(unit__in=[u.pk for u in form.ending])
    before = set(own.filter(lapsed_at__isnull=False).values_list("pk", flat=True))

    def after(_result: Any) -> list[Effect]:
        lapsed = own.filter(lapsed_at__isnull=False).exclude(pk__in=before)
        rows = lapsed.select_related("period", "document", "unit_version")
        lines = [
            f"{row.unit_version}, {row.period}: {row.document}"
            for row in rows.order_by("pk")
        ]
        return [Effect(gettext("Đánh giá đang mở sẽ dừng"), lines)]

    return after


def watch_left_behind(form: Any) -> After:
    """What stays with the units that end: plans, dossiers, recognitions, roles."""
    units = [unit.pk for unit in form.ending]
    day = form.cleaned_data["day"]

    def after(_result: Any) -> list[Effect]:
        plans = Plan.objects.filter(unit__in=units, year__gte=day.year)
        dossiers = Dossier.objects.filter(unit__in=units, closed_at__isnull=True)
        decisions = RecognitionDecision.objects.filter(unit__in=units)
        roles = Membership.objects.filter(unit__in=units).overlapping(day, None)
        return [
            Effect(gettext("Kế hoạch ở lại với đơn vị cũ"), _lines(plans, "document")),
            Effect(
                gettext("Hồ sơ công nhận đang mở, cần kết thúc"),
                _lines(dossiers, "unit"),
            ),
            Effect(
                gettext("Công nhận ở lại với đơn vị cũ"), _lines(decisions, "document")
            ),
            Effect(gettext("Vai trò cần giao lại"), _lines(roles, "user")),
        ]

    return after


def _lines(rows: Any, of: str) -> list[str]:
    """Each row with its unit; roles say who, the rest by which document."""
    found = rows.select_related(of).prefetch_related("unit__versions").order_by("pk")
    return [f"{row.unit}: {_said(row)}" for row in found]


def _said(row: Any) -> str:
    if isinstance(row, Plan):
        return f"{row.year}, {row.get_tier_display()} ({row.document})"
    if isinstance(row, Dossier):
        return f"{row.year}, {row.get_tier_display()}"
    if isinstance(row, RecognitionDecision):
        return f"{row} ({row.document})"
    return str(row)


def _stands(unit: Unit) -> bool:
    """Whether the unit has not ended, which leaves nothing to change."""
    newest = newest_version(unit)
    return newest is not None and newest.valid_to is None


HINT = _("Xem trước liệt kê mọi dòng bị tác động; chưa có gì được ghi.")


def _keeping(slug: str, title: Any, form: type[ActionForm]) -> ActionPage:
    return ActionPage(
        slug=slug,
        title=title,
        form=form,
        watchers=[watch_versions, watch_classes],
        fits=_stands,
        hint=HINT,
    )


def _ending(slug: str, title: Any, form: type[ActionForm]) -> ActionPage:
    return ActionPage(
        slug=slug,
        title=title,
        form=form,
        perform=end_units,
        watchers=[
            watch_versions,
            watch_classes,
            watch_unclassified,
            watch_successions,
            watch_accounts,
            watch_left_behind,
        ],
        fits=_stands,
        hint=HINT,
    )


PAGES = [
    _keeping("doi-ten", _("Đổi tên"), RenameForm),
    _keeping("doi-loai", _("Đổi loại"), RetypeForm),
    _keeping("doi-ma", _("Đổi mã"), RecodeForm),
    _keeping("chuyen", _("Chuyển đơn vị cấp trên"), MoveForm),
    _ending("sap-nhap", _("Sáp nhập"), MergeForm),
    _ending("chia-tach", _("Chia tách"), SplitForm),
]
PROVINCE_PAGES = [page for page in PAGES if page.slug != "chuyen"]


@admin.register(Unit)
class AnyUnitAdmin(UnitAdmin):
    """Units of every level, for pickers; changes start from the page of a level."""


@admin.register(Province)
class ProvinceAdmin(ActionPages, UnitAdmin):
    action_pages = PROVINCE_PAGES
    list_filter: list[Any] = []


@admin.register(District)
class DistrictAdmin(ActionPages, LowerUnitAdmin):
    action_pages = PAGES


@admin.register(Commune)
class CommuneAdmin(ActionPages, LowerUnitAdmin):
    action_pages = PAGES
    list_filter = [
        attention_filter({**ATTENTION, **ATTENTION_COMMUNES}),
        *LowerUnitAdmin.list_filter,
    ]
