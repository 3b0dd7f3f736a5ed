"""The drawings of the map: squares, borders, names that do not touch."""

import re

import pytest

from reporting.map_svg import CELL, Name, Unit, outlines, tiles


def unit(x: int, y: int, group: int | None = None, **over: str) -> Unit:
    said = {"path": "", "css": "b19", "sign": "19", "title": "Xã", "url": "/xa/1"}
    return Unit(x=x, y=y, group=group, **said | over)


def border(units: list[Unit]) -> list[str]:
    drawn = tiles(units, {}, "Bản đồ")
    return re.findall(r"M[^M]+", re.search(r'class="border" d="([^"]*)"', drawn)[1])


def names(units: list[Unit], said: dict[int, str]) -> list[str]:
    return re.findall(r'<text class="dl[^>]*>([^<]*)<', tiles(units, said, "Bản đồ"))


def test_one_square_has_four_sides() -> None:
    assert sorted(border([unit(0, 0)])) == [
        f"M0 0h{CELL}",
        f"M0 0v{CELL}",
        f"M0 {CELL}h{CELL}",
        f"M{CELL} 0v{CELL}",
    ]


def test_squares_of_one_group_have_no_line_between() -> None:
    assert len(border([unit(0, 0, 1), unit(1, 0, 1)])) == 6


def test_squares_of_two_groups_have_one_line_between() -> None:
    assert border([unit(0, 0, 1), unit(1, 0, 2)]).count(f"M{CELL} 0v{CELL}") == 1
    assert len(border([unit(0, 0, 1), unit(1, 0, 2)])) == 7


def test_squares_stand_in_reading_order() -> None:
    units = [unit(1, 1, title="d"), unit(0, 1, title="c"), unit(5, 0, title="b")]

    drawn = tiles([*units, unit(0, 0, title="a")], {}, "Bản đồ")

    assert re.findall("<title>(.)</title>", drawn) == ["a", "b", "c", "d"]


def test_what_is_drawn_is_escaped() -> None:
    bad = '"><script>'

    for drawn in (
        tiles([unit(0, 0, 1, sign=bad, title=bad, url=bad)], {1: bad}, bad),
        outlines([unit(0, 0, 1, sign=bad, title=bad, url=bad)], 9, 9, bad),
        tiles([unit(0, 0, 1), unit(1, 0, 2)], {1: bad, 2: bad}, bad),
    ):
        assert "<script" not in drawn


def test_name_stands_where_nothing_is() -> None:
    units = [unit(0, 0, 1), unit(0, 1, 2)]

    assert sorted(names(units, {1: "Ba Bể", 2: "Na Rì"})) == ["Ba Bể", "Na Rì"]


def test_group_inside_is_led_to_its_name() -> None:
    ring = [
        unit(x, y, 2 if (x, y) == (1, 1) else 1) for x in range(3) for y in range(3)
    ]

    drawn = tiles(ring, {1: "Ngoài", 2: "Trong"}, "Bản đồ")

    assert 'class="lead-line"' in drawn
    assert "Trong" in drawn


def test_single_group_needs_no_name() -> None:
    assert names([unit(0, 0, 1), unit(1, 0, 1)], {1: "Ba Bể"}) == []


@pytest.mark.parametrize(
    ("x", "y", "is_clear"),
    [(0, 0, False), (30, 0, False), (60, 0, True), (0, 16, True)],
)
def test_names_keep_apart(x, y, is_clear) -> None:
    assert Name("Ba Bể", x, y, "").is_clear_of([Name("Na Rì", 0, 0, "")]) is is_clear


def test_view_box_holds_squares_and_names() -> None:
    drawn = tiles([unit(3, 2, 1), unit(3, 3, 2)], {1: "Ba Bể", 2: "Na Rì"}, "Bản đồ")

    left, top, width, height = map(
        int, re.search(r'viewBox="([^"]*)"', drawn)[1].split()
    )
    assert left < 3 * CELL
    assert left + width > 4 * CELL
    assert (top, height) == (2 * CELL - 4, 2 * CELL + 8)


def test_outline_keeps_path_and_number() -> None:
    drawn = outlines([unit(4, 5, path="M0 0l9 0 0 9z")], 10, 12, "Bản đồ")

    assert 'viewBox="-3 -3 16 18"' in drawn
    assert '<path d="M0 0l9 0 0 9z"/><text x="4" y="12">19</text>' in drawn
