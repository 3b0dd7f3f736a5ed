"""Rings that cross themselves are found, quickly, and no others."""

import random
import time
from itertools import combinations, pairwise
from math import cos, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communes.imports.crossings import Point, crossing

coordinate = st.integers(0, 40).map(lambda tenth: 105 + tenth / 10)


def round_outline(points: int) -> list[Point]:
    """A wavy outline around a centre, which cannot cross itself."""
    wave = random.Random(1)  # noqa: S311  the same every time
    found = []
    for number in range(points):
        turn = 2 * pi * number / points
        radius = 0.5 + 0.1 * sin(40 * turn) + wave.random() / points
        found.append((105 + radius * cos(turn), 22 + radius * sin(turn)))
    return found


def crosses(ring: list[Point]) -> bool:
    """The same by comparing every two sides in whole tenths."""
    whole = [(round(10 * x), round(10 * y)) for x, y in ring]
    sides = list(pairwise([*whole, whole[0]]))

    def turn(a, b, c) -> int:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return any(
        turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
        for (a, b), (c, d) in combinations(sides, 2)
    )


@pytest.mark.parametrize(
    ("ring", "found"),
    [
        ([(105, 22), (106, 23), (106, 22), (105, 23)], (105, 22)),
        ([(105, 22), (106, 22), (106, 23), (105, 23)], None),
        # A point that touches the opposite side.
        ([(105, 22), (106, 22), (106, 23), (105.5, 22), (105, 23)], None),
        # There and back.
        ([(105, 22), (106, 22), (107, 22), (106, 22), (106, 23)], None),
    ],
    ids=["bow tie", "square", "touching", "spike"],
)
def test_crossing_of_small_rings(ring, found) -> None:
    assert crossing(ring) == found


@given(st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=40))
def test_crossing_agrees_with_comparing_all(ring) -> None:
    assert (crossing(ring) is not None) == crosses(ring)


def test_long_outline_is_looked_through_in_seconds() -> None:
    ring = round_outline(50_000)
    tied = [*ring[:30_000], ring[40_000], *ring[30_001:]]
    begun = time.perf_counter()

    assert crossing(ring) is None
    assert crossing(tied) is not None
    assert time.perf_counter() - begun < 10


def beside_a_straight_side(points: int) -> list[Point]:
    """A wavy outline near one long slanting side, which it does not touch."""
    found = [(105.0, 22.0)]
    for number in range(points):
        part = number / points
        away = 0.02 + 0.01 * sin(60 * part)
        found.append((105 + part - away, 22 + part + away))
    return [*found, (106.0, 23.0)]


def test_long_outline_beside_a_straight_side_is_sound() -> None:
    begun = time.perf_counter()

    assert crossing(beside_a_straight_side(20_000)) is None
    assert time.perf_counter() - begun < 10


def test_entangled_sides_are_given_up_soon() -> None:
    teeth = [(105 + n / 9_000, 22.0 + (n % 2)) for n in range(9_000)]
    begun = time.perf_counter()

    assert crossing([*teeth, (107.0, 21.0), (104.0, 21.0)]) is not None
    assert time.perf_counter() - begun < 10
