"""The soft warnings on an account, by criterion."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from assessments.models import Assessment, IndicatorResult
from assessments.reports.last_year import LastValue, last_values
from criteria.book import Book
from criteria.choices import CheckKind, MeasureKind
from criteria.models import CheckRule, Indicator
from criteria.rules.doubts import CheckRow, Doubt, doubts

# Kinds of measure that have a size.
AMOUNTS = {MeasureKind.PERCENT, MeasureKind.NUMBER, MeasureKind.COUNT}


def doubts_of(assessment: Assessment, book: Book) -> dict[int, list[dict[str, Any]]]:
    """What the rules in force on the period's day catch, by criterion id.

    Each warning is as the result keeps it: rule, kind, code of the leaf and of the
    other one, value, compared.
    """
    stored = IndicatorResult.objects.filter(criterion_result__assessment=assessment)
    return doubts_in(
        book,
        CheckRule.objects.in_force_on(assessment.period.as_of),
        dict(stored.values_list("indicator_id", "value")),
        last_values(assessment.unit_id, assessment.period, assessment.criteria_set),
    )


def doubts_in(
    book: Book,
    rules: Iterable[CheckRule],
    values: Mapping[int, Decimal | None],
    before: Mapping[int, LastValue],
) -> dict[int, list[dict[str, Any]]]:
    """The same of values by leaf id, and of the year before by measure id."""
    leaves = [leaf for entry in book.entries for leaf in entry.leaves]
    leaf_of = {leaf.measure_id: leaf for leaf in leaves if leaf.measure_id is not None}
    now = {
        measure_id: value
        for measure_id, leaf in leaf_of.items()
        if (value := values.get(leaf.pk)) is not None
    }
    last = {measure_id: one.value for measure_id, one in before.items()}
    found: dict[int, list[dict[str, Any]]] = {}
    for doubt in doubts(_rows(rules, leaf_of), now, last):
        leaf = leaf_of[doubt.measure_id]
        found.setdefault(leaf.criterion_id, []).append(_kept(doubt, leaf_of))
    return found


def _rows(
    rules: Iterable[CheckRule], leaf_of: Mapping[int, Indicator]
) -> list[CheckRow]:
    """The rules about these leaves, one row a measure."""
    return [
        CheckRow(rule.key, rule.kind, measure_id, rule.other_id, rule.limit)
        for rule in rules
        for measure_id, leaf in leaf_of.items()
        if rule.measure_id == measure_id or _is_of_all(rule, leaf)
    ]


def _is_of_all(rule: CheckRule, leaf: Indicator) -> bool:
    """A rule without a measure is about every share, a jump about every amount."""
    if rule.measure_id is not None or leaf.measure is None:
        return False
    if rule.kind == CheckKind.JUMP:
        return leaf.measure.kind in AMOUNTS
    return leaf.measure.kind == MeasureKind.PERCENT


def _kept(doubt: Doubt, leaf_of: Mapping[int, Indicator]) -> dict[str, Any]:
    said = {**asdict(doubt), "leaf": leaf_of[doubt.measure_id].code}
    del said["measure_id"], said["other_id"]
    if doubt.other_id is not None:
        said["other"] = leaf_of[doubt.other_id].code
    return {
        name: f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
        for name, value in said.items()
    }
