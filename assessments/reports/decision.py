"""One criterion result with everything that an office needs to decide on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.models import (
    Assessment,
    CriterionResult,
    Evidence,
    IndicatorResult,
    Plan,
    ResultEvent,
)
from assessments.reports.changes import Change, Wording
from assessments.reports.entry import LeafState
from assessments.reports.last_year import last_values
from assessments.reports.law import options_of
from criteria.book import CriterionEntry, entry_of
from criteria.choices import Outcome
from criteria.models import Indicator
from criteria.rules.outcomes import evaluate


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One event of the criterion, with what it changed in words."""

    event: ResultEvent
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class DecisionReport:
    """A result, its leaves, its trail, and the other criteria of the account.

    `plan` is what the commune registered for the year, if it did.
    """

    result: CriterionResult
    entry: CriterionEntry
    leaves: tuple[LeafState, ...]
    outcomes: dict[int, Outcome]
    evidence: tuple[Evidence, ...]
    trail: tuple[TrailLine, ...]
    others: tuple[CriterionResult, ...]
    plan: "PlanOfYear | None"

    @property
    def account(self) -> Assessment:
        return self.result.assessment


@dataclass(frozen=True, slots=True)
class PlanOfYear:
    """Whether a plan has the criterion; its values by leaf id.

    `late_reason` is why it came late, None where it came in time.
    """

    has_criterion: bool
    late_reason: str | None
    values: dict[int, Decimal]


def result_with_names(result_id: int) -> CriterionResult | None:
    """The result with what its page names of it."""
    return (
        CriterionResult.objects.select_related(
            "criterion",
            "step",
            "submitted_by",
            "assessment__unit_version",
            "assessment__period",
            "assessment__criteria_set",
        )
        .filter(pk=result_id)
        .first()
    )


def decision_report(result: CriterionResult) -> DecisionReport:
    """Everything of the page; the same number of queries for any criterion."""
    account = result.assessment
    indicators = Indicator.objects.filter(criterion=result.criterion_id)
    own = list(indicators.select_related("measure").order_by("position"))
    entry = entry_of(result.criterion, own)
    leaves = tuple(_leaves(result, entry))
    plan = _plan(result)
    return DecisionReport(
        result=result,
        entry=entry,
        leaves=leaves,
        outcomes=evaluate(entry.tree, {one.leaf.pk: one.outcome for one in leaves}),
        evidence=tuple(result.evidence.select_related("document").order_by("pk")),
        trail=trail_of(result),
        others=tuple(
            account.criterion_results.select_related("criterion").order_by(
                "criterion__number"
            )
        ),
        plan=plan,
    )


def trail_of(result: CriterionResult) -> tuple[TrailLine, ...]:
    """What happened to the criterion, the newest first."""
    events = list(
        result.events.select_related("by", "assessment").order_by("-sequence")
    )
    wording = Wording(events)
    number = result.criterion.number
    return tuple(TrailLine(one, wording.changes(one, number)) for one in events)


def _leaves(result: CriterionResult, entry: CriterionEntry) -> list[LeafState]:
    account = result.assessment
    stored = result.indicator_results.select_related("level__document")
    rows: Mapping[int, IndicatorResult] = {row.indicator_id: row for row in stored}
    last = last_values(account.unit_id, account.period, account.criteria_set)
    options = options_of(account.criteria_set_id)
    doubts: list[dict[str, Any]] = result.warnings
    return [
        LeafState(
            leaf=leaf,
            row=rows.get(leaf.pk),
            answer=None,
            last=last.get(leaf.measure_id or 0),
            options=options.get(leaf.measure_id or 0, {}),
            doubts=tuple(one for one in doubts if one.get("leaf") == leaf.code),
        )
        for leaf in entry.leaves
    ]


def _plan(result: CriterionResult) -> PlanOfYear | None:
    """The last plan that was registered for the year."""
    account = result.assessment
    plan = (
        Plan.objects.filter(
            unit=account.unit_id,
            tier=account.criteria_set.tier,
            year=account.period.year,
            registered_at__isnull=False,
        )
        .prefetch_related("items", "values")
        .order_by("-registered_at", "-pk")
        .first()
    )
    if plan is None:
        return None
    return PlanOfYear(
        has_criterion=any(
            item.criterion_id == result.criterion_id for item in plan.items.all()
        ),
        late_reason=plan.note if plan.is_late else None,
        values={row.indicator_id: row.value for row in plan.values.all()},
    )
