"""Outlines drawn small: neighbours stay neighbours, steps are whole."""

import re
from itertools import pairwise

import pytest

from communes.imports.outlines import (
    SPECK,
    WIDTH,
    label_point,
    project,
    simplified,
    svg_path,
)


def drawn(ring: list[tuple[float, float]]) -> list[tuple[int, int]]:
    return project({"one": [ring]})[0]["one"][0]


def area(ring: list[tuple[int, int]]) -> float:
    pairs = pairwise([*ring, ring[0]])
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def test_project_puts_north_above_and_east_right() -> None:
    ring = drawn([(105.0, 21.0), (106.0, 21.0), (106.0, 22.0)])

    south_west, south_east, north_east = ring
    assert south_west[0] == 0
    assert south_east[0] == north_east[0] == WIDTH
    assert north_east[1] == 0
    assert south_west[1] == south_east[1]


def test_project_shortens_a_degree_of_longitude() -> None:
    placed, height = project({"one": [[(105.0, 21.0), (106.0, 21.0), (106.0, 22.0)]]})

    # cos 21.5° = 0.930
    assert height == pytest.approx(WIDTH / 0.9304, abs=1)
    assert placed["one"][0][0] == (0, height)


def test_project_keeps_a_long_province_within_four_widths() -> None:
    _placed, height = project({"one": [[(105.0, 10.0), (105.01, 10.0), (105.0, 15.0)]]})

    assert height == 4 * WIDTH


def test_simplified_leaves_shared_lines_shared() -> None:
    wavy = [(400 + (3 if y % 40 else 0), y) for y in range(0, 401, 20)]
    west = [(0, 0), *wavy, (0, 400)]
    east = [(800, 400), *reversed(wavy), (800, 0)]

    thin = simplified({"west": [west], "east": [east]})

    shared = {p for p in thin["west"][0] if p[0] >= 400}
    assert shared == {p for p in thin["east"][0] if p[0] < 800}
    assert area(thin["west"][0]) + area(thin["east"][0]) == 800 * 400


def test_simplified_drops_points_on_a_line() -> None:
    square = [(x, 0) for x in range(0, 100, 10)] + [(100, 0), (100, 100), (0, 100)]

    assert len(simplified({"one": [square]})["one"][0]) == 4


def test_simplified_keeps_an_enclave_as_hole_and_as_unit() -> None:
    inner = [(40, 40), (60, 40), (60, 60), (40, 60)]
    outer = [(0, 0), (100, 0), (100, 100), (0, 100)]

    thin = simplified({"around": [outer, inner[::-1]], "within": [inner]})

    assert len(thin["around"]) == 2
    assert set(thin["around"][1]) == set(thin["within"][0])


def test_simplified_draws_a_speck_as_a_square() -> None:
    assert area(simplified({"one": [[(5, 5), (6, 5)]]})["one"][0]) == SPECK**2


def test_svg_path_closes_each_ring_in_relative_steps() -> None:
    path = svg_path([[(10, 20), (15, 20), (12, 14)], [(1, 1), (2, 1), (2, 2)]])

    assert path == "M10 20l5 0-3-6zM1 1l1 0 0 1z"
    assert re.fullmatch(r"(M[0-9]+ [0-9]+l[0-9 -]+z)*", path)


def test_label_stands_inside_a_bent_shape() -> None:
    elbow = [(0, 0), (20, 0), (20, 80), (100, 80), (100, 100), (0, 100)]

    x, y = label_point([elbow])

    assert (x < 20 and y < 100) or 80 < y < 100


def test_label_keeps_out_of_a_hole() -> None:
    outer = [(0, 0), (100, 0), (100, 100), (0, 100)]
    hole = [(20, 20), (60, 20), (60, 80), (20, 80)]

    x, y = label_point([outer, hole])

    assert not (20 < x < 60 and 20 < y < 80)
