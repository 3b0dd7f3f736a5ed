"""What must hold of any rows, whatever unit asks."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.rules.levels import (
    Facts,
    LevelRow,
    Substitution,
    find_ties,
)
from tests.criteria.rules.rule_builders import (
    DAY,
    HARDSHIP,
    SIGNED_211,
    SIGNED_318,
    ZONE_III,
    choose,
    row,
)

pytestmark = pytest.mark.slow

REGIONS = ["TDMNPB", "BTB", "DBSCL"]
DAYS = [SIGNED_318, DAY, SIGNED_211, dt.date(2025, 7, 1)]
days = st.sampled_from(DAYS)


@st.composite
def level_rows(draw: st.DrawFn) -> LevelRow:
    layer = draw(st.sampled_from(["national", "ministry", "province"]))
    schools = draw(st.sampled_from(["", "", "≤3", ">3"]))
    start, end = draw(days), draw(days)
    return row(
        0,
        draw(st.integers(50, 53)),
        layer=layer,
        region=draw(st.sampled_from(["", *REGIONS])),
        year=draw(st.sampled_from([None, 2021, 2022])),
        province_id=draw(st.sampled_from([6, 19])) if layer == "province" else None,
        attribute_scheme="schools" if schools else "",
        attribute_value=schools,
        valid_from=start,
        valid_to=end if end > start else None,
        superseded=draw(st.booleans()),
    )


row_lists = st.lists(level_rows(), max_size=8).map(
    lambda rows: [replace(row, id=i) for i, row in enumerate(rows)]
)
units = st.builds(
    Facts,
    year=st.sampled_from([2021, 2022]),
    region=st.sampled_from([None, *REGIONS]),
    group=st.none(),
    province_ids=st.sampled_from([(6,), (19,), (19, 6)]),
    classes=st.fixed_dictionaries(
        {},
        optional={
            "hardship": st.sampled_from(["yes", "no"]),
            "zone": st.sampled_from(["I", "III"]),
            "schools": st.sampled_from(["≤3", ">3"]),
        },
    ),
)
RULES: list[Substitution] = [HARDSHIP, ZONE_III]


@given(row_lists, units, days, st.randoms())
def test_order_of_rows_never_matters(rows, unit, day, random) -> None:  # type: ignore[no-untyped-def]  # hypothesis says it
    shuffled = random.sample(rows, len(rows))

    answer = choose(rows, unit, RULES, day)

    assert choose(shuffled, unit, RULES[::-1], day) == answer


@given(row_lists, units, days)
def test_chosen_level_is_live_and_in_force(
    rows: list[LevelRow], unit: Facts, day: dt.date
) -> None:
    level = choose(rows, unit, RULES, day).level

    if level:
        assert not level.superseded
        assert level.valid_from <= day
        assert level.valid_to is None or day < level.valid_to


@given(row_lists, units, days)
def test_superseded_rows_change_nothing(
    rows: list[LevelRow], unit: Facts, day: dt.date
) -> None:
    live = [row for row in rows if not row.superseded]

    assert choose(live, unit, RULES, day) == choose(rows, unit, RULES, day)


@given(row_lists, units, days)
def test_substitution_changes_nothing_in_its_own_region(
    rows: list[LevelRow], unit: Facts, day: dt.date
) -> None:
    uplands = replace(unit, region="TDMNPB")

    assert choose(rows, uplands, RULES, day) == choose(rows, uplands, [], day)


@given(row_lists, units, days)
def test_ambiguous_only_between_rows_that_tie(
    rows: list[LevelRow], unit: Facts, day: dt.date
) -> None:
    answer = choose(rows, unit, RULES, day)

    if answer.ambiguous:
        assert answer.level is None
        assert find_ties(rows)


@given(row_lists, units, days, st.data())
def test_learning_what_is_not_named_never_changes_the_value(
    rows: list[LevelRow], unit: Facts, day: dt.date, data: st.DataObject
) -> None:
    answer = choose(rows, unit, RULES, day)
    learnt = {"hardship": ["yes", "no"], "zone": ["I", "III"], "schools": ["≤3", ">3"]}
    new = {
        scheme: data.draw(st.sampled_from(values))
        for scheme, values in learnt.items()
        if scheme not in answer.unknown and scheme not in unit.classes
    }

    later = choose(rows, replace(unit, classes={**unit.classes, **new}), RULES, day)

    assert _value(later.level) == _value(answer.level)


@given(row_lists, units, days)
def test_nothing_known_is_ever_named_unknown(
    rows: list[LevelRow], unit: Facts, day: dt.date
) -> None:
    assert not set(choose(rows, unit, RULES, day).unknown) & set(unit.known())


def _value(level: LevelRow | None) -> Decimal | None:
    return level.value if level else None
