from decimal import Decimal

import pytest

from criteria.rules.doubts import CheckRow, Doubt, catches, doubts

INCOME, TRAINED, CERTIFIED = 1, 2, 3


def row(kind, measure_id=INCOME, other_id=None, limit=None):
    return CheckRow("r", kind, measure_id, other_id, limit and Decimal(limit))


@pytest.mark.parametrize(
    ("kind", "limit", "value", "compared", "caught"),
    [
        ("jump", 30, 130, 100, False),
        ("jump", 30, 131, 100, True),
        ("jump", 30, 69, 100, True),
        ("jump", 30, 70, 100, False),
        ("jump", 30, 1, 0, True),
        ("jump", 30, 0, 0, False),
        ("above_limit", 100, 100, 100, False),
        ("above_limit", 100, "100.1", 100, True),
        ("not_above", None, 62, 62, False),
        ("not_above", None, "62.1", 62, True),
        ("adds_up", 100, 40, 60, False),
        ("adds_up", 100, 40, 61, True),
    ],
)
def test_rule_catches(kind, limit, value, compared, caught):
    rule = row(kind, limit=limit)

    assert catches(rule, Decimal(value), Decimal(compared)) == caught


def test_unknown_kind_is_an_error():
    with pytest.raises(ValueError, match="guess"):
        catches(row("guess"), Decimal(1), Decimal(1))


def test_doubt_says_what_it_was_compared_to():
    rows = [row("not_above", CERTIFIED, TRAINED)]
    values = {CERTIFIED: Decimal(64), TRAINED: Decimal(62)}

    assert doubts(rows, values, {}) == [
        Doubt("r", "not_above", CERTIFIED, Decimal(64), Decimal(62), TRAINED)
    ]


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        (row("jump", limit=30), {INCOME: Decimal(60)}),
        (row("not_above", CERTIFIED, TRAINED), {CERTIFIED: Decimal(64)}),
        (row("above_limit", limit=100), {}),
    ],
)
def test_rule_that_lacks_a_value_says_nothing(rule, values):
    assert doubts([rule], values, {}) == []


def test_last_year_is_asked_for_jumps_alone():
    rows = [row("jump", limit=30), row("above_limit", limit=100)]

    found = doubts(rows, {INCOME: Decimal(60)}, {INCOME: Decimal(40)})

    assert [one.kind for one in found] == ["jump"]
