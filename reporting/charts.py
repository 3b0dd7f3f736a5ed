"""Line charts of a few years, as escaped markup; the same numbers stand in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_WIDTH, _HEIGHT = 380, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 334, 40, 160


@dataclass(frozen=True, slots=True)
class Point:
    """One year; `breaks` = not to be compared with the year before, so not joined.

    A hollow point is generated, not published or verified.
    """

    label: str
    value: float
    words: str
    hollow: bool = False
    breaks: bool = False


def line_chart(points: Sequence[Point], top: float, sentence: str) -> SafeString:
    """Points in the order of time on a scale from 0 to `top`, told by a sentence."""
    step = (_RIGHT - _LEFT) / max(1, len(points) - 1)
    places = [
        (_LEFT + step * i, _height(point.value, top)) for i, point in enumerate(points)
    ]
    drawn = [f'<path class="grid" d="M30 {y}H360"/>' for y in (_BOTTOM, 100, _TOP)]
    drawn += [
        f'<text class="end" x="26" y="{y + 4}">{words}</text>'
        for y, words in ((_BOTTOM, "0"), (_TOP, f"{top:.0f}"))
    ]
    drawn += [
        f'<path class="ln" d="M{"L".join(f"{x:.0f} {y:.0f}" for x, y in run)}"/>'
        for run in _runs(points, places)
    ]
    for point, (x, y) in zip(points, places, strict=True):
        css = "pt demo" if point.hollow else "pt"
        drawn.append(
            f'<circle class="{css}" cx="{x:.0f}" cy="{y:.0f}" r="4"/>'
            f'<text class="mid" x="{x:.0f}" y="180">{escape(point.label)}</text>'
            f'<text class="mid" x="{x:.0f}" y="{y - 10:.0f}">'
            f"{escape(point.words)}</text>"
        )
    return mark_safe(  # noqa: S308  numbers, and words escaped above
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(sentence)}">{"".join(drawn)}</svg>'
    )


def _height(value: float, top: float) -> float:
    share = min(1.0, max(0.0, value / top)) if top else 0.0
    return _BOTTOM - share * (_BOTTOM - _TOP)


def _runs(
    points: Sequence[Point], places: Sequence[tuple[float, float]]
) -> list[list[tuple[float, float]]]:
    """Places joined by one line each: a new run wherever a point breaks."""
    runs: list[list[tuple[float, float]]] = []
    for point, place in zip(points, places, strict=True):
        if point.breaks or not runs:
            runs.append([])
        runs[-1].append(place)
    return [run for run in runs if len(run) > 1]
