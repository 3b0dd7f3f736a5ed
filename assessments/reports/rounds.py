"""Periods of a province, who may enter late, and corrections that wait."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from assessments.choices import Status
from assessments.models import (
    Correction,
    CriterionResult,
    Period,
    PeriodException,
)
from assessments.reports.corrections import corrections_waiting
from assessments.reports.judged import judged_in
from communes.models import Unit, UnitVersion


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One period: late entry of units of the province, and how far its results are."""

    period: Period
    exceptions: list[PeriodException]
    confirmed: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Rounds:
    """What a coordinator of a province steers."""

    rows: list[RoundRow]
    corrections: list[Correction]


def rounds_of(province_id: int) -> Rounds:
    """Periods of the portal's rounds, the latest first; constant queries."""
    counted: dict[int, Any] = {
        row["assessment__period"]: row
        for row in CriterionResult.objects.filter(
            assessment__province=province_id,
            assessment__lapsed_at__isnull=True,
            assessment__period__round_document__isnull=False,
        )
        .values("assessment__period")
        .annotate(
            confirmed=Count("pk", filter=Q(status=Status.CONFIRMED)),
            waiting=Count("pk", filter=Q(status=Status.SUBMITTED)),
        )
        .order_by()
    }
    periods = Period.objects.filter(round_document__isnull=False).prefetch_related(
        Prefetch("exceptions", queryset=_exceptions(province_id))
    )
    rows = [
        RoundRow(
            period=period,
            exceptions=list(period.exceptions.all()),
            confirmed=counted.get(period.pk, {}).get("confirmed", 0),
            waiting=counted.get(period.pk, {}).get("waiting", 0),
        )
        for period in periods
    ]
    return Rounds(rows, list(corrections_waiting({province_id})))


def _exceptions(province_id: int) -> QuerySet[PeriodException]:
    own = UnitVersion.objects.filter(province=province_id).values("unit")
    return (
        PeriodException.objects.filter(unit__in=own)
        .select_related("criterion", "given_by", "revoked_by")
        .prefetch_related("unit__versions")
    )


def communes_on(province_id: int, period: Period) -> list[UnitVersion]:
    """Units of a province that the period judges, as on its day, by name."""
    rows = judged_in(period).filter(province=province_id)
    return list(rows.order_by("name_sort", "code"))


def unit_name(unit: Unit) -> str:
    """The latest name, from the versions that were fetched."""
    return max(unit.versions.all(), key=lambda v: v.valid_from).full_name
