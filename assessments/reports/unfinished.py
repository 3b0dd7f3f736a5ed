"""What a period would leave behind if it closed now."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from assessments.choices import Status
from assessments.models import CriterionResult, Period


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


def _count(status: Status) -> Count:
    return Count("pk", filter=Q(status=status))
