import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.promises import (
    Doubt,
    PlanState,
    Recognised,
    standing_of_plan,
)

END_2021 = dt.date(2021, 12, 31)
KEPT, LATE, OPEN, UNKNOWN = PlanState


def stated(year, known_by=None):
    return Recognised(year, known_by or dt.date(year, 12, 31))


def inferred(year=None, known_by=END_2021):
    return Recognised(year, known_by, is_inferred=True)


CASES = {
    "in the planned year": (2021, [stated(2021)], (KEPT, 2021, None)),
    "before the planned year": (2021, [stated(2018)], (KEPT, 2018, None)),
    "kept before the year is over": (2023, [stated(2021)], (KEPT, 2021, None)),
    "no year, but held in time": (
        2021,
        [Recognised(None, END_2021)],
        (KEPT, None, None),
    ),
    "a year late": (2020, [stated(2021)], (LATE, 2021, None)),
    "never, and the year is over": (2020, [], (LATE, None, None)),
    "last day of the year": (2021, [], (LATE, None, None)),
    "year not over": (2022, [], (OPEN, None, None)),
    "recognised after the day of the page": (2020, [stated(2022)], (LATE, None, None)),
    "no year, known later": (
        2020,
        [Recognised(None, END_2021)],
        (UNKNOWN, None, Doubt.NO_YEAR),
    ),
    "no year, year not over": (
        2023,
        [Recognised(None, dt.date(2022, 6, 1))],
        (UNKNOWN, None, Doubt.NO_YEAR),
    ),
    "inferred": (2021, [inferred()], (UNKNOWN, None, Doubt.INFERRED)),
    "inferred year": (2021, [inferred(2020)], (UNKNOWN, None, Doubt.INFERRED)),
    "inferred of later years": (2020, [inferred(2023)], (LATE, None, None)),
    "inferred beside stated in time": (
        2021,
        [inferred(), stated(2020)],
        (KEPT, 2020, None),
    ),
    "inferred beside stated late": (
        2020,
        [inferred(), stated(2021)],
        (UNKNOWN, None, Doubt.INFERRED),
    ),
}


@pytest.mark.parametrize(
    ("planned", "recognitions", "expected"), CASES.values(), ids=CASES
)
def test_standing_of_plan_cases(planned, recognitions, expected):
    found = standing_of_plan(planned, END_2021, recognitions)

    assert (found.state, found.year, found.doubt) == expected


def test_standing_of_plan_of_a_unit_that_ended_is_not_known():
    found = standing_of_plan(2018, END_2021, [], ended_on=dt.date(2020, 2, 1))

    assert (found.state, found.doubt) == (UNKNOWN, Doubt.UNIT_ENDED)


def test_standing_of_plan_of_a_unit_that_ends_later_is_late():
    found = standing_of_plan(2018, END_2021, [], ended_on=dt.date(2022, 1, 1))

    assert found.state == LATE


def test_standing_of_plan_of_a_unit_that_ended_recognised_is_kept():
    ended = dt.date(2020, 2, 1)

    found = standing_of_plan(2018, END_2021, [stated(2017)], ended_on=ended)

    assert found.state == KEPT


@pytest.mark.parametrize(("planned", "state"), [(2021, UNKNOWN), (2022, OPEN)])
def test_standing_of_plan_where_names_are_missing(planned, state):
    found = standing_of_plan(planned, END_2021, [], has_unnamed=True)

    assert found.state == state
    assert (found.doubt == Doubt.UNNAMED) is (state == UNKNOWN)


days = st.dates(dt.date(2010, 1, 1), dt.date(2030, 12, 31))
recognised = st.builds(
    Recognised, st.none() | st.integers(2010, 2030), days, st.booleans()
)


@given(
    st.integers(2010, 2030),
    days,
    st.lists(recognised, max_size=4),
    st.none() | days,
    st.booleans(),
)
def test_standing_of_plan_never_guesses(planned, day, found, ended_on, unnamed):
    standing = standing_of_plan(
        planned, day, found, ended_on=ended_on, has_unnamed=unnamed
    )

    assert (standing.doubt is not None) is (standing.state == UNKNOWN)
    if standing.state == KEPT:
        assert any(not r.is_inferred for r in found)
    if standing.year is not None:
        assert (standing.year <= planned) is (standing.state == KEPT)
    if standing.state == OPEN:
        assert day < dt.date(planned, 12, 31)
    if standing.state == LATE:
        assert not (unnamed and standing.year is None)
