"""Outcomes of leaves, composites and trees, as the law says."""

from decimal import Decimal

import pytest

from criteria.choices import Combine, Outcome
from criteria.rules.outcomes import (
    Node,
    combine,
    criterion_outcome,
    evaluate,
    judge,
    outcomes_of,
)


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


# One leaf


@pytest.mark.parametrize(
    ("value", "operator", "level", "expected"),
    [
        pytest.param("80", "ge", "80", "M", id="318-3.1-irrigation-at-level"),
        pytest.param("79.99", "ge", "80", "F", id="318-3.1-just-below"),
        pytest.param("82", "ge", "80", "M", id="318-3.1-above"),
        pytest.param("13", "le", "13", "M", id="318-11-poverty-at-level"),
        pytest.param("13.01", "le", "13", "F", id="318-11-just-above"),
        pytest.param("9", "le", "13", "M", id="318-11-below"),
        pytest.param("0", "eq", "0", "M", id="318-9.1-no-makeshift-house"),
        pytest.param("11", "eq", "0", "F", id="318-9.1-houses-left"),
        pytest.param("1", "eq", "1", "M", id="318-1.1-plan-yes"),
        pytest.param("0", "eq", "1", "F", id="318-1.1-plan-no"),
        pytest.param("0", "ge", "80", "F", id="318-zero-is-a-value"),
        pytest.param(None, "ge", "80", "?", id="318-no-value"),
        pytest.param("82", "ge", None, "?", id="318-2.1-province-decides"),
        pytest.param(None, "le", None, "?", id="318-nothing"),
    ],
)
def test_judge(
    value: str | None, operator: str, level: str | None, expected: str
) -> None:
    assert judge(number(value), operator, number(level)).letter == expected


@pytest.mark.parametrize("value", [None, "0", "100"])
def test_judge_not_applicable_wins(value: str | None) -> None:
    # 17.2 of 318/QĐ-TTg: a commune without craft village.
    outcome = judge(number(value), "ge", Decimal(80), not_applicable=True)

    assert outcome == Outcome.NOT_APPLICABLE


def test_judge_refuses_unknown_operator() -> None:
    with pytest.raises(ValueError, match="gt"):
        judge(None, "gt", None)


# Composites


@pytest.mark.parametrize(
    ("how", "at_least", "parts", "expected"),
    [
        pytest.param("all", None, "MM", "M", id="318-12-both-sexes"),
        pytest.param("all", None, "MF", "F", id="318-12-one-sex-below"),
        pytest.param("all", None, "M?", "?", id="318-12-one-sex-missing"),
        pytest.param("all", None, "F?", "F", id="318-14.1-one-failed-is-enough"),
        pytest.param("all", None, "MN", "M", id="318-17-no-craft-village"),
        pytest.param("all", None, "N?", "?", id="318-17-rest-missing"),
        pytest.param("all", None, "NN", "N", id="318-17-nothing-applies"),
        pytest.param("all", None, "", "?", id="51-2025-no-indicators-yet"),
        pytest.param("any", None, "FM", "M", id="318-7-trading-place-instead"),
        pytest.param("any", None, "?M", "M", id="318-7-market-not-assessed"),
        pytest.param("any", None, "F?", "?", id="318-7-may-still-be-met"),
        pytest.param("any", None, "FF", "F", id="318-7-neither"),
        pytest.param("any", None, "NF", "F", id="318-7-no-market-planned"),
        pytest.param("any", None, "NN", "N", id="318-7-nothing-applies"),
        pytest.param("any", None, "", "?", id="any-of-nothing"),
        pytest.param("at_least", 2, "MMF", "M", id="two-of-three"),
        pytest.param("at_least", 2, "M?F", "?", id="two-of-three-open"),
        pytest.param("at_least", 2, "MFF", "F", id="two-of-three-lost"),
        pytest.param("at_least", 2, "MNN", "F", id="two-of-one-applicable"),
        pytest.param("at_least", 2, "NNN", "N", id="two-of-none-applicable"),
        pytest.param("at_least", 3, "M?", "F", id="more-than-there-are"),
    ],
)
def test_combine(how: str, at_least: int | None, parts: str, expected: str) -> None:
    assert combine(outcomes_of(parts), how, at_least).letter == expected


@pytest.mark.parametrize("parts", ["B", "MB", "FB", "N?B"])
def test_combine_refuses_basically_met(parts: str) -> None:
    with pytest.raises(ValueError, match="verdict"):
        combine(outcomes_of(parts), Combine.ANY)


@pytest.mark.parametrize(
    ("how", "at_least"),
    [("some", None), ("at_least", None), ("at_least", 0)],
)
def test_combine_refuses_unknown_ways(how: str, at_least: int | None) -> None:
    with pytest.raises(ValueError, match=r"some|at least"):
        combine([Outcome.MET], how, at_least)


def test_combine_takes_a_generator() -> None:
    assert combine((o for o in [Outcome.MET]), "all") == Outcome.MET


@pytest.mark.parametrize(
    ("indicators", "expected"),
    [
        pytest.param("MMMM", "M", id="318-2-all-four-roads"),
        pytest.param("MMMF", "F", id="318-2-one-road-below"),
        pytest.param("MM?M", "?", id="318-2-one-road-missing"),
        pytest.param("MNMM", "M", id="318-2-one-does-not-apply"),
    ],
)
def test_criterion_outcome(indicators: str, expected: str) -> None:
    assert criterion_outcome(outcomes_of(indicators)).letter == expected


# Trees


def leaf(id: int) -> Node:
    return Node(id, "all", None, ())


# Criterion 7: a market or a trading place, and a second indicator of two sexes.
TREE = Node(
    0,
    "all",
    None,
    (
        Node(1, "any", None, (leaf(11), leaf(12))),
        Node(2, "all", None, (leaf(21), leaf(22))),
    ),
)


@pytest.mark.parametrize(
    ("leaves", "expected"),
    [
        pytest.param("FMMM", {1: "M", 2: "M", 0: "M"}, id="318-7-either-or"),
        pytest.param("FFMM", {1: "F", 2: "M", 0: "F"}, id="318-7-neither"),
        pytest.param("FM?M", {1: "M", 2: "?", 0: "?"}, id="318-12-one-sex-missing"),
        pytest.param("NNMM", {1: "N", 2: "M", 0: "M"}, id="318-7-none-planned"),
        pytest.param("NNNN", {1: "N", 2: "N", 0: "N"}, id="nothing-applies"),
    ],
)
def test_evaluate(leaves: str, expected: dict[int, str]) -> None:
    outcomes = dict(zip([11, 12, 21, 22], outcomes_of(leaves), strict=True))

    found = evaluate(TREE, outcomes)

    assert {id: found[id].letter for id in expected} == expected
    assert outcomes.items() <= found.items()


def test_evaluate_leaf_without_outcome_is_not_assessed() -> None:
    assert set(evaluate(TREE, {}).values()) == {Outcome.NOT_ASSESSED}
    assert len(evaluate(TREE, {})) == 7


def test_evaluate_criterion_without_indicators_is_not_assessed() -> None:
    empty = Node(0, "all", None, ())

    assert evaluate(empty, {}) == {0: Outcome.NOT_ASSESSED}


def test_evaluate_refuses_basically_met_on_a_leaf() -> None:
    with pytest.raises(ValueError, match="verdict"):
        evaluate(leaf(1), {1: Outcome.BASICALLY_MET})
