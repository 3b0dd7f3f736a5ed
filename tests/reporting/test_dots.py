import re

import pytest

from reporting.dots import (
    Dot,
    Plot,
    Threshold,
    dot_plot,
    dot_rows,
    round_step,
    scale_of,
)


def plot(values, levels=(80,), at_most=False, **over):
    """Values against the first level; the axis writes plain numbers."""
    met = (lambda v: v <= levels[0]) if at_most else (lambda v: v >= levels[0])
    said = {
        "dots": [Dot(value, met(value)) for value in values],
        "thresholds": [Threshold(level, f"Mức {level}") for level in levels],
        "at_most": at_most,
        "unit": "%",
        "sentence": "Ba xã",
        "tick": lambda value: f"{value:g}",
    }
    return Plot(**said | over)


def places(drawn, css):
    """Where dots of a class lie: pairs of x and y."""
    path = re.search(rf'class="{css}"[^>]* d="([^"]*)"', drawn)[1]
    return [tuple(map(float, m)) for m in re.findall(r"M([\d.]+) ([\d.]+)h0", path)]


def line_of(drawn):
    return float(re.search(r'class="thr" d="M([\d.]+) ', drawn)[1])


@pytest.mark.parametrize(
    ("least", "step"), [(0.3, 0.5), (0.5, 0.5), (1.1, 2), (6, 10), (70, 100)]
)
def test_steps_are_round(least, step):
    assert round_step(least) == pytest.approx(step)


@pytest.mark.parametrize(
    "values", [[80, 79.9, 95], [80], [80, 80, 0], [79.999, 80.001]]
)
def test_dots_that_fail_lie_before_the_level(values):
    drawn = dot_plot(plot(values))

    assert all(x > line_of(drawn) for x, _y in places(drawn, "dot-d"))
    assert all(x < line_of(drawn) for x, _y in places(drawn, "dot-f"))


def test_dots_that_keep_a_limit_lie_before_it():
    drawn = dot_plot(plot([12, 3, 12.1, 30], levels=(12,), at_most=True))

    assert [x < line_of(drawn) for x, _y in places(drawn, "dot-d")] == [True, True]
    assert [x > line_of(drawn) for x, _y in places(drawn, "dot-f")] == [True, True]


def test_equal_values_are_stacked():
    drawn = dot_plot(plot([90, 90, 90, 60]))

    stacked = places(drawn, "dot-d")
    assert len({x for x, _y in stacked}) == 1
    assert len({y for _x, y in stacked}) == 3


@pytest.mark.parametrize("count", [1, 96, 579])
def test_every_dot_lies_within_the_drawing(count):
    drawn = dot_plot(plot([50 + 50 * n / count for n in range(count)]))

    width, height = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', drawn).groups())
    found = places(drawn, "dot-d") + places(drawn, "dot-f")
    assert len(found) == count
    assert all(0 < x < width and 0 < y < height for x, y in found)


def test_rows_share_one_scale_and_step():
    whole = plot([60, 70, 90])

    drawn = dot_rows(whole, [("Ba Bể", whole.dots[:1]), ("Na Rì", whole.dots[1:])])

    assert drawn.count('class="thr"') == 1
    assert drawn.index("Ba Bể") < drawn.index("Na Rì")
    assert scale_of(whole, named=True).step == scale_of(whole).step


def test_values_all_alike_have_a_scale():
    scale = scale_of(plot([80, 80], thresholds=[]))

    assert scale.low < 80 < scale.high


def test_labels_of_levels_stand_apart():
    drawn = dot_plot(plot([70, 90], levels=(80, 81, 82)))

    heights = re.findall(r'class="hl[^>]* y="(\d+)"', drawn)
    assert len(set(heights)) == 3


def test_words_of_a_plot_are_escaped():
    drawn = dot_plot(plot([80], sentence='"><b>', unit="<i>"))

    assert "<b>" not in drawn
    assert "<i>" not in drawn
