"""The chart of a target: what was reached, what is planned, where the pace leads."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_WIDTH, _HEIGHT = 420, 235
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 392, 30, 195

# A year, a value, and the value as it is printed.
Mark = tuple[int, float, str]


def pathway(
    reached: Sequence[Mark],
    planned: Sequence[Mark],
    projected: float | None,
    sentence: str,
) -> SafeString:
    """Solid points reached, hollow ones planned on a dashed line.

    `projected` is where a thin line from the last point reached ends, in the last
    year planned. The sentence tells the same to who does not see it.
    """
    years = [mark[0] for mark in (*reached, *planned)]
    first, last = min(years), max(years)
    top = max(1.0, projected or 0, *(mark[1] for mark in (*reached, *planned)))

    def at(year: int, value: float) -> tuple[float, float]:
        x = _LEFT + (_RIGHT - _LEFT) * (year - first) / max(1, last - first)
        return round(x, 1), round(_BOTTOM - (_BOTTOM - _TOP) * value / top, 1)

    drawn = [f'<path class="grid" d="M30 {y}H400"/>' for y in (_BOTTOM, _TOP)]
    drawn.append(f'<text class="end" x="24" y="{_BOTTOM + 4}">0</text>')
    drawn += [
        f'<text class="mid" x="{at(year, 0)[0]}" y="218">{year}</text>'
        for year in range(first, last + 1)
    ]
    if projected is not None:
        start = at(reached[-1][0], reached[-1][1])
        drawn.append(_line("ln prov", [start, at(last, projected)]))
    drawn.append(_line("ln plan", [at(y, v) for y, v, _w in (reached[-1], *planned)]))
    if len(reached) > 1:
        drawn.append(_line("ln", [at(y, v) for y, v, _w in reached]))
    for css, marks in (("pt", reached), ("pt plan", planned)):
        for year, value, words in marks:
            x, y = at(year, value)
            drawn.append(
                f'<circle class="{css}" cx="{x}" cy="{y}" r="4.5"/>'
                f'<text class="hl mid" x="{x}" y="{y - 11:.1f}">{escape(words)}</text>'
            )
    return mark_safe(  # noqa: S308  numbers, and words escaped above
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(sentence)}">{"".join(drawn)}</svg>'
    )


def _line(css: str, places: Sequence[tuple[float, float]]) -> str:
    path = "L".join(f"{x} {y}" for x, y in places)
    return f'<path class="{css}" d="M{path}"/>'
