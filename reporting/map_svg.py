"""The drawings of the map: tiles with borders and names, or outlines.

Each unit is a link with a title; what it says stands in the table beside it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

CELL = 36
# About how wide a letter of a name is, and what keeps two names apart.
LETTER, LINE, GAP = 7.6, 15, 7


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit ready to be drawn. An empty `url` is a unit that is only shown."""

    x: int
    y: int
    path: str
    group: int | None
    css: str
    sign: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name beside the tiles; `line` leads to a group that lies inside."""

    text: str
    x: float
    y: float
    anchor: str
    line: str = ""

    @property
    def ends(self) -> tuple[float, float]:
        width = LETTER * len(self.text)
        return (self.x - width, self.x) if self.anchor else (self.x, self.x + width)

    def is_clear_of(self, others: Iterable["Name"]) -> bool:
        """Whether it touches no other name."""
        left, right = self.ends
        return all(
            abs(one.y - self.y) >= LINE or one.ends[0] > right or one.ends[1] < left
            for one in others
        )


def outlines(units: list[Unit], width: int, height: int, label: str) -> SafeString:
    """Units as outlines, from north to south."""
    drawn = "".join(
        _linked(
            unit,
            f'<path d="{unit.path}"/>',
            f'<text x="{unit.x}" y="{unit.y + 7}">{escape(unit.sign)}</text>',
        )
        for unit in sorted(units, key=lambda unit: (unit.y, unit.x))
    )
    return _svg(f"-3 -3 {width + 6} {height + 6}", label, drawn, "outlines")


def tiles(units: list[Unit], names: dict[int, str], label: str) -> SafeString:
    """Units as squares in reading order, groups with a border and a name outside."""
    placed = {(unit.x, unit.y): unit for unit in units}
    beside = _names(placed, names)
    squares = "".join(_square(placed[key]) for key in sorted(placed, key=_reading))
    border = f'<path class="border" d="{_border(placed)}"/>'
    lines = "".join(one.line for one in beside)
    if lines:
        border += f'<path class="lead-line" d="{lines}"/>'
    said = "".join(
        f'<text class="dl{one.anchor}" x="{one.x:.0f}" y="{one.y + 5:.0f}">'
        f"{escape(one.text)}</text>"
        for one in beside
    )
    return _svg(_view_box(placed, beside), label, squares + border + said)


def _reading(key: tuple[int, int]) -> tuple[int, int]:
    return key[1], key[0]


def _svg(view_box: str, label: str, drawn: str, css: str = "") -> SafeString:
    return mark_safe(  # noqa: S308  names and addresses are escaped one by one
        f'<svg class="tilemap {css}" viewBox="{view_box}" role="group" '
        f'aria-label="{escape(label)}">{drawn}</svg>'
    )


def _linked(unit: Unit, shape: str, sign: str) -> str:
    inner = f"<title>{escape(unit.title)}</title>{shape}"
    if not unit.url:
        return f'<g class="{unit.css}">{inner}</g>'
    return f'<a class="{unit.css}" href="{escape(unit.url)}">{inner}{sign}</a>'


def _square(unit: Unit) -> str:
    inset = 1 if unit.url else 3
    x, y, side = unit.x * CELL + inset, unit.y * CELL + inset, CELL - 2 * inset
    middle = unit.x * CELL + CELL // 2
    return _linked(
        unit,
        f'<rect x="{x}" y="{y}" width="{side}" height="{side}"/>',
        f'<text x="{middle}" y="{unit.y * CELL + 23}">{escape(unit.sign)}</text>',
    )


def _border(placed: dict[tuple[int, int], Unit]) -> str:
    """Lines between groups and around the whole, each side once."""

    def differs(here: tuple[int, int], there: tuple[int, int]) -> bool:
        other = placed.get(there)
        return other is None or other.group != placed[here].group

    sides = []
    for x, y in sorted(placed, key=_reading):
        left, top = x * CELL, y * CELL
        if differs((x, y), (x, y - 1)):
            sides.append(f"M{left} {top}h{CELL}")
        if differs((x, y), (x - 1, y)):
            sides.append(f"M{left} {top}v{CELL}")
        if (x, y + 1) not in placed:
            sides.append(f"M{left} {top + CELL}h{CELL}")
        if (x + 1, y) not in placed:
            sides.append(f"M{left + CELL} {top}v{CELL}")
    return "".join(sides)


def _names(placed: dict[tuple[int, int], Unit], names: dict[int, str]) -> list[Name]:
    """A name for each group: beside it where there is room, else at a line's end."""
    cells: dict[int, list[tuple[int, int]]] = {}
    for key, unit in placed.items():
        if unit.group in names:
            cells.setdefault(unit.group, []).append(key)
    if len(cells) < 2:
        return []
    found: list[Name] = []
    inner = []
    for group in sorted(cells, key=lambda one: len(cells[one])):
        best = _beside(names[group], cells[group], placed, found)
        if best:
            found.append(best)
        else:
            inner.append(group)
    for group in inner:
        best = _led(names[group], cells[group], placed, found)
        if best:
            found.append(best)
    return found


def _beside(
    text: str,
    cells: list[tuple[int, int]],
    placed: dict[tuple[int, int], Unit],
    others: list[Name],
) -> Name | None:
    """The free spot at the left or right nearest to the middle of the group."""
    middle = sum(y for _x, y in cells) / len(cells)
    reach = range(1, 2 + int((LETTER * len(text) + GAP) // CELL))
    spots = []
    for x, y in cells:
        height = y * CELL + CELL / 2
        if not any((x + step, y) in placed for step in reach):
            spots.append(
                (abs(y - middle), Name(text, (x + 1) * CELL + GAP, height, ""))
            )
        if not any((x - step, y) in placed for step in reach):
            name = Name(text, x * CELL - GAP, height, " e")
            spots.append((abs(y - middle), name))
    clear = [spot for spot in spots if spot[1].is_clear_of(others)]
    return min(clear, key=lambda spot: spot[0])[1] if clear else None


def _led(
    text: str,
    cells: list[tuple[int, int]],
    placed: dict[tuple[int, int], Unit],
    others: list[Name],
) -> Name | None:
    """A name right of all tiles, with a line along the edge between two rows."""
    spots = []
    for x, y in cells:
        end = 1 + max(column for column, row in placed if row in (y - 1, y))
        name = Name(
            text,
            end * CELL + GAP + 6,
            y * CELL,
            "",
            f"M{(x + 1) * CELL} {y * CELL}H{end * CELL + GAP + 2}",
        )
        if name.is_clear_of(others):
            spots.append((end - x, name))
    return min(spots, key=lambda spot: spot[0])[1] if spots else None


def _view_box(placed: dict[tuple[int, int], Unit], beside: list[Name]) -> str:
    columns, rows = [x for x, _y in placed], [y for _x, y in placed]
    left = min([min(columns) * CELL, *(one.ends[0] for one in beside)]) - 4
    right = max([(max(columns) + 1) * CELL, *(one.ends[1] for one in beside)]) + 4
    top, bottom = min(rows) * CELL - 4, (max(rows) + 1) * CELL + 4
    return f"{left:.0f} {top} {right - left:.0f} {bottom - top}"
