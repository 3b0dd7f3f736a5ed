import re

import pytest

from reporting.svg import band_mini, bullet, strip


@pytest.mark.parametrize(
    ("letter", "path"),
    [
        ("M", '<path class="d" d="M3 0v14"/>'),
        ("F", '<path class="f" d="M3 9v5"/>'),
        ("B", '<path class="h" d="M3 0h3v14h-6v-14zm0 1.3h1.7v5.7h-3.4v-5.7z"/>'),
        ("?", '<path class="n" d="M3 1h2v12h-4v-12z"/>'),
        ("N", '<path class="x" d="M3 6v2"/>'),
    ],
    ids=["met", "not met", "basically met", "not assessed", "not applicable"],
)
def test_strip_draws_each_outcome(letter, path):
    assert path in strip(letter, [True])


def test_strip_draws_one_path_an_outcome():
    drawn = strip("MFMF", [True, False, False, False])

    assert drawn.count("<path") == 2
    assert 'class="d" d="M3 0v14M19 0v14"' in drawn


def test_strip_leaves_a_gap_before_a_group():
    together = strip("MM", [True, False])
    apart = strip("MM", [True, True])

    assert "M11 0v14" in together
    assert "M15 0v14" in apart


def test_strip_refuses_another_number_of_criteria():
    with pytest.raises(ValueError, match="zip"):
        strip("MM", [True])


@pytest.mark.parametrize("drawn", [strip("M", [True]), bullet(50), band_mini([])])
def test_drawings_are_hidden_from_screen_readers(drawn):
    assert 'aria-hidden="true"' in drawn


@pytest.mark.parametrize(
    ("value", "width"), [(-5, "0.0"), (0, "0.0"), (62.25, "62.2"), (140, "100.0")]
)
def test_bullet_keeps_the_value_inside(value, width):
    assert f'width="{width}" y="2"' in bullet(value)


@pytest.mark.parametrize(("target", "x"), [(-1, "0.0"), (80, "80.0"), (300, "100.0")])
def test_bullet_keeps_the_target_inside(target, x):
    assert f'<path class="t" d="M{x} -1v12"/>' in bullet(50, target)


def test_bullet_without_target_has_no_tick():
    assert "<path" not in bullet(50)


def test_bullet_escapes_its_kind():
    drawn = bullet(50, None, '"><script>')

    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_band_mini_fills_the_bar():
    drawn = band_mini([("b19", 1), ("b15", 0), ("b10", 3)])

    assert re.findall(r'class="(b\d+)" x="([\d.]+)" width="([\d.]+)"', drawn) == [
        ("b19", "0.0", "25.0"),
        ("b10", "25.0", "75.0"),
    ]


def test_band_mini_of_no_commune_is_empty():
    assert "<rect" not in band_mini([("b19", 0), ("b0", 0)])
