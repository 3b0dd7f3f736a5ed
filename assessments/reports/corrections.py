"""Values that a correction holds, and corrections that wait for a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from assessments.models import Correction, IndicatorResult
from assessments.reports.entry import LeafState
from assessments.reports.law import Law, kept_facts, kept_law_of
from communes.facts import UnitFacts
from criteria.book import Entered, JudgedCriterion, JudgedLeaf
from criteria.choices import Outcome


@dataclass(frozen=True, slots=True)
class Side:
    """What the criterion is computed to with some values, and those of its leaves."""

    computed: Outcome
    leaves: dict[str, LeafState]


@dataclass(frozen=True, slots=True)
class CorrectionReport:
    """A correction before and after, leaves by code: only those that it changes."""

    correction: Correction
    before: Side
    after: Side


def correction_report(correction: Correction) -> CorrectionReport:
    """Both sides judged by the levels of the period; the other leaves as they stand."""
    result = correction.criterion_result
    account = result.assessment
    law = kept_law_of(account)
    facts = kept_facts(account.unit_id, account.period.as_of)
    assert facts is not None  # noqa: S101  a unit has an account where it was there
    stands = {
        law.book.indicators[row.indicator_id].code: Entered(
            row.value, row.basis, row.not_applicable_reason, row.note
        )
        for row in result.indicator_results.all()
    }
    old, new = values_of_json(correction.old), values_of_json(correction.new)
    before, after = (
        _side(law, _judged(law, facts, result.criterion_id, {**stands, **said}), new)
        for said in (old, new)
    )
    return CorrectionReport(correction, before, after)


def _judged(
    law: Law, facts: UnitFacts, criterion_id: int, values: Mapping[str, Entered]
) -> JudgedCriterion:
    leaves = law.book.leaf_of_code
    entered = {leaves[code].pk: one for code, one in values.items()}
    return law.book.judge_one(criterion_id, facts, entered)


def _side(law: Law, judged: JudgedCriterion, changed: Mapping[str, Entered]) -> Side:
    states = [_state(law, one) for one in judged.leaves]
    shown = {one.leaf.code: one for one in states if one.leaf.code in changed}
    return Side(judged.computed, shown)


def _state(law: Law, judged: JudgedLeaf) -> LeafState:
    leaf, entered = law.book.indicators[judged.indicator_id], judged.entered
    return LeafState(
        leaf=leaf,
        row=IndicatorResult(
            value=entered.value,
            basis=entered.basis,
            not_applicable_reason=entered.not_applicable_reason,
            note=entered.note,
            outcome=judged.outcome,
        ),
        answer=judged.answer,
        last=None,
        options=law.asked.options.get(leaf.measure_id or 0, {}),
    )


def values_as_json(values: Mapping[str, Entered]) -> dict[str, Any]:
    """Leaves by code as a correction keeps them."""
    return {
        code: {
            "value": None if one.value is None else f"{one.value:f}",
            "basis": str(one.basis),
            "not_applicable_reason": one.not_applicable_reason,
            "note": one.note,
        }
        for code, one in values.items()
    }


def values_of_json(kept: Mapping[str, Any]) -> dict[str, Entered]:
    """The same leaves, to be judged and written."""
    return {
        code: Entered(
            value=None if said["value"] is None else Decimal(said["value"]),
            basis=said["basis"],
            not_applicable_reason=said["not_applicable_reason"],
            note=said["note"],
        )
        for code, said in kept.items()
    }


def corrections_waiting(provinces: set[int] | None) -> QuerySet[Correction]:
    """Open corrections of these provinces, of all where None; the oldest first."""
    rows = Correction.objects.filter(is_agreed__isnull=True)
    if provinces is not None:
        rows = rows.filter(criterion_result__assessment__province__in=provinces)
    return rows.select_related(
        "asked_by",
        "document",
        "criterion_result__criterion",
        "criterion_result__assessment__unit_version",
        "criterion_result__assessment__period",
    ).order_by("asked_at", "pk")
