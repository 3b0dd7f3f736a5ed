"""Which criteria each commune of the demo is drawn to miss, from a fixed seed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Share of the draw by criterion number: the higher, the more communes miss it.
DIFFICULTY = {
    10: 10,
    11: 9,
    2: 8,
    9: 7,
    17: 7,
    5: 5,
    6: 5,
    13: 4,
    15: 2.5,
    14: 1.5,
    12: 1.2,
    3: 1,
    7: 1,
    16: 1,
    18: 0.6,
    4: 0.5,
    8: 0.4,
    19: 0.2,
    1: 0.2,
}
HARD = {10, 11, 2, 9}


@dataclass(frozen=True, slots=True)
class Place:
    """A commune of the demo: how hard it has it (0 easy … 1 hard)."""

    unit_id: int
    hardship: float


def counts_of_bands(bands: Sequence[tuple[int, int, int]], total: int) -> list[int]:
    """One count of criteria a commune, highest first, that add up exactly.

    `bands` are (minimum, maximum, communes), highest first; `total` is the sum wished.
    Raises ValueError where the bands cannot give it.
    """
    counts = [minimum for minimum, _maximum, n in bands for _ in range(n)]
    tops = [maximum for _minimum, maximum, n in bands for _ in range(n)]
    left = total - sum(counts)
    if left < 0 or left > sum(tops) - sum(counts):
        raise ValueError("these bands cannot give this total")
    while left:
        for place, top in enumerate(tops):
            if left and counts[place] < top:
                counts[place] += 1
                left -= 1
    return counts


def spread(
    counts: list[int], bands: Sequence[tuple[int, int, int]], rng: random.Random
) -> list[int]:
    """The same counts and bands, less even: pairs inside a band move apart."""
    start = 0
    for minimum, maximum, n in bands:
        for _ in range(3 * n):
            if n < 2:
                break
            up, down = rng.sample(range(start, start + n), 2)
            if counts[up] < maximum and counts[down] > minimum:
                counts[up] += 1
                counts[down] -= 1
        counts[start : start + n] = sorted(counts[start : start + n], reverse=True)
        start += n
    return counts


def missed(
    place: Place, how_many: int, numbers: Sequence[int], rng: random.Random
) -> set[int]:
    """Numbers of the criteria missed: drawn by difficulty, harder in hard places."""
    weights = {n: _weight(n, place) for n in numbers}
    chosen: set[int] = set()
    while len(chosen) < how_many:
        left = [n for n in numbers if n not in chosen]
        chosen.add(rng.choices(left, [weights[n] for n in left])[0])
    return chosen


def _weight(number: int, place: Place) -> float:
    weight = DIFFICULTY.get(number, 1.0)
    return weight * (1 + 3 * place.hardship) if number in HARD else weight


def earlier(
    missed_now: Mapping[int, set[int]],
    places: Mapping[int, Place],
    fell_behind: set[int],
    numbers: Sequence[int],
    rng: random.Random,
) -> dict[int, set[int]]:
    """What was missed a year before: the same and up to two more.

    Units in `fell_behind` missed at least one a year before.
    """
    before = {}
    for unit_id, now in missed_now.items():
        more = rng.choice([0, 0, 0, 1, 1, 2])
        if unit_id in fell_behind:
            more = max(more, 1)
        rest = [n for n in numbers if n not in now]
        before[unit_id] = now | missed(places[unit_id], min(more, len(rest)), rest, rng)
    return before
