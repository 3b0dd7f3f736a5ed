"""Two levels between which no rule could choose are refused on entry."""

import datetime as dt

import pytest

from criteria.rules.levels import LevelRow, find_ties, would_tie
from tests.criteria.rules.rule_builders import (
    BAC_KAN,
    INCOME,
    POVERTY,
    SCHOOLS,
    SIGNED_211,
    THAI_NGUYEN,
    provincial,
    row,
)

BY_SCHOOLS = {"attribute_scheme": "schools", "attribute_value": ">3"}
ISLAND = {"attribute_scheme": "island", "attribute_value": "yes"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(row(1, 80), row(2, 85), id="same-keys"),
        pytest.param(row(1, 80, region="BTB"), row(2, 85, year=2022), id="region-year"),
        pytest.param(row(1, 80, **BY_SCHOOLS), row(2, 85, **ISLAND), id="two-schemes"),
        pytest.param(
            provincial(1, 80, BAC_KAN), provincial(2, 85, BAC_KAN), id="same-province"
        ),
        pytest.param(
            row(1, 80),
            row(2, 85, valid_from=SIGNED_211),
            id="211-former-row-left-open",
        ),
    ],
)
def test_tie(one: LevelRow, other: LevelRow) -> None:
    assert find_ties([one, other]) == [(one, other)]
    assert would_tie(other, [one]) == [one]
    assert would_tie(one, [other]) == [other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(row(1, 80), row(2, 85, region="BTB"), id="more-keys-decide"),
        pytest.param(row(1, 80), row(2, 85, layer="ministry"), id="layer-decides"),
        pytest.param(row(1, 80, superseded=True), row(2, 85), id="corrected"),
        pytest.param(
            row(1, 80, group="1"), row(2, 85, group="2"), id="51-2025-two-groups"
        ),
        pytest.param(
            provincial(1, 80, BAC_KAN),
            provincial(2, 85, THAI_NGUYEN),
            id="two-provinces",
        ),
        pytest.param(
            row(1, 80, valid_to=SIGNED_211),
            row(2, 85, valid_from=SIGNED_211),
            id="211-days-meet-but-do-not-overlap",
        ),
        pytest.param(
            row(1, 80, valid_from=SIGNED_211),
            row(2, 85, valid_to=SIGNED_211 - dt.timedelta(1)),
            id="211-days-apart",
        ),
    ],
)
def test_no_tie(one: LevelRow, other: LevelRow) -> None:
    assert find_ties([one, other]) == []
    assert would_tie(other, [one]) == []


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(POVERTY, id="318-poverty"),
        pytest.param(INCOME, id="318-income"),
        pytest.param(SCHOOLS, id="1491-schools"),
    ],
)
def test_rows_of_the_law_do_not_tie(rows: list[LevelRow]) -> None:
    assert find_ties(rows) == []


def test_a_row_does_not_tie_with_itself() -> None:
    assert would_tie(POVERTY[0], POVERTY) == []
