from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.pace import left_to, pace_needed, pace_so_far, share_of

amounts = st.decimals(0, 10_000, places=2)


@pytest.mark.parametrize(
    ("percent", "units", "share"),
    [(63, 96, 61), (50, 96, 48), (100, 7, 7), (0, 9, 0), (1, 3, 1), (60, 0, 0)],
    ids=["63 % of 96", "exactly", "all", "none", "up", "no unit"],
)
def test_share_of_is_the_least_whole_number(percent, units, share):
    assert share_of(Decimal(percent), units) == share


@pytest.mark.parametrize(
    ("goal", "now", "at_most", "left"),
    [
        (30, 21, False, 9),
        (6, 6, False, 0),
        (6, 8, False, 0),
        (5, 12, True, 7),
        (5, 3, True, 0),
    ],
    ids=["short", "reached", "beyond", "at most, above", "at most, below"],
)
def test_left_to_cases(goal, now, at_most, left):
    assert left_to(Decimal(goal), Decimal(now), at_most=at_most) == left


@pytest.mark.parametrize(
    ("left", "years", "pace"),
    [(40, 4, 10), (9, 1, 9), (0, 0, 0), (0, 3, 0), (5, 0, None), (5, -1, None)],
)
def test_pace_needed_cases(left, years, pace):
    assert pace_needed(Decimal(left), years) == pace


@given(amounts, amounts, st.integers(1, 10), st.booleans())
def test_pace_needed_kept_up_reaches_the_goal(goal, now, years, at_most):
    pace = pace_needed(left_to(goal, now, at_most=at_most), years)

    end = now + (-pace if at_most else pace) * years

    # A third of a commune a year is not a finite decimal.
    slack = Decimal("1e-9")
    assert end <= goal + slack if at_most else end >= goal - slack


def test_pace_so_far_is_the_mean_of_all_years():
    points = [(2021, Decimal(20)), (2017, Decimal(9)), (2019, Decimal(19))]

    pace = pace_so_far(points)

    assert (pace.per_year, pace.first, pace.last) == (Decimal("2.75"), 2017, 2021)


@pytest.mark.parametrize("years", [[], [2021], [2021, 2021]])
def test_pace_so_far_of_one_year_is_not_known(years):
    assert pace_so_far([(year, Decimal(5)) for year in years]) is None


@given(st.dictionaries(st.integers(2000, 2030), amounts, min_size=2))
def test_pace_so_far_leads_from_the_first_to_the_last(values):
    pace = pace_so_far(list(values.items()))

    end = values[pace.first] + pace.per_year * (pace.last - pace.first)

    assert pace.first == min(values)
    assert pace.last == max(values)
    assert abs(end - values[pace.last]) < Decimal("1e-9")
