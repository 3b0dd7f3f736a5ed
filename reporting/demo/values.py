"""Drawing plausible values that the rules will judge; outcomes are never set.

A value is drawn on the wished side of the level; whether it meets is the rules'
answer alone.
"""

import random
from collections.abc import Callable
from decimal import Decimal

from criteria.book import Entered
from criteria.choices import Combine, MeasureKind, Operator
from criteria.models import Indicator
from criteria.rules.outcomes import Node

CENT = Decimal(100)


def draw_tree(
    node: Node,
    wish: bool,
    draw_leaf: Callable[[int, bool], Entered],
    rng: random.Random,
) -> dict[int, Entered]:
    """Values of all leaves below a node so that it is met, or is not."""
    if not node.children:
        return {node.id: draw_leaf(node.id, wish)}
    wishes = _wishes(node, wish, rng)
    drawn: dict[int, Entered] = {}
    for child, wished in zip(node.children, wishes, strict=True):
        drawn |= draw_tree(child, wished, draw_leaf, rng)
    return drawn


def _wishes(node: Node, wish: bool, rng: random.Random) -> list[bool]:
    count = len(node.children)
    needed = {Combine.ALL: count, Combine.ANY: 1}.get(
        Combine(node.combine), node.at_least or count
    )
    if wish:
        met = rng.randint(needed, count)
    elif node.combine == Combine.ALL and count > 2:
        met = count - rng.choice([1, 1, 2])
    else:
        met = needed - 1
    wishes = [True] * met + [False] * (count - met)
    rng.shuffle(wishes)
    return wishes


def draw_value(
    leaf: Indicator, level: Decimal, wish: bool, strength: float, rng: random.Random
) -> Decimal:
    """A value of the leaf's measure on the wished side of its level.

    `strength` in 0..1 moves it away from the level (met) or towards it (not met).
    """
    measure = leaf.measure
    if measure.kind == MeasureKind.YES_NO:
        return Decimal(int(wish))
    if measure.kind == MeasureKind.CHOICE:
        return level if wish else max(Decimal(0), level - 1)
    away = Decimal(
        str(rng.random() * (0.4 + 0.6 * (strength if wish else 1 - strength)))
    )
    value = _beside(leaf, level, wish, away)
    return _on_side(
        value, level, wish, leaf, Decimal(1).scaleb(-min(measure.decimals, 1))
    )


def _beside(leaf: Indicator, level: Decimal, wish: bool, away: Decimal) -> Decimal:
    is_percent = leaf.measure.kind == MeasureKind.PERCENT
    if leaf.operator == Operator.AT_LEAST:
        room = (CENT - level) if is_percent else level * Decimal("0.25")
        return level + away * room if wish else level - away * level * Decimal("0.4")
    if leaf.operator == Operator.AT_MOST:
        room = (CENT - level) * Decimal("0.3") if is_percent else level
        return level - away * level * Decimal("0.7") if wish else level + away * room
    return level if wish else level + 1 + away * 20


def _on_side(
    value: Decimal, level: Decimal, wish: bool, leaf: Indicator, step: Decimal
) -> Decimal:
    """The value rounded to its measure's decimals without crossing the level."""
    rounded = value.quantize(step)
    if leaf.operator == Operator.AT_LEAST:
        if wish:
            return max(rounded, level)
        return min(rounded, level - step)
    if leaf.operator == Operator.AT_MOST:
        if wish:
            return min(rounded, level)
        return max(rounded, level + step)
    return level if wish else max(rounded, level + step)
