"""Which page of entering a request asks for, and whether it is there for them."""

from dataclasses import dataclass

from django.db.models import F
from django.http import Http404, HttpRequest

from accounts.permissions import roles_today
from assessments.models import CriterionResult, PeriodSet
from assessments.permissions import may_enter, readable
from assessments.reports.law import kept_period_set, period_set_now
from assessments.views.access import LARGEST

LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Place:
    """Which commune enters what."""

    unit_id: int
    period_set: PeriodSet


def place_of(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> Place:
    """The page's commune and period set; not there for anybody but its officials.

    The period is read anew: one that was closed just now shows as closed.
    """
    if not may_enter(roles_today(request.user), unit_id):
        raise Http404
    return Place(unit_id, period_set_now(*_within(year, period_set_id)))


def result_to_read(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> CriterionResult | None:
    """Where who may read what the commune entered, and enters nothing, finds it."""
    roles = roles_today(request.user)
    if may_enter(roles, unit_id):
        return None
    year, period_set_id = _within(year, period_set_id)
    # A period may judge by several sets: only results of the one that is asked for.
    rows = CriterionResult.objects.filter(
        readable(roles, "assessment__"),
        assessment__unit=min(unit_id, LARGEST),
        assessment__period__year=year,
        assessment__period__period_sets=period_set_id,
        assessment__criteria_set=F("assessment__period__period_sets__criteria_set"),
        assessment__document=F("assessment__period__round_document"),
    )
    return rows.order_by("criterion__number").first()


def period_set_of(year: int, period_set_id: int) -> PeriodSet:
    """The set of communes in a period, for a save; 404 where the year is another."""
    return kept_period_set(*_within(year, period_set_id))


def _within(year: int, period_set_id: int) -> tuple[int, int]:
    """Numbers of an address that the database can be asked for."""
    return min(year, LAST_YEAR), min(period_set_id, LARGEST)


def wants_json(request: HttpRequest) -> bool:
    """Whether the script asks, not a reader."""
    return request.headers.get("Accept", "").startswith("application/json")
