"""Levels that could both claim one unit: refused when a level is entered."""

from collections.abc import Iterable
from itertools import combinations

from criteria.rules.rows import LevelRow


def find_ties(rows: Iterable[LevelRow]) -> list[tuple[LevelRow, LevelRow]]:
    """Pairs of rows of one leaf between which no rule could choose."""
    return [pair for pair in combinations(rows, 2) if _tie(*pair)]


def would_tie(new: LevelRow, rows: Iterable[LevelRow]) -> list[LevelRow]:
    """Rows of the same leaf that keep `new` from being entered."""
    return [row for row in rows if row.id != new.id and _tie(new, row)]


def _tie(one: LevelRow, other: LevelRow) -> bool:
    return (
        not (one.superseded or other.superseded)
        and (one.layer, one.province_id) == (other.layer, other.province_id)
        and one.keys == other.keys
        and _days_meet(one, other)
        and _can_both_match(one, other)
    )


def _days_meet(one: LevelRow, other: LevelRow) -> bool:
    starts_in_time = other.valid_to is None or one.valid_from < other.valid_to
    return starts_in_time and (one.valid_to is None or other.valid_from < one.valid_to)


def _can_both_match(one: LevelRow, other: LevelRow) -> bool:
    """Whether one unit may have all keys of both; two schemes never exclude."""
    pairs: list[tuple[object, object]] = [
        (one.region, other.region),
        (one.year, other.year),
        (one.group, other.group),
    ]
    if one.attribute_scheme == other.attribute_scheme:
        pairs.append((one.attribute_value, other.attribute_value))
    return all(not mine or not theirs or mine == theirs for mine, theirs in pairs)
