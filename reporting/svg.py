"""Small drawings of the pages, as escaped markup ready for a table cell.

Each is hidden from screen readers: the numbers stand beside it as text.
"""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Path class, and what is drawn from the top of the bar's middle, by letter.
_MARKS = {
    "M": ("d", "0v14"),
    "F": ("f", "9v5"),
    "B": ("h", "0h3v14h-6v-14zm0 1.3h1.7v5.7h-3.4v-5.7z"),
    "?": ("n", "1h2v12h-4v-12z"),
    "N": ("x", "6v2"),
}
_WIDTH, _HEIGHT, _GAP = 8, 14, 4


def strip(letters: str, group_starts: Sequence[bool]) -> SafeString:
    """The strip of one commune: a bar a criterion, with a gap before each group."""
    paths: dict[str, list[str]] = {}
    x = 3 - _WIDTH
    for place, (letter, starts) in enumerate(zip(letters, group_starts, strict=True)):
        x += _WIDTH + (_GAP if starts and place else 0)
        css, reach = _MARKS[letter]
        paths.setdefault(css, []).append(f"M{x} {reach}")
    drawn = "".join(
        f'<path class="{css}" d="{"".join(paths[css])}"/>'
        for css in ("d", "f", "h", "n", "x")
        if css in paths
    )
    return mark_safe(  # noqa: S308  only digits and fixed words
        f'<svg class="strip" viewBox="0 0 {x + 3} {_HEIGHT}" '
        f'preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>'
    )


def bullet(value: float, target: float | None = None, kind: str = "") -> SafeString:
    """A bar from 0 to 100 with a tick at the target; kind "" met, "f" not, "n" none."""
    tick = ""
    if target is not None:
        tick = f'<path class="t" d="M{_clip(target):.1f} -1v12"/>'
    return mark_safe(  # noqa: S308  only digits and an escaped class
        '<svg class="bullet" viewBox="0 0 100 10" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="track" width="100" height="10"/>'
        f'<rect class="v {escape(kind)}" width="{_clip(value):.1f}" y="2" height="6"/>'
        f"{tick}</svg>"
    )


def band_mini(shares: Sequence[tuple[str, int]]) -> SafeString:
    """The bands of a district side by side; `shares` are (band class, communes)."""
    total = sum(count for _css, count in shares) or 1
    x = 0.0
    drawn = []
    for css, count in shares:
        width = 100 * count / total
        if count:
            drawn.append(
                f'<rect class="{css}" x="{x:.1f}" width="{width:.1f}" height="10"/>'
            )
        x += width
    return mark_safe(  # noqa: S308  only digits and class names of ours
        '<svg class="band-mini" viewBox="0 0 100 10" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(drawn)}</svg>'
    )


def _clip(value: float) -> float:
    return min(100.0, max(0.0, value))
