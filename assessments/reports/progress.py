"""How far a round is: every criterion of every commune that owes it, in one place.

What is due is told by the units and the set, not by rows: a commune that never opened
its page owes all. Every count is the length of a list of these cells.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.roles import Roles
from assessments.choices import ReviewActor, Status
from assessments.models import CriterionResult, IndicatorResult, PeriodSet
from assessments.permissions import with_former
from communes.choices import PROVINCE_KINDS, UnitLevel
from communes.clock import today
from communes.dated import in_force_q
from communes.models import UnitVersion
from criteria.models import Criterion


class Stage(StrEnum):
    """Where a criterion of a commune is; each cell has exactly one."""

    MISSING = "chua-nhap"
    DRAFT = "dang-nhap"
    RETURNED = "tra-lai"
    DISTRICT = "o-huyen"
    AGENCY = "o-so"
    COORDINATION = "o-dieu-phoi"
    CONFIRMED = "da-xac-nhan"


AT_STEP = {
    ReviewActor.DISTRICT: Stage.DISTRICT,
    ReviewActor.AGENCY: Stage.AGENCY,
    ReviewActor.COORDINATION: Stage.COORDINATION,
}
WITH_COMMUNE = frozenset({Stage.MISSING, Stage.DRAFT, Stage.RETURNED})
LATE = "qua-han"


@dataclass(frozen=True, slots=True)
class BoardScope:
    """Whose progress: all communes of a province, or some; all criteria, or some."""

    province_id: int
    districts: frozenset[int] | None = None
    sectors: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One criterion that one commune owes; `result_id` None where no row exists."""

    unit_id: int
    criterion_id: int
    stage: Stage
    is_late: bool
    result_id: int | None = None

    def is_of(self, state: str) -> bool:
        """Whether the list of a stage, or of what is late, holds it; "" holds all."""
        return state in ("", self.stage) or (state == LATE and self.is_late)


@dataclass(frozen=True, slots=True)
class Board:
    """The cells of a round in a scope, with its communes and criteria."""

    period_set: PeriodSet
    units: tuple[UnitVersion, ...]
    criteria: tuple[Criterion, ...]
    cells: tuple[Cell, ...]

    def listed(
        self, state: str = "", unit_id: int = 0, criterion_id: int = 0
    ) -> list[Cell]:
        """The cells behind a number."""
        return [
            cell
            for cell in self.cells
            if cell.is_of(state)
            and unit_id in (0, cell.unit_id)
            and criterion_id in (0, cell.criterion_id)
        ]


def board_scopes(roles: Roles) -> dict[int, BoardScope]:
    """What a person may see by province, the widest of their roles; few queries."""
    if roles.is_administrator or roles.is_national_viewer:
        rows = UnitVersion.objects.filter(kind__in=PROVINCE_KINDS)
        return {pk: BoardScope(pk) for pk in rows.values_list("unit", flat=True)}
    scopes: dict[int, BoardScope] = {}
    above = UnitVersion.objects.filter(unit__in=roles.districts)
    for province_id in set(above.values_list("province", flat=True)):
        scopes[province_id] = BoardScope(province_id, districts=roles.districts)
    sectors: dict[int, set[str]] = {}
    for unit_id, sector in roles.agencies:
        for province_id in with_former(frozenset({unit_id})):
            sectors.setdefault(province_id, set()).add(sector)
    for province_id, own in sectors.items():
        scopes[province_id] = BoardScope(province_id, sectors=frozenset(own))
    for province_id in with_former(roles.provinces):
        scopes[province_id] = BoardScope(province_id)
    return scopes


def rounds_open_to_board() -> list[PeriodSet]:
    """Sets of communes' own rounds, the latest first; one query."""
    return list(
        PeriodSet.objects.filter(
            unit_level=UnitLevel.COMMUNE, period__round_document__isnull=False
        )
        .select_related("period", "criteria_set")
        .order_by("-period__as_of", "tier", "pk")
    )


def board_of(period_set: PeriodSet, scope: BoardScope) -> Board:
    """Every cell of the scope; three queries at any size."""
    units = _units(period_set, scope)
    criteria = _criteria(period_set, scope)
    found = _results(period_set, units)
    closes_on = period_set.period.closes_on
    is_over = closes_on is not None and closes_on < today()
    cells = tuple(
        _cell(unit.unit_id, criterion.pk, found, is_over)
        for unit in units
        for criterion in criteria
    )
    return Board(period_set, units, criteria, cells)


@dataclass(frozen=True, slots=True)
class _Found:
    pk: int
    stage: Stage
    is_late: bool


def _cell(
    unit_id: int,
    criterion_id: int,
    found: dict[tuple[int, int], _Found],
    is_over: bool,
) -> Cell:
    row = found.get((unit_id, criterion_id))
    if row is None:
        return Cell(unit_id, criterion_id, Stage.MISSING, is_over)
    is_late = row.is_late or (is_over and row.stage in WITH_COMMUNE)
    return Cell(unit_id, criterion_id, row.stage, is_late, row.pk)


def _units(period_set: PeriodSet, scope: BoardScope) -> tuple[UnitVersion, ...]:
    """Communes of the kinds that the set counts, in force on the period's day."""
    rows = UnitVersion.objects.in_force_on(period_set.period.as_of).filter(
        province=scope.province_id,
        kind__in=period_set.criteria_set.counted_kinds,
    )
    if scope.districts is not None:
        rows = rows.filter(parent__in=scope.districts)
    return tuple(rows.order_by("name_sort", "code"))


def _criteria(period_set: PeriodSet, scope: BoardScope) -> tuple[Criterion, ...]:
    rows = Criterion.objects.filter(criteria_set=period_set.criteria_set_id)
    if scope.sectors is not None:
        leads = in_force_q(today(), "leads__") & Q(leads__sector__in=scope.sectors)
        rows = rows.filter(leads).distinct()
    return tuple(rows.order_by("number"))


def _results(
    period_set: PeriodSet, units: Iterable[UnitVersion]
) -> dict[tuple[int, int], _Found]:
    said = Q(value__isnull=False) | ~Q(typed="") | ~Q(not_applicable_reason="")
    leaves = IndicatorResult.objects.filter(said, criterion_result=OuterRef("pk"))
    rows = CriterionResult.objects.filter(
        assessment__unit__in=[unit.unit_id for unit in units],
        assessment__period=period_set.period_id,
        assessment__criteria_set=period_set.criteria_set_id,
        assessment__document=period_set.period.round_document_id,
        assessment__lapsed_at__isnull=True,
    ).values_list(
        "assessment__unit",
        "criterion",
        "pk",
        "status",
        Exists(leaves),
        "step__actor",
        "step__days_allowed",
        "waits_since",
    )
    return {
        (unit_id, criterion_id): _Found(
            pk, _stage(status, actor, is_begun=is_begun), _is_late(days, since)
        )
        for unit_id, criterion_id, pk, status, is_begun, actor, days, since in rows
    }


def _stage(status: str, actor: str | None, *, is_begun: bool) -> Stage:
    """The first value of a commune makes the rows of all its criteria."""
    if status == Status.SUBMITTED:
        return AT_STEP[ReviewActor(actor or "")]
    return {
        Status.DRAFT: Stage.DRAFT if is_begun else Stage.MISSING,
        Status.RETURNED: Stage.RETURNED,
        Status.CONFIRMED: Stage.CONFIRMED,
    }[Status(status)]


def _is_late(days: int | None, since: dt.datetime | None) -> bool:
    if days is None or since is None:
        return False
    return timezone.localdate(since) + dt.timedelta(days=days) < today()
