"""Whether results of a unit may still be entered; every door asks here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from assessments.models import (
    Assessment,
    CriterionResult,
    Period,
    PeriodException,
    PeriodSet,
)
from communes.clock import today
from communes.models import UnitVersion

# What accounts of `with_standing` are asked.
STANDS = "unit_stands"


@dataclass(frozen=True, slots=True)
class Locks:
    """Why a unit's results of a period are locked, in the reader's words.

    `whole` locks every criterion, but those of `reopened`; "" means open. `given` is
    what opens a closed period again.
    """

    whole: str = ""
    reopened: frozenset[int] = frozenset()
    given: tuple[PeriodException, ...] = ()

    def reason(self, criterion_id: int) -> str:
        """Why this criterion is locked; "" if it is open."""
        return "" if criterion_id in self.reopened else self.whole


def locks_of(
    *, period: Period, unit_id: int, account: Assessment | None = None
) -> Locks:
    """The locks today, in at most three queries.

    A closed period opens again for the criteria of an exception in force.
    """
    if period.round_document_id is None:
        return Locks(_("Kỳ này không nhập kết quả trên cổng."))
    if account is not None and account.lapsed_at is not None:
        return Locks(_("Đánh giá này đã dừng do sắp xếp đơn vị."))
    stands = getattr(account, STANDS, None)
    if not (_stands(unit_id, period) if stands is None else stands):
        return Locks(_("Đơn vị không còn, kết quả cũ chỉ xem được."))
    if period.closed_at is None:
        return Locks()
    return _closed(period, unit_id)


def with_standing(accounts: QuerySet[Assessment], as_of: dt.date) -> Any:
    """Accounts that know whether their unit is there today and on a day."""
    own = UnitVersion.objects.filter(unit=OuterRef("unit"))
    now, then = (Exists(own.in_force_on(day)) for day in (today(), as_of))
    return accounts.annotate(**{STANDS: now & then})


def _stands(unit_id: int, period: Period) -> bool:
    """Whether the unit is there today and on the day of the period."""
    versions = UnitVersion.objects.filter(unit=unit_id)
    return all(versions.in_force_on(day).exists() for day in (today(), period.as_of))


def decision_lock(period: Period, result: CriterionResult) -> str:
    """Why nobody decides on what was handed in; "" where it may be decided on.

    The days of an exception bind entering, not confirming: what came in by one is
    confirmed after them too. `permissions.waiting_for` asks the same of the database.
    """
    closed_at, submitted_at = period.closed_at, result.submitted_at
    if closed_at is None or (submitted_at is not None and submitted_at >= closed_at):
        return ""
    return _("%(closed)s Không xác nhận thêm kết quả nộp trước khi khóa.") % {
        "closed": _closed_words(period)
    }


def _closed_words(period: Period) -> str:
    return _("Kỳ đã khóa ngày %(day)s.") % {
        "day": date_format(localdate(period.closed_at))
    }


def exceptions_today(unit_ids: Iterable[int]) -> QuerySet[PeriodException]:
    """Late entry of these units that is in force, what ends first in front."""
    rows = PeriodException.objects.in_force_on(today()).filter(
        unit__in=unit_ids, revoked_at__isnull=True
    )
    return rows.select_related("criterion").order_by("valid_to", "criterion__number")


def given_in(
    period_set: PeriodSet, given: Iterable[PeriodException]
) -> tuple[PeriodException, ...]:
    """What of it opens criteria of one set of the period."""
    set_id = period_set.criteria_set_id
    return tuple(
        one
        for one in given
        if one.criterion is None or one.criterion.criteria_set_id == set_id
    )


def _closed(period: Period, unit_id: int) -> Locks:
    given = tuple(exceptions_today([unit_id]).filter(period=period))
    if any(one.criterion_id is None for one in given):
        return Locks(given=given)
    reopened = frozenset(one.criterion_id for one in given if one.criterion_id)
    return Locks(_closed_words(period), reopened, given)
