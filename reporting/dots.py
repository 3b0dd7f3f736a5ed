"""Dot plots: a dot a commune by its value, the level as a line; escaped markup."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_WIDTH, _LEFT, _RIGHT = 720, 30, 690
# Where rows begin that have a name on their left.
_NAMED_LEFT = 180
# Space from dot to dot: few communes get large dots.
_PITCH, _FINE_PITCH, _MANY = 13.0, 8.0, 150
_TALLEST = 250.0
# Dots of tall stacks overlap rather than shrink to specks on a phone.
_SMALLEST, _LARGEST = 6.0, 10.0
# Room for words as large as a phone needs them: it shows the whole plot, at half size.
# A level's label stands lower than the one before.
_LABEL, _TICK, _UNIT, _FOOT = 26, 25, 52, 60


@dataclass(frozen=True, slots=True)
class Dot:
    """One commune: its value, and whether that meets its level."""

    value: float
    is_met: bool


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level as a line with its label."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to places: steps of a round size that never straddle the anchor."""

    low: float
    high: float
    step: float
    anchor: float
    left: float
    at_most: bool

    def x(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.left + share * (_RIGHT - self.left)

    def bin(self, value: float) -> int:
        """The step of a value; a limit from above belongs to the step below it."""
        steps = round((value - self.anchor) / self.step, 6)
        return math.ceil(steps) - 1 if self.at_most else math.floor(steps)

    def centre(self, place: int) -> float:
        return self.x(self.anchor + (place + 0.5) * self.step)


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is not under `least`."""
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    return next(n * power for n in (1, 2, 5, 10) if n * power >= least * 0.999999)


@dataclass(frozen=True, slots=True)
class Plot:
    """What a plot shows: `tick` writes a number of the axis, `sentence` tells it all.

    `at_most`: levels are limits from above.
    """

    dots: Sequence[Dot]
    thresholds: Sequence[Threshold]
    at_most: bool
    unit: str
    sentence: str
    tick: Callable[[float], str]


def scale_of(plot: Plot, *, named: bool = False) -> Scale:
    """A scale that holds every dot and level, with a step's room at both ends."""
    dots, thresholds = plot.dots, plot.thresholds
    values = [d.value for d in dots] + [t.value for t in thresholds]
    low, high = min(values), max(values)
    left = _NAMED_LEFT if named else _LEFT
    pitch = _PITCH if len(dots) <= _MANY else _FINE_PITCH
    room = (high - low) or max(abs(high), 1.0)
    # One step for either form, so that both show the same columns of dots.
    step = round_step(room * pitch / (_RIGHT - _LEFT - 2 * pitch))
    return Scale(
        low=low - step,
        high=high + step,
        step=step,
        anchor=thresholds[0].value if thresholds else 0.0,
        left=left,
        at_most=plot.at_most,
    )


def dot_plot(plot: Plot) -> SafeString:
    """All communes on one scale, stacked where values fall together."""
    scale = scale_of(plot)
    stacks = _stacks(scale, plot.dots)
    tallest = max(map(len, stacks.values()), default=1)
    pitch = _PITCH if len(plot.dots) <= _MANY else _FINE_PITCH
    rise = min(pitch, _TALLEST / tallest)
    base = _head(plot) + max(60.0, rise * tallest)
    drawn = [
        f'<path class="axis" d="M{_LEFT} {base:.0f}H{_RIGHT}"/>',
        _dots(scale, stacks, base, rise),
        *_frame(plot, scale, base),
    ]
    return _svg(base, plot.sentence, drawn)


def dot_rows(plot: Plot, rows: Sequence[tuple[str, Sequence[Dot]]]) -> SafeString:
    """The dots of a plot in a row a district, one scale for all."""
    scale = scale_of(plot, named=True)
    drawn, base = [], _head(plot) - 10.0
    for name, dots in rows:
        stacks = _stacks(scale, dots)
        tallest = max(map(len, stacks.values()), default=1)
        rise = min(8.0, 64 / tallest)
        base += max(26.0, rise * tallest + 8)
        drawn += [
            f'<path class="grid" d="M{_NAMED_LEFT} {base:.0f}H{_RIGHT}"/>',
            f'<text class="end" x="{_NAMED_LEFT - 12}" y="{base - 2:.0f}">'
            f"{escape(name)}</text>",
            _dots(scale, stacks, base, rise),
        ]
    return _svg(base, plot.sentence, [*drawn, *_frame(plot, scale, base)])


def _head(plot: Plot) -> float:
    """Room above the dots for the labels of the levels."""
    return 28.0 + _LABEL * max(1, len(plot.thresholds))


def _stacks(scale: Scale, dots: Sequence[Dot]) -> dict[int, list[Dot]]:
    """Dots by step, those that meet their level at the bottom."""
    stacks: dict[int, list[Dot]] = {}
    for dot in sorted(dots, key=lambda d: not d.is_met):
        stacks.setdefault(scale.bin(dot.value), []).append(dot)
    return stacks


def _dots(scale: Scale, stacks: dict[int, list[Dot]], base: float, rise: float) -> str:
    """Round ends of lines without length: filled discs, and rings with a hole."""
    places: dict[bool, list[str]] = {True: [], False: []}
    for place in sorted(stacks):
        x = _short(scale.centre(place))
        for height, dot in enumerate(stacks[place]):
            places[dot.is_met].append(
                f"M{x} {_short(base - 2 - (height + 0.5) * rise)}h0"
            )
    size = max(_SMALLEST, min(_LARGEST, 0.84 * rise))
    ring = "".join(places[False])
    drawn = (
        f'<path class="dot-d" stroke-width="{size:.1f}" d="{"".join(places[True])}"/>'
    )
    hole = size - 4
    return (
        f'{drawn}<path class="dot-f" stroke-width="{size:.1f}" d="{ring}"/>'
        f'<path class="dot-o" stroke-width="{hole:.1f}" d="{ring}"/>'
    )


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _frame(plot: Plot, scale: Scale, base: float) -> list[str]:
    """Numbers of the axis, the unit under them, the levels."""
    y = base + _UNIT
    unit = f'<text class="end" x="{_RIGHT}" y="{y:.0f}">{escape(plot.unit)}</text>'
    ticks = _ticks(scale, base + _TICK, plot.tick)
    return [*ticks, unit, *_lines(scale, plot.thresholds, 20, base + 4)]


def _ticks(scale: Scale, y: float, tick: Callable[[float], str]) -> list[str]:
    """Round numbers under the axis."""
    step = round_step((scale.high - scale.low) / 6)
    first = math.ceil(scale.low / step)
    last = math.floor(scale.high / step)
    return [
        f'<text class="mid" x="{scale.x(n * step):.0f}" y="{y:.0f}">'
        f"{escape(tick(n * step))}</text>"
        for n in range(first, last + 1)
    ]


def _lines(
    scale: Scale, thresholds: Sequence[Threshold], top: float, bottom: float
) -> list[str]:
    """Levels, each label on the side that has room."""
    drawn = []
    for place, threshold in enumerate(thresholds):
        x = scale.x(threshold.value)
        is_right = x < _WIDTH * 0.7
        at = x + 7 if is_right else x - 7
        drawn.append(
            f'<path class="thr" d="M{x:.1f} {top:.0f}V{bottom:.0f}"/>'
            f'<text class="hl{"" if is_right else " end"}" x="{at:.0f}" '
            f'y="{top + 8 + place * _LABEL:.0f}">{escape(threshold.label)}</text>'
        )
    return drawn


def _svg(base: float, sentence: str, drawn: Sequence[str]) -> SafeString:
    return mark_safe(  # noqa: S308  numbers, and words escaped where they are put
        f'<svg class="chart chart-wide" viewBox="0 0 {_WIDTH} {base + _FOOT:.0f}" '
        f'role="img" aria-label="{escape(sentence)}">{"".join(drawn)}</svg>'
    )
