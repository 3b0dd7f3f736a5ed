"""How near a criterion is, and which comes first."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.choices import Outcome
from criteria.rules.distance import Step, aggregate, order_steps, step_of
from criteria.rules.outcomes import Node, evaluate

Gaps = dict[int, Decimal | None]


def tree(how: str, count: int, at_least: int | None = None) -> Node:
    leaves = tuple(Node(i, "all", None, ()) for i in range(1, count + 1))
    return Node(0, how, at_least, leaves)


def gaps(*texts: str | None) -> Gaps:
    return {i: None if t is None else Decimal(t) for i, t in enumerate(texts, 1)}


def left(remaining: int, relative: str | None) -> tuple[int, Decimal | None]:
    return remaining, None if relative is None else Decimal(relative)


@pytest.mark.parametrize(
    ("node", "given_gaps", "expected"),
    [
        pytest.param(
            tree("all", 4), gaps("0", "0.1", "0.3", "0"), left(2, "0.3"), id="318-2"
        ),
        pytest.param(tree("all", 2), gaps("0", "0"), left(0, "0"), id="318-2-met"),
        pytest.param(
            tree("all", 2), gaps("0.1", None), left(2, None), id="318-2-one-unknown"
        ),
        pytest.param(
            tree("any", 2), gaps("1", "0.4"), left(1, "0.4"), id="318-7-nearest"
        ),
        pytest.param(tree("any", 2), gaps("1", "0"), left(0, "0"), id="318-7-met"),
        pytest.param(
            tree("any", 2), gaps(None, "1"), left(1, "1"), id="318-7-unknown-is-farther"
        ),
        pytest.param(
            tree("at_least", 3, 2),
            gaps("0.9", "0.1", "0.2"),
            left(2, "0.2"),
            id="two-nearest-of-three",
        ),
        pytest.param(
            tree("at_least", 3, 2), gaps("0.9", "0", "0"), left(0, "0"), id="two-met"
        ),
        pytest.param(
            tree("at_least", 1, 2), gaps("0"), left(1, None), id="more-than-there-are"
        ),
    ],
)
def test_aggregate(
    node: Node, given_gaps: Gaps, expected: tuple[int, Decimal | None]
) -> None:
    assert aggregate(node, given_gaps) == expected


def test_aggregate_leaf_without_gap_is_unknown() -> None:
    assert aggregate(tree("all", 2), gaps("0")) == (1, None)


def test_aggregate_asks_nothing_of_parts_that_do_not_apply() -> None:
    known = gaps("1", "0.2")

    assert aggregate(tree("all", 2), known, {1}) == left(1, "0.2")
    assert aggregate(tree("any", 2), known, {2}) == left(1, "1")
    assert aggregate(tree("all", 2), known, {1, 2}) == left(0, "0")


def test_aggregate_nested_either_or() -> None:
    either = Node(5, "any", None, tree("all", 2).children)
    node = Node(0, "all", None, (either, Node(3, "all", None, ())))

    assert aggregate(node, gaps("0.5", "0.2", "0.3")) == left(2, "0.3")


def test_step_of_names_its_criterion() -> None:
    step = step_of(7, tree("any", 2), gaps("1", "0.4"))

    assert step == Step(criterion_number=7, relative=Decimal("0.4"), remaining=1)


def test_order_steps_nearest_first_unknown_last() -> None:
    unknown, far, near = (
        Step(3, None, 1),
        Step(1, Decimal(1), 1),
        Step(9, Decimal(0), 1),
    )

    assert order_steps([unknown, far, near]) == [near, far, unknown]


def test_order_steps_fewer_leaves_then_lower_number() -> None:
    half = Decimal("0.5")
    steps = [Step(4, half, 2), Step(8, half, 1), Step(2, half, 1), Step(6, None, 1)]

    assert [step.criterion_number for step in order_steps(steps)] == [2, 8, 4, 6]


# What must hold of any tree

numbers = st.none() | st.sampled_from([Decimal(0), Decimal("0.2"), Decimal(1)])
leaf_gaps = st.lists(numbers, min_size=1, max_size=5)
ways = st.sampled_from([("all", None), ("any", None), ("at_least", 2)])
skipped = st.frozensets(st.integers(1, 5), max_size=3)


@given(leaf_gaps, ways, skipped)
def test_nothing_is_left_exactly_when_met(
    found: list[Decimal | None],
    way: tuple[str, int | None],
    not_applicable: frozenset[int],
) -> None:
    node = tree(way[0], len(found), way[1])
    known = dict(enumerate(found, 1))

    outcome = evaluate(node, {i: _outcome(i, known, not_applicable) for i in known})[0]
    remaining, relative = aggregate(node, known, not_applicable)

    is_done = outcome in (Outcome.MET, Outcome.NOT_APPLICABLE)
    assert (remaining == 0) == (relative == 0) == is_done


@given(st.lists(st.builds(Step, st.integers(1, 19), numbers, st.integers(1, 3))))
def test_order_of_steps_given_never_matters(steps: list[Step]) -> None:
    assert order_steps(steps) == order_steps(reversed(steps))


def _outcome(id: int, known: Gaps, not_applicable: frozenset[int]) -> Outcome:
    if id in not_applicable:
        return Outcome.NOT_APPLICABLE
    gap = known[id]
    if gap is None:
        return Outcome.NOT_ASSESSED
    return Outcome.NOT_MET if gap else Outcome.MET
