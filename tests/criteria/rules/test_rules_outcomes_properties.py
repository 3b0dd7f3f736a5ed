"""What must hold of any outcomes and any way of counting."""

from hypothesis import given
from hypothesis import strategies as st

from criteria.choices import Outcome
from criteria.rules.outcomes import (
    Counting,
    combine,
    meets_all,
    missing_numbers,
    outcomes_of,
    summarise,
)

computed = st.sampled_from([o for o in Outcome if o != Outcome.BASICALLY_MET])
parts_lists = st.lists(computed, max_size=6)
ways = st.sampled_from([("all", None), ("any", None), ("at_least", 1), ("at_least", 3)])
countings = st.builds(Counting, st.booleans(), st.booleans())
ORDER = {Outcome.NOT_MET: 0, Outcome.NOT_ASSESSED: 1, Outcome.MET: 2}


@given(parts_lists, ways)
def test_adding_a_met_part_never_loses_met(
    parts: list[Outcome], way: tuple[str, int | None]
) -> None:
    if combine(parts, *way) == Outcome.MET:
        assert combine([*parts, Outcome.MET], *way) == Outcome.MET


@given(st.lists(st.sampled_from(list(ORDER)), min_size=1, max_size=6), ways, st.data())
def test_combine_is_monotone(
    parts: list[Outcome], way: tuple[str, int | None], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(parts) - 1))
    better = [o for o in ORDER if ORDER[o] >= ORDER[parts[place]]]
    raised = [*parts]
    raised[place] = data.draw(st.sampled_from(better))

    assert ORDER[combine(raised, *way)] >= ORDER[combine(parts, *way)]


@given(parts_lists, ways, st.randoms())
def test_order_of_parts_never_matters(parts, way, random) -> None:  # type: ignore[no-untyped-def]  # hypothesis says it
    shuffled = random.sample(parts, len(parts))

    assert combine(shuffled, *way) == combine(parts, *way)


@given(parts_lists, ways)
def test_parts_that_do_not_apply_never_help(
    parts: list[Outcome], way: tuple[str, int | None]
) -> None:
    applicable = [part for part in parts if part != Outcome.NOT_APPLICABLE]

    if applicable:
        assert combine(parts, *way) == combine(applicable, *way)


@given(parts_lists)
def test_at_least_one_is_any_and_at_least_every_is_all(parts: list[Outcome]) -> None:
    applicable = [part for part in parts if part != Outcome.NOT_APPLICABLE]

    assert combine(parts, "at_least", 1) == combine(parts, "any")
    if applicable:
        every = len(applicable)
        assert combine(parts, "at_least", every) == combine(parts, "all")


@given(st.lists(st.sampled_from(list(Outcome)), max_size=20), countings)
def test_summary_numbers_are_in_order(
    outcomes: list[Outcome], counting: Counting
) -> None:
    summary = summarise(outcomes, counting)

    assert summary.met <= summary.counted <= summary.assessed <= summary.total
    assert len(summary.letters) == summary.total


@given(st.lists(st.sampled_from(list(Outcome)), max_size=20), countings)
def test_letters_round_trip(outcomes: list[Outcome], counting: Counting) -> None:
    summary = summarise(outcomes, counting)

    assert outcomes_of(summary.letters) == outcomes
    assert summarise(outcomes_of(summary.letters), counting) == summary


@given(st.lists(st.sampled_from(list(Outcome)), max_size=20), countings)
def test_missing_and_counted_make_the_total(
    outcomes: list[Outcome], counting: Counting
) -> None:
    summary = summarise(outcomes, counting)
    numbers = range(1, summary.total + 1)

    missing = missing_numbers(summary.letters, numbers, counting)

    assert len(missing) + summary.counted == summary.total
    assert meets_all(summary) == (not missing and summary.total > 0)
