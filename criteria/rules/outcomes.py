"""From a value to the outcome of an indicator, a criterion and a commune.

The only place that knows how "not applicable" and "basically met" count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from criteria.choices import (
    OUTCOME_LETTERS,
    OUTCOME_OF_LETTER,
    Combine,
    Operator,
    Outcome,
)
from criteria.rules.judgements import judgement


def judge(
    value: Decimal | None,
    operator: str,
    level: Decimal | None,
    *,
    not_applicable: bool = False,
) -> Outcome:
    """The outcome of a leaf; `value` and `level` in the measure's unit.

    Without a value, or without a level, nothing is assessed: a blank is never
    "not met". Raises ValueError on an operator outside the closed list.
    """
    comparison = Operator(operator)
    if not_applicable:
        return Outcome.NOT_APPLICABLE
    if value is None or level is None:
        return Outcome.NOT_ASSESSED
    return judgement(value, comparison, level).outcome


def combine(parts: Iterable[Outcome], how: str, at_least: int | None = None) -> Outcome:
    """The outcome of a composite from its parts; without parts, not assessed.

    Parts that do not apply are left out, unless none applies. Raises ValueError on
    "basically met", which only an office may say, and on "at least" without a number.
    """
    outcomes = list(parts)
    if Outcome.BASICALLY_MET in outcomes:
        raise ValueError("basically met is a verdict, never computed")
    applicable = [o for o in outcomes if o != Outcome.NOT_APPLICABLE]
    needed = parts_needed(len(applicable), how, at_least)
    if not outcomes:
        return Outcome.NOT_ASSESSED
    if not applicable:
        return Outcome.NOT_APPLICABLE
    return _at_least(applicable, needed)


def parts_needed(applicable: int, how: str, at_least: int | None) -> int:
    """How many of the parts that apply must be met; ValueError as in `combine`."""
    way = Combine(how)
    if way == Combine.ALL:
        return applicable
    if way == Combine.ANY:
        return 1
    if at_least is None or at_least < 1:
        raise ValueError("at least how many parts?")
    return at_least


def _at_least(outcomes: Sequence[Outcome], needed: int) -> Outcome:
    met = outcomes.count(Outcome.MET)
    if met >= needed:
        return Outcome.MET
    if met + outcomes.count(Outcome.NOT_ASSESSED) >= needed:
        return Outcome.NOT_ASSESSED
    return Outcome.NOT_MET


def criterion_outcome(indicators: Iterable[Outcome]) -> Outcome:
    """A criterion (tiêu chí) is met when all its indicators are (318/QĐ-TTg)."""
    return combine(indicators, Combine.ALL)


@dataclass(frozen=True, slots=True)
class Node:
    """An indicator with its parts, or a criterion with its indicators.

    Without children it is a leaf; then `combine` says nothing.
    """

    id: int
    combine: str
    at_least: int | None
    children: tuple["Node", ...]


def evaluate(node: Node, leaf_outcomes: Mapping[int, Outcome]) -> dict[int, Outcome]:
    """Outcomes of the node and all below it by id; a leaf not given is not assessed.

    Raises ValueError as `combine` does.
    """
    if not node.children:
        leaf = leaf_outcomes.get(node.id, Outcome.NOT_ASSESSED)
        return {node.id: combine([leaf], Combine.ALL)}
    found: dict[int, Outcome] = {}
    for child in node.children:
        found |= evaluate(child, leaf_outcomes)
    parts = [found[child.id] for child in node.children]
    found[node.id] = combine(parts, node.combine, node.at_least)
    return found


@dataclass(frozen=True, slots=True)
class Counting:
    """How a set counts the two outcomes that are neither met nor not met."""

    not_applicable_counts: bool
    basically_met_counts: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """Criteria of one account: met strictly, met as the set counts, assessed, all.

    "Not applicable" is assessed. `letters` has one letter a criterion, in set order.
    """

    met: int
    counted: int
    assessed: int
    total: int
    letters: str


def counts_as_met(outcome: Outcome, counting: Counting) -> bool:
    """Whether a criterion of this outcome is one of those met, as its set counts."""
    if outcome == Outcome.NOT_APPLICABLE:
        return counting.not_applicable_counts
    if outcome == Outcome.BASICALLY_MET:
        return counting.basically_met_counts
    return outcome == Outcome.MET


@cache
def met_letters(counting: Counting) -> frozenset[str]:
    """Letters of the outcomes that count as met, as the set counts."""
    return frozenset(
        letter
        for letter, outcome in OUTCOME_OF_LETTER.items()
        if counts_as_met(outcome, counting)
    )


def summarise(outcomes: Iterable[Outcome], counting: Counting) -> Summary:
    """The numbers of an account from its criteria in set order."""
    ordered = [Outcome(outcome) for outcome in outcomes]
    return Summary(
        met=ordered.count(Outcome.MET),
        counted=sum(counts_as_met(outcome, counting) for outcome in ordered),
        assessed=sum(outcome != Outcome.NOT_ASSESSED for outcome in ordered),
        total=len(ordered),
        letters="".join(OUTCOME_LETTERS[outcome] for outcome in ordered),
    )


def meets_all(summary: Summary) -> bool:
    """Meets all criteria (đạt đủ): every one counts as met by its set's own rule.

    It is neither recognition nor a dossier under way. A set without criteria is
    met by nobody.
    """
    return summary.total > 0 and summary.counted == summary.total


def outcomes_of(letters: str) -> list[Outcome]:
    """Outcomes in set order from stored letters; ValueError on an unknown letter."""
    unknown = set(letters) - set(OUTCOME_OF_LETTER)
    if unknown:
        raise ValueError(f"no outcome has the letters {sorted(unknown)}")
    return [OUTCOME_OF_LETTER[letter] for letter in letters]


def missing_numbers(
    letters: str, numbers: Sequence[int], counting: Counting
) -> list[int]:
    """Numbers of the criteria not counted as met; `numbers` stand in set order.

    Raises ValueError if there are not as many numbers as letters.
    """
    met, pairs = met_letters(counting), zip(letters, numbers, strict=True)
    return [number for letter, number in pairs if letter not in met]


def columns_of(summaries: Iterable[str], size: int) -> list[str]:
    """The letters of many accounts by criterion: one string a place of the set.

    Letters are counted in a string many times faster than one by one. ValueError where
    an account has another number of letters.
    """
    whole = list(summaries)
    if set(map(len, whole)) - {size}:
        raise ValueError(f"an account has not {size} letters")
    joined = "".join(whole)
    return [joined[place::size] for place in range(size)]


def count_met(letters: str, counting: Counting) -> int:
    """How many of these outcomes count as met, as their set counts."""
    return sum(map(letters.count, met_letters(counting)))
