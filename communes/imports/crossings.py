"""Whether a ring crosses itself, found in time that grows as its length does."""

from collections import defaultdict
from itertools import chain, combinations, pairwise, product
from math import floor

Point = tuple[float, float]
Side = tuple[Point, Point]

# Sides this few are compared each with each; of more the long ones are compared with
# all, the others dealt out over so many rows and columns of cells first.
FEW, CELLS = 12, 16
# An outline needs about six comparisons a side.
MOST_COMPARISONS, AT_ANY_LENGTH = 30, 100_000
# Twice an area in square degrees: below it lies what floats do to a side that touches.
NOISE = 1e-13


def crossing(ring: list[Point]) -> Point | None:
    """Where two sides of an open ring cross, or a point of sides too entangled to tell.

    Sides that only touch do not cross: real boundaries do.
    """
    sides = list(pairwise([*ring, ring[0]]))
    left = MOST_COMPARISONS * len(sides) + AT_ANY_LENGTH
    groups = [sides]
    while groups:
        group = groups.pop()
        long, short = _by_length(group)
        parts = _parted(short) if len(short) > FEW else None
        if parts is None:
            long, short = group, []
        groups += parts or []
        left -= len(long) * (len(long) // 2 + len(short))
        if left < 0:
            return group[0][0]
        for one, other in chain(combinations(long, 2), product(long, short)):
            if _is_apart(*one, *other) and _is_apart(*other, *one):
                return one[0]
    return None


def _by_length(group: list[Side]) -> tuple[list[Side], list[Side]]:
    """The sides that reach over half of the group, and the others.

    A long one lies in the cells of all others: their box would never get smaller.
    """
    lon, lat = [a[0] for a, _b in group], [a[1] for a, _b in group]
    half = max(max(lon) - min(lon), max(lat) - min(lat)) / 2
    long: list[Side] = []
    short: list[Side] = []
    for a, b in group:
        is_long = max(abs(a[0] - b[0]), abs(a[1] - b[1])) > half
        (long if is_long else short).append((a, b))
    return long, short


def _parted(group: list[Side]) -> list[list[Side]] | None:
    """The sides by the cells they may reach; None where that would part nothing."""
    lon, lat = [a[0] for a, _b in group], [a[1] for a, _b in group]
    west, south = min(lon), min(lat)
    width = (max(lon) - west) / CELLS or 1.0
    height = (max(lat) - south) / CELLS or 1.0
    cells: dict[tuple[int, int], list[Side]] = defaultdict(list)
    room = 4 * len(group) + 64
    for side in group:
        (x, y), (x2, y2) = side
        columns = _reached(x - west, x2 - west, width)
        rows = _reached(y - south, y2 - south, height)
        room -= len(columns) * len(rows)
        if room < 0:
            return None
        for column in columns:
            for row in rows:
                cells[column, row].append(side)
    parts = [part for part in cells.values() if len(part) > 1]
    return None if any(len(part) == len(group) for part in parts) else parts


def _reached(one: float, other: float, size: float) -> range:
    low, high = (one, other) if one <= other else (other, one)
    return range(floor(low / size), floor(high / size) + 1)


def _is_apart(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether c and d lie on either side of the line through a and b."""
    x, y = b[0] - a[0], b[1] - a[1]
    one = x * (c[1] - a[1]) - y * (c[0] - a[0])
    other = x * (d[1] - a[1]) - y * (d[0] - a[0])
    return (one > NOISE and other < -NOISE) or (one < -NOISE and other > NOISE)
