"""Which page of entering a request asks for, and whether it is there for them."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.roles import roles_of
from assessments.models import PeriodSet
from assessments.permissions import may_enter
from assessments.views.access import LARGEST
from communes.choices import UnitLevel

LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Place:
    """Which commune enters what."""

    unit_id: int
    period_set: PeriodSet


def place_of(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> Place:
    """The page's commune and period set; not there for anybody but its officials."""
    if not may_enter(roles_of(request.user), unit_id):
        raise Http404
    return Place(unit_id, period_set_of(year, period_set_id))


def period_set_of(year: int, period_set_id: int) -> PeriodSet:
    """The set of communes in a period; 404 where the year is another."""
    return get_object_or_404(
        PeriodSet.objects.select_related("period", "criteria_set"),
        pk=min(period_set_id, LARGEST),
        period__year=min(year, LAST_YEAR),
        unit_level=UnitLevel.COMMUNE,
    )
