"""Opening a reporting period for entry, and closing it."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from assessments.choices import EventKind
from assessments.errors import AssessmentsError
from assessments.events import last_events, next_event
from assessments.models import Assessment, Period, PeriodSet, ResultEvent
from communes.clock import now, today
from communes.facts import facts_on
from criteria.models import CriteriaSet
from documents.choices import DocumentKind
from documents.models import Document
from documents.permissions import refuse_without

ACCOUNTS_A_BATCH = 600
# What an account keeps of its unit: where it stood on the day of the period.
PLACE_FIELDS = ("unit_version_id", "province_id", "district_id")


@transaction.atomic
def open_period(
    *,
    year: int,
    kind: str,
    as_of: dt.date,
    criteria_sets: Iterable[CriteriaSet],
    closes_on: dt.date | None = None,
    note: str = "",
    has_round: bool = False,
    by: User | None = None,
) -> Period:
    """Open a period and name the set that judges it for each level and tier.

    With a round communes enter in the portal; `open_round` may follow later.
    """
    refuse_without(by, "assessments.add_period")
    if Period.objects.filter(year=year, kind=kind).exists():
        raise AssessmentsError(
            _("Kỳ năm %(year)s đã mở.") % {"year": year}, field="year"
        )
    sets = list(criteria_sets)
    unpublished = [s.name_vi for s in sets if s.published_at is None]
    if unpublished:
        raise AssessmentsError(
            _("Bộ tiêu chí chưa công bố: %(names)s.")
            % {"names": ", ".join(unpublished)},
            field="criteria_sets",
        )
    if len({(s.unit_level, s.tier) for s in sets}) < len(sets):
        raise AssessmentsError(
            _("Mỗi cấp và chuẩn chỉ có một bộ tiêu chí trong kỳ."),
            field="criteria_sets",
        )
    if as_of.year != year:
        raise AssessmentsError(_("Ngày tính đến phải trong năm của kỳ."), field="as_of")
    if closes_on is not None and closes_on.year < year:
        raise AssessmentsError(
            _("Hạn nhập không được trước năm của kỳ."), field="closes_on"
        )
    period = Period.objects.create(
        year=year, kind=kind, as_of=as_of, closes_on=closes_on, note=note
    )
    for criteria_set in sets:
        PeriodSet.objects.create(
            period=period,
            unit_level=criteria_set.unit_level,
            tier=criteria_set.tier,
            criteria_set=criteria_set,
        )
    return open_round(period=period, by=by) if has_round else period


@transaction.atomic
def open_round(
    *, period: Period, is_illustrative: bool = False, by: User | None = None
) -> Period:
    """Let communes enter results of a period in the portal.

    The round is the document under which their own accounts stand beside those of
    other documents.
    """
    refuse_without(by, "assessments.change_period")
    period = _locked(period)
    if period.round_document_id is not None:
        raise AssessmentsError(_("Kỳ này đã mở cho xã nhập trên cổng."))
    period.round_document = Document.objects.create(
        key=f"dot-nhap-{period.year}-{period.kind.replace('_', '-')}",
        kind=DocumentKind.ROUND,
        title=_title_of(period, "vi"),
        title_en=_title_of(period, "en"),
        issued_on=today(),
        is_illustrative=is_illustrative,
    )
    period.save(update_fields=["round_document"])
    return period


@transaction.atomic
def close_period(*, period: Period, by: User | None) -> Period:
    """Close a period: results are frozen, and the places of the units with them.

    What is not confirmed stays so; afterwards only an exception or a correction
    changes a result. A closed period is never opened again.
    """
    refuse_without(by, "assessments.change_period")
    period = _locked(period)
    accounts = list(
        # In id order behind the period: whoever saves holds one of these and then
        # reads the period, an import holds the period first as well.
        Assessment.objects.select_for_update(of=("self",))
        .filter(period=period, lapsed_at__isnull=True)
        .order_by("pk")
    )
    for start in range(0, len(accounts), ACCOUNTS_A_BATCH):
        _freeze(period, accounts[start : start + ACCOUNTS_A_BATCH], by)
    period.closed_at = now()
    period.closed_by = by
    period.save(update_fields=["closed_at", "closed_by"])
    return period


def _locked(period: Period) -> Period:
    """The period as it stands, locked, if it is still open.

    Its key stays free: who saves a first value may add an account meanwhile.
    """
    rows = Period.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.get(pk=period.pk)
    if fresh.closed_at is not None:
        raise AssessmentsError(_("Kỳ này đã khóa."))
    return fresh


def _title_of(period: Period, language: str) -> str:
    """In that language whoever opens it: a title is recorded once."""
    with override(language):
        return _("Đợt nhập kết quả trên cổng, kỳ %(period)s") % {"period": period}


def _freeze(period: Period, accounts: list[Assessment], by: User | None) -> None:
    """Take the places of the units as on the day of the period, and say it closed."""
    facts = facts_on([account.unit_id for account in accounts], period.as_of)
    last = last_events(accounts)
    events = []
    for account in accounts:
        before = _place(account)
        unit = facts.get(account.unit_id)
        if unit is not None:
            account.unit_version_id = unit.version_id
            account.province_id = unit.province_ids[0]
            account.district_id = unit.district_id
        after = _place(account)
        moved = [name for name in PLACE_FIELDS if before[name] != after[name]]
        event = next_event(
            account,
            last.get(account.pk),
            kind=EventKind.CLOSED,
            origin="action",
            by=by,
            old={name: before[name] for name in moved},
            new={name: after[name] for name in moved},
        )
        events.append(event)
    Assessment.objects.bulk_update(accounts, ["unit_version", "province", "district"])
    ResultEvent.objects.bulk_create(events)


def _place(account: Assessment) -> dict[str, int | None]:
    return {name: getattr(account, name) for name in PLACE_FIELDS}
