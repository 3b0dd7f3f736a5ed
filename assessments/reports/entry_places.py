"""Where a person may enter results: communes and period sets."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q

from assessments.choices import Status
from assessments.models import Assessment, PeriodException, PeriodSet
from assessments.reports.locks import exceptions_today, given_in
from communes.choices import UnitLevel
from communes.clock import today
from communes.models import UnitVersion


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """One commune in one period by one set, with how many criteria were handed in.

    `given` opens it again though it is closed. Of a unit that is not there today and
    on the period's day, `is_there`, results are only read.
    """

    unit: UnitVersion
    period_set: PeriodSet
    handed_in: int
    returned: int
    total: int
    given: tuple[PeriodException, ...]
    is_there: bool


def entry_places(unit_ids: Iterable[int]) -> list[EntryPlace]:
    """Rounds of the communes: under way, to come, then past; four queries.

    A commune has those in which it was there on the period's day, and those in which
    it had an account already.
    """
    versions: dict[int, list[UnitVersion]] = {}
    for version in UnitVersion.objects.filter(unit__in=set(unit_ids)).order_by("pk"):
        versions.setdefault(version.unit_id, []).append(version)
    if not versions:
        return []
    accounts, given = _accounts(set(versions)), _given(set(versions))
    sets = (
        PeriodSet.objects.filter(
            unit_level=UnitLevel.COMMUNE, period__round_document__isnull=False
        )
        .select_related("period", "criteria_set")
        .annotate(total=Count("criteria_set__criteria"))
        .order_by("-period__as_of", "tier")
    )
    return [
        EntryPlace(
            unit,
            one,
            *accounts.get(_key(unit.unit_id, one), (0, 0)),
            total=one.total,
            given=given_in(one, given.get((unit.unit_id, one.period_id), [])),
            is_there=all(_on(own, day) for day in (today(), one.period.as_of)),
        )
        for one in sorted(sets, key=_by_what_is_due)
        for own in versions.values()
        if (unit := _named(own, one, accounts)) is not None
    ]


def _by_what_is_due(period_set: PeriodSet) -> tuple[bool, int]:
    """The year under way before those to come, and past ones last."""
    ahead = period_set.period.year - today().year
    return ahead < 0, abs(ahead)


def _named(
    versions: list[UnitVersion],
    period_set: PeriodSet,
    accounts: dict[tuple[int, int, int], tuple[int, int]],
) -> UnitVersion | None:
    """The commune as it was on the period's day, or at last if it entered before."""
    if (version := _on(versions, period_set.period.as_of)) is not None:
        return version
    last = max(versions, key=lambda version: version.valid_from)
    return last if _key(last.unit_id, period_set) in accounts else None


def _on(versions: list[UnitVersion], day: dt.date) -> UnitVersion | None:
    return next(
        (
            version
            for version in versions
            if version.valid_from <= day
            and (version.valid_to is None or version.valid_to > day)
        ),
        None,
    )


def _key(unit_id: int, period_set: PeriodSet) -> tuple[int, int, int]:
    return unit_id, period_set.period_id, period_set.criteria_set_id


def _given(unit_ids: set[int]) -> dict[tuple[int, int], list[PeriodException]]:
    """Late entry in force, by unit and period."""
    found: dict[tuple[int, int], list[PeriodException]] = {}
    for one in exceptions_today(unit_ids).filter(period__closed_at__isnull=False):
        found.setdefault((one.unit_id, one.period_id), []).append(one)
    return found


def _accounts(unit_ids: set[int]) -> dict[tuple[int, int, int], tuple[int, int]]:
    handed_in = Q(criterion_results__status__in=[Status.SUBMITTED, Status.CONFIRMED])
    own = Assessment.objects.filter(
        unit__in=unit_ids, document=F("period__round_document")
    )
    counted = own.annotate(
        handed_in=Count("criterion_results", filter=handed_in),
        returned=Count(
            "criterion_results", filter=Q(criterion_results__status=Status.RETURNED)
        ),
    )
    return {
        (row.unit_id, row.period_id, row.criteria_set_id): (row.handed_in, row.returned)
        for row in counted
    }
