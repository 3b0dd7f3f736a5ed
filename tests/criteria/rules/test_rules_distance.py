"""Distances to a level as numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.choices import MeasureKind, Operator, Outcome
from criteria.rules.distance import (
    gap,
    relative_gap,
)
from criteria.rules.outcomes import judge


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("value", "operator", "level", "expected"),
    [
        pytest.param("36.4", "ge", "39", "2.6", id="318-10-income-uplands-2022"),
        pytest.param("41", "ge", "39", "0", id="318-10-above"),
        pytest.param("14.4", "le", "13", "1.4", id="318-11-poverty-uplands"),
        pytest.param("12", "le", "13", "0", id="318-11-below"),
        pytest.param("11", "eq", "0", "11", id="318-9.1-houses-left"),
        pytest.param("0", "eq", "1", "1", id="318-1.1-no-plan"),
        pytest.param("0", "eq", "0", "0", id="318-9.1-none-left"),
        pytest.param(None, "ge", "39", None, id="318-10-no-value"),
        pytest.param("36", "ge", None, None, id="318-2.1-province-decides"),
    ],
)
def test_gap(
    value: str | None, operator: str, level: str | None, expected: str | None
) -> None:
    assert gap(number(value), operator, number(level)) == number(expected)


@pytest.mark.parametrize(
    ("value", "operator", "level", "kind", "expected"),
    [
        pytest.param("68", "ge", "80", "percent", "0.12", id="318-3.1-of-100-points"),
        pytest.param("14.4", "le", "13", "percent", "0.014", id="318-11"),
        pytest.param("0", "eq", "1", "yes_no", "1", id="318-1.1"),
        pytest.param("1", "eq", "1", "yes_no", "0", id="318-1.1-met"),
        pytest.param("30", "ge", "40", "number", "0.25", id="318-10-of-the-level"),
        pytest.param("8", "eq", "0", "count", "1", id="318-9.1-of-the-value"),
        pytest.param("0.5", "le", "0", "number", "0.5", id="of-at-least-one"),
        pytest.param("1", "ge", "2", "choice", "0.5", id="choice"),
        pytest.param(None, "ge", "80", "percent", None, id="no-value"),
        pytest.param("68", "ge", None, "percent", None, id="no-level"),
    ],
)
def test_relative_gap(
    value: str | None, operator: str, level: str | None, kind: str, expected: str | None
) -> None:
    found = relative_gap(number(value), operator, number(level), kind)

    assert found == number(expected)


def test_unknown_operator_or_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="gt"):
        gap(None, "gt", None)
    with pytest.raises(ValueError, match="share"):
        relative_gap(None, "ge", None, "share")


# What must hold of any value

values = st.decimals(0, 10_000, places=4)
maybe = st.none() | values
operators = st.sampled_from([str(o) for o in Operator])
kinds = st.sampled_from([str(k) for k in MeasureKind])


@given(maybe, operators, maybe, kinds)
def test_distance_is_zero_exactly_when_met(
    value: Decimal | None, operator: str, level: Decimal | None, kind: str
) -> None:
    outcome = judge(value, operator, level)
    left = gap(value, operator, level)
    relative = relative_gap(value, operator, level, kind)

    assert (left == 0) == (relative == 0) == (outcome == Outcome.MET)
    assert (left is None) == (relative is None) == (outcome == Outcome.NOT_ASSESSED)
    assert left is None or left >= 0


@given(values, values, values)
def test_nearer_value_has_no_larger_gap(a: Decimal, b: Decimal, level: Decimal) -> None:
    low, high = sorted([a, b])

    assert gap(low, "ge", level) >= gap(high, "ge", level)  # type: ignore[operator]  # never None here
    assert gap(low, "le", level) <= gap(high, "le", level)  # type: ignore[operator]  # never None here
