"""What a period would leave behind if it closed now."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from assessments.choices import Status
from assessments.models import CriterionResult, Period, PeriodSet
from assessments.reports.judged import judged_by
from communes.choices import UnitLevel


@dataclass(frozen=True, slots=True)
class UnfinishedUnit:
    """A unit with results of the round that nobody has confirmed."""

    name: str
    open: int
    returned: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Unfinished:
    """How many results of how many units are confirmed, and the units with others."""

    done: int
    units: int
    rows: list[UnfinishedUnit]


@dataclass(frozen=True, slots=True)
class NotHandedIn:
    """How many results communes have not handed in, begun or not, and how many owe."""

    results: int
    units: int


def unfinished_of(period: Period) -> Unfinished:
    """The communes' own results of a period by unit; one query."""
    rows = (
        CriterionResult.objects.filter(
            assessment__period=period,
            assessment__document=period.round_document_id,
            assessment__lapsed_at__isnull=True,
        )
        .values("assessment__unit_version__name", "assessment__unit_version__code")
        .annotate(**{status.value: _count(status) for status in Status})
        .order_by("assessment__unit_version__code")
    )
    found: list[Any] = list(rows)
    left = [
        UnfinishedUnit(
            name=row["assessment__unit_version__name"],
            open=row[Status.DRAFT],
            returned=row[Status.RETURNED],
            waiting=row[Status.SUBMITTED],
        )
        for row in found
        if row[Status.DRAFT] or row[Status.RETURNED] or row[Status.SUBMITTED]
    ]
    return Unfinished(sum(row[Status.CONFIRMED] for row in found), len(found), left)


def not_handed_in(period: Period) -> NotHandedIn:
    """What communes still owe of a period, as their board counts it; few queries."""
    results, units = 0, set()
    sets = period.period_sets.filter(unit_level=UnitLevel.COMMUNE)
    for one in sets.select_related("period", "criteria_set"):
        asked = one.criteria_set.criteria.count()
        handed_in = _handed_in(one)
        for unit_id in judged_by(one).values_list("unit", flat=True):
            left = asked - handed_in.get(unit_id, 0)
            results += left
            if left:
                units.add(unit_id)
    return NotHandedIn(results, len(units))


def _handed_in(period_set: PeriodSet) -> dict[int, int]:
    """How many criteria each unit has handed in, some of them confirmed since."""
    rows = CriterionResult.objects.filter(
        assessment__period=period_set.period,
        assessment__criteria_set=period_set.criteria_set,
        assessment__document=period_set.period.round_document_id,
        assessment__lapsed_at__isnull=True,
        status__in=[Status.SUBMITTED, Status.CONFIRMED],
    )
    counted = rows.values("assessment__unit").annotate(n=Count("pk")).order_by()
    return {row["assessment__unit"]: row["n"] for row in counted}


def _count(status: Status) -> Count:
    return Count("pk", filter=Q(status=status))
