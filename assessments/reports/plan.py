"""The year plan of a commune beside what it has: read for its page."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.models import PeriodSet, Plan
from assessments.reports.last_year import LastValue, last_values
from assessments.reports.locks import locks_of
from communes.clock import today
from criteria.models import Criterion, Indicator


@dataclass(frozen=True, slots=True)
class PlannedLeaf:
    """A leaf indicator with what the commune had and what it plans."""

    indicator: Indicator
    last: LastValue | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class PlannedCriterion:
    """A criterion with its leaves, and whether it is promised."""

    criterion: Criterion
    is_promised: bool
    leaves: list[PlannedLeaf]


@dataclass(frozen=True, slots=True)
class PlanReport:
    """The plan of a commune for the year of a period; `plan` None before it is saved.

    `lock` says why it cannot be changed; "" while it is a draft of an open period.
    With a year that has begun it can only be registered late.
    """

    plan: Plan | None
    lock: str
    has_begun: bool
    criteria: list[PlannedCriterion]

    @property
    def version(self) -> int:
        """What a form carries: the version read, 0 before the first save."""
        return self.plan.version if self.plan else 0

    @property
    def is_registered(self) -> bool:
        return self.plan is not None and self.plan.registered_at is not None


def own_plan(unit_id: int, period_set: PeriodSet) -> Plan | None:
    """The plan that the commune itself makes for the year of a period."""
    return (
        Plan.objects.filter(
            unit=unit_id,
            tier=period_set.tier,
            year=period_set.period.year,
            document=period_set.period.round_document_id,
        )
        .prefetch_related("postponements")
        .select_related("registered_by")
        .first()
    )


def plan_report(unit_id: int, period_set: PeriodSet) -> PlanReport:
    """What the page of a plan shows; at most eleven queries."""
    period, criteria_set = period_set.period, period_set.criteria_set
    plan = own_plan(unit_id, period_set)
    promised, values = _said(plan)
    last = last_values(unit_id, period, criteria_set)
    leaves: dict[int, list[PlannedLeaf]] = {}
    for leaf in _leaves(period_set):
        planned = PlannedLeaf(leaf, last.get(leaf.measure_id or 0), values.get(leaf.pk))
        leaves.setdefault(leaf.criterion_id, []).append(planned)
    rows = [
        PlannedCriterion(one, one.pk in promised, leaves.get(one.pk, []))
        for one in criteria_set.criteria.order_by("number")
    ]
    lock = locks_of(period=period, unit_id=unit_id).whole
    return PlanReport(plan, lock, today().year >= period.year, rows)


def _said(plan: Plan | None) -> tuple[set[int], dict[int, Decimal]]:
    if plan is None:
        return set(), {}
    promised = set(plan.items.values_list("criterion_id", flat=True))
    return promised, dict(plan.values.values_list("indicator_id", "value"))


def _leaves(period_set: PeriodSet) -> list[Indicator]:
    rows = Indicator.objects.filter(
        criterion__criteria_set=period_set.criteria_set_id, measure__isnull=False
    )
    return list(
        rows.select_related("measure")
        .prefetch_related("measure__options")
        .order_by("criterion__number", "position")
    )
