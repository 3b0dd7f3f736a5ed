"""How near a criterion is: what is left of its indicators, nearest first."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from criteria.rules.outcomes import Node, parts_needed

# Leaves still to be met, and the largest relative gap among them.
Left = tuple[int, Decimal | None]


@dataclass(frozen=True, slots=True)
class Step:
    """What is left of one criterion: `remaining` leaves, at most `relative` apart.

    `relative` has no unit (see `relative_gap`); None where a gap is unknown.
    """

    criterion_number: int
    relative: Decimal | None
    remaining: int


def aggregate(
    node: Node,
    gaps: Mapping[int, Decimal | None],
    not_applicable: AbstractSet[int] = frozenset(),
) -> Left:
    """Leaves left below a node and the largest relative gap: (0, 0) = nothing left.

    `gaps` are relative gaps by leaf id; None or no entry = unknown. Where only some
    parts are needed the nearest count. Parts that do not apply ask for nothing.
    """
    return _left(node, gaps, not_applicable) or (0, Decimal(0))


def step_of(
    criterion_number: int,
    node: Node,
    gaps: Mapping[int, Decimal | None],
    not_applicable: AbstractSet[int] = frozenset(),
) -> Step:
    """The step that completes a criterion; arguments as in `aggregate`."""
    remaining, relative = aggregate(node, gaps, not_applicable)
    return Step(criterion_number, relative, remaining)


def order_steps(steps: Iterable[Step]) -> list[Step]:
    """Nearest first; unknown last; of equal steps the lower number first."""
    return sorted(
        steps, key=lambda s: (*_nearness((s.remaining, s.relative)), s.criterion_number)
    )


def _nearness(left: Left) -> tuple[bool, Decimal, int]:
    remaining, relative = left
    return relative is None, relative or Decimal(0), remaining


def _left(
    node: Node,
    gaps: Mapping[int, Decimal | None],
    not_applicable: AbstractSet[int],
) -> Left | None:
    """As `aggregate`; None where nothing below the node applies."""
    if not node.children:
        return None if node.id in not_applicable else _leaf(gaps.get(node.id))
    parts = [_left(child, gaps, not_applicable) for child in node.children]
    applicable = [part for part in parts if part is not None]
    if not applicable:
        return None
    needed = parts_needed(len(applicable), node.combine, node.at_least)
    return _nearest(applicable, needed)


def _leaf(gap: Decimal | None) -> Left:
    return (0, gap) if gap == 0 else (1, gap)


def _nearest(parts: Sequence[Left], needed: int) -> Left:
    """The `needed` nearest parts together; too few of them leave the rest unknown."""
    chosen = sorted(parts, key=_nearness)[:needed]
    lacking = needed - len(chosen)
    gaps = [relative for _, relative in chosen if relative is not None]
    is_known = len(gaps) == len(chosen) and not lacking
    remaining = sum(left for left, _ in chosen) + lacking
    return remaining, max(gaps) if is_known else None
