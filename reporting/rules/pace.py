"""How far a target is, and how fast it is approached."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal


@dataclass(frozen=True, slots=True)
class Pace:
    """A change per year, and the years between which it was measured."""

    per_year: Decimal
    first: int
    last: int


def share_of(percent: Decimal, units: int) -> Decimal:
    """The least whole number of units that is that percentage of them."""
    return (percent * units / 100).to_integral_value(ROUND_CEILING)


def left_to(goal: Decimal, now: Decimal, *, at_most: bool = False) -> Decimal:
    """What separates now from the goal; 0 where it is reached."""
    return max(Decimal(0), now - goal if at_most else goal - now)


def pace_needed(left: Decimal, years: int) -> Decimal | None:
    """What has to be gained every year; None where no year is left to gain it in."""
    if not left:
        return Decimal(0)
    return left / years if years > 0 else None


def pace_so_far(points: Sequence[tuple[int, Decimal]]) -> Pace | None:
    """The mean change per year from the first to the last point; None of one year."""
    ordered = sorted(points)
    if not ordered or ordered[0][0] == ordered[-1][0]:
        return None
    (first, start), (last, end) = ordered[0], ordered[-1]
    return Pace((end - start) / (last - first), first, last)
