"""How a set counts its criteria."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.choices import Outcome
from criteria.rules.outcomes import (
    Counting,
    Summary,
    columns_of,
    count_met,
    counts_as_met,
    meets_all,
    missing_numbers,
    outcomes_of,
    summarise,
)

STRICT = Counting(not_applicable_counts=False, basically_met_counts=False)
USUAL = Counting(not_applicable_counts=True, basically_met_counts=False)
GENEROUS = Counting(not_applicable_counts=True, basically_met_counts=True)


@pytest.mark.parametrize(
    ("outcome", "counting", "expected"),
    [
        pytest.param("M", STRICT, True, id="met-always"),
        pytest.param("F", GENEROUS, False, id="not-met-never"),
        pytest.param("?", GENEROUS, False, id="not-assessed-never"),
        pytest.param("N", USUAL, True, id="not-applicable-by-setting"),
        pytest.param("N", STRICT, False, id="not-applicable-strictly"),
        pytest.param("B", GENEROUS, True, id="basically-met-by-setting"),
        pytest.param("B", USUAL, False, id="basically-met-usually"),
    ],
)
def test_counts_as_met(outcome: str, counting: Counting, expected: bool) -> None:
    assert counts_as_met(outcomes_of(outcome)[0], counting) is expected


@pytest.mark.parametrize(
    ("letters", "counting", "met", "counted", "assessed"),
    [
        pytest.param("M" * 19, USUAL, 19, 19, 19, id="318-nineteen"),
        pytest.param("M" * 18 + "N", USUAL, 18, 19, 19, id="318-one-does-not-apply"),
        pytest.param("M" * 18 + "N", STRICT, 18, 18, 19, id="318-strictly"),
        pytest.param("MMFFBN?", GENEROUS, 2, 4, 6, id="one-of-each"),
        pytest.param("?" * 10, USUAL, 0, 0, 0, id="51-2025-nothing-yet"),
        pytest.param("", USUAL, 0, 0, 0, id="no-criteria"),
    ],
)
def test_summarise(
    letters: str, counting: Counting, met: int, counted: int, assessed: int
) -> None:
    summary = summarise(outcomes_of(letters), counting)

    assert summary == Summary(met, counted, assessed, len(letters), letters)


def test_summarise_takes_stored_values() -> None:
    stored = [Outcome("met"), "not_met"]

    assert summarise(stored, USUAL).letters == "MF"  # type: ignore[arg-type]  # as it is stored


@pytest.mark.parametrize(
    ("letters", "counting", "expected"),
    [
        pytest.param("M" * 19, STRICT, True, id="318-nineteen"),
        pytest.param("M" * 18 + "N", USUAL, True, id="318-one-does-not-apply"),
        pytest.param("M" * 18 + "N", STRICT, False, id="318-strictly"),
        pytest.param("M" * 18 + "B", USUAL, False, id="basically-met-is-not-met"),
        pytest.param("M" * 18 + "?", GENEROUS, False, id="one-not-assessed"),
        pytest.param("", GENEROUS, False, id="a-set-without-criteria"),
    ],
)
def test_meets_all(letters: str, counting: Counting, expected: bool) -> None:
    assert meets_all(summarise(outcomes_of(letters), counting)) is expected


def test_missing_numbers_follow_the_set() -> None:
    numbers = [1, 2, 5, 10, 11]

    assert missing_numbers("MF?NB", numbers, STRICT) == [2, 5, 10, 11]
    assert missing_numbers("MF?NB", numbers, USUAL) == [2, 5, 11]
    assert missing_numbers("MF?NB", numbers, GENEROUS) == [2, 5]


def test_missing_numbers_refuses_another_set() -> None:
    with pytest.raises(ValueError, match="shorter"):
        missing_numbers("MM", [1], USUAL)


def test_outcomes_of_refuses_unknown_letters() -> None:
    with pytest.raises(ValueError, match="X"):
        outcomes_of("MXM")


@pytest.mark.parametrize("make", [list, tuple, iter])
def test_summarise_takes_any_iterable(make: Callable[..., list[Outcome]]) -> None:
    assert summarise(make([Outcome.MET]), USUAL).met == 1


@given(
    st.lists(st.text(alphabet="MFB?N", min_size=3, max_size=3)),
    st.sampled_from([STRICT, USUAL, GENEROUS]),
)
def test_columns_count_as_the_accounts_do(
    summaries: list[str], counting: Counting
) -> None:
    columns = columns_of(summaries, 3)

    each = [[counts_as_met(o, counting) for o in outcomes_of(s)] for s in summaries]
    assert [count_met(column, counting) for column in columns] == [
        sum(row[place] for row in each) for place in range(3)
    ]
    assert [len(column) for column in columns] == [len(summaries)] * 3


def test_columns_refuse_an_account_of_another_size() -> None:
    with pytest.raises(ValueError, match="has not 3 letters"):
        columns_of(["MFM", "MF"], 3)
