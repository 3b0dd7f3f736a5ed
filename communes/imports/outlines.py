"""Drawing outlines small: projection, simplification, SVG paths. No database here.

Neighbours stay neighbours: a line shared by two units is simplified once, between the
same two ends, so no gap opens and nothing overlaps.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TypeVar

Degrees = tuple[float, float]
Point = tuple[int, int]
Key = TypeVar("Key", bound=Hashable)

WIDTH = 800
# How far a line may stray from the true one, in units of the view box.
TOLERANCE = 2.0
# What is too small to be seen at this scale is drawn as a square of this side.
SPECK = 4


def project(
    outlines: Mapping[Key, list[list[Degrees]]],
) -> tuple[dict[Key, list[list[Point]]], int]:
    """Rings in whole units of a view box WIDTH wide, and the height of the box.

    Equirectangular: a degree of longitude is as long as it is in the middle.
    """
    points = [point for rings in outlines.values() for ring in rings for point in ring]
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    widest = max((east - west) * squeeze, (north - south) / 4, 1e-6)
    scale = WIDTH / widest

    def place(point: Degrees) -> Point:
        lon, lat = point
        return round((lon - west) * squeeze * scale), round((north - lat) * scale)

    placed = {key: [_placed(map(place, r)) for r in outlines[key]] for key in outlines}
    return placed, max(round((north - south) * scale), SPECK)


def _placed(points: Iterable[Point]) -> list[Point]:
    """An open ring without a point that repeats the one before."""
    ring = list(points)
    return [p for i, p in enumerate(ring) if p != ring[i - 1]] or ring[:1]


def simplified(shapes: Mapping[Key, list[list[Point]]]) -> dict[Key, list[list[Point]]]:
    """The same rings with as few points as TOLERANCE allows."""
    corners = _corners(ring for rings in shapes.values() for ring in rings)
    return {key: _rings(rings, corners) for key, rings in shapes.items()}


def _rings(rings: list[list[Point]], corners: set[Point]) -> list[list[Point]]:
    thinned = [_ring(ring, corners) for ring in rings]
    seen = [ring for ring in thinned if len(ring) > 2]
    if seen:
        return seen
    x, y = rings[0][0]
    return [[(x, y), (x + SPECK, y), (x + SPECK, y + SPECK), (x, y + SPECK)]]


def _corners(rings: Iterable[list[Point]]) -> set[Point]:
    """Points where lines meet: those with more or fewer than two neighbours."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for i, point in enumerate(ring):
            beside[point] |= {ring[i - 1], ring[(i + 1) % len(ring)]}
    return {point for point, others in beside.items() if len(others) != 2}


def _ring(ring: list[Point], corners: set[Point]) -> list[Point]:
    start = next((i for i, p in enumerate(ring) if p in corners), None)
    if start is None:
        start = ring.index(min(ring))
    closed = [*ring[start:], *ring[: start + 1]]
    inner = (i for i, p in enumerate(closed[1:-1], 1) if p in corners)
    cuts = [0, *inner, len(closed) - 1]
    thinned: list[Point] = []
    for first, last in pairwise(cuts):
        for line in _halves(closed[first : last + 1]):
            thinned += _same_both_ways(line)[:-1]
    return thinned


def _halves(line: list[Point]) -> list[list[Point]]:
    """A line that ends where it began is cut at its farthest point."""
    if line[0] != line[-1]:
        return [line]
    far = max(range(len(line)), key=lambda i: (math.dist(line[i], line[0]), line[i]))
    return [line[: far + 1], line[far:]]


def _same_both_ways(line: list[Point]) -> list[Point]:
    back = line[::-1]
    return _thin(line) if line <= back else _thin(back)[::-1]


def _thin(line: list[Point]) -> list[Point]:
    """Douglas and Peucker's simplification, without recursion."""
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        inside = range(first + 1, last)
        if not inside:
            continue
        far = max(inside, key=lambda i: _stray(line[i], line[first], line[last]))
        if _stray(line[far], line[first], line[last]) > TOLERANCE:
            kept.add(far)
            waiting += [(first, far), (far, last)]
    return [line[i] for i in sorted(kept)]


def _stray(point: Point, start: Point, stop: Point) -> float:
    """How far a point lies from the straight line between two others."""
    wide, high = stop[0] - start[0], stop[1] - start[1]
    length = math.hypot(wide, high)
    if length == 0:
        return math.dist(point, start)
    return abs(wide * (start[1] - point[1]) - high * (start[0] - point[0])) / length


def svg_path(rings: list[list[Point]]) -> str:
    """The `d` of an SVG path, in relative whole steps; holes by the even-odd rule."""
    return "".join(map(_drawn, rings))


def _drawn(ring: list[Point]) -> str:
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l{steps}z".replace(" -", "-")


def label_point(rings: list[list[Point]]) -> Point:
    """A point well inside: of the middles of level stretches the one with most room."""
    turned = [[(y, x) for x, y in ring] for ring in rings]
    heights = [y for ring in rings for _, y in ring]
    low, high = min(heights), max(heights)
    best = (-1.0, *rings[0][0])
    for step in range(1, 20):
        level = low + (high - low) * step / 20 + 0.01
        for left, right in _inside(rings, level):
            middle = (left + right) / 2 + 0.001
            for top, bottom in _inside(turned, middle):
                if top <= level <= bottom:
                    room = min(right - left, 2 * (level - top), 2 * (bottom - level))
                    best = max(best, (room, round(middle), round(level)))
    return best[1], best[2]


def _inside(rings: list[list[Point]], level: float) -> Iterator[tuple[float, float]]:
    """Stretches of the level line that lie inside the rings."""
    crossings = sorted(
        a[0] + (level - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for ring in rings
        for a, b in pairwise([*ring, ring[0]])
        if (a[1] > level) != (b[1] > level)
    )
    return zip(crossings[::2], crossings[1::2], strict=True)
