"""Which level (mức quy định) applies to a unit on a day, and why.

The effective region comes first (318/QĐ-TTg: specially disadvantaged and safe-zone
communes use the uplands column), then the highest layer, then the most keys matched.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import product

from criteria.choices import LAYER_RANK, Layer
from criteria.rules.reasons import reason
from criteria.rules.rows import (
    GROUP,
    REGION,
    Answer,
    Facts,
    LevelRow,
    Substitution,
    in_force,
)
from criteria.rules.ties import find_ties, would_tie

__all__ = [
    "Answer",
    "Facts",
    "LevelRow",
    "Substitution",
    "choose_level",
    "effective_region",
    "find_ties",
    "reason",
    "would_tie",
]

# A value that no row and no rule asks for.
_ANOTHER = ""


def effective_region(
    facts: Facts, substitutions: Iterable[Substitution], day: dt.date
) -> tuple[str | None, Substitution | None]:
    """The region whose levels judge the unit (vùng áp dụng), and the rule that says so.

    The rule is None where the unit stays in its own region. Of several rules that
    apply the latest decides. A rule about an unknown class does not apply.
    """
    return _effective(facts.known(), in_force(substitutions, day))


def choose_level(
    rows: Iterable[LevelRow],
    facts: Facts,
    substitutions: Iterable[Substitution],
    day: dt.date,
) -> Answer:
    """The level of one leaf for one unit on a day, from the rows of that leaf.

    A provincial row without region was not written for another region's column, so
    it does not apply where the region was substituted. Levels of a dissolved
    province apply on its former territory until the successor issues its own.
    """
    candidates = _candidates(rows, facts, day)
    rules = in_force(substitutions, day)
    known = facts.known()
    found = _winners(candidates, facts.province_ids, known, rules)
    region, substitution = _effective(known, rules)
    return Answer(
        level=_only(found),
        region=facts.region,
        effective_region=region,
        substitution=substitution,
        unknown=_unknown(candidates, facts.province_ids, known, rules),
        ambiguous=len(found) > 1,
    )


def _candidates(rows: Iterable[LevelRow], facts: Facts, day: dt.date) -> list[LevelRow]:
    """Rows that may apply as far as day, year and province say."""
    return [
        row
        for row in in_force(rows, day)
        if not row.superseded
        and row.year in (None, facts.year)
        and (row.layer != Layer.PROVINCE or row.province_id in facts.province_ids)
    ]


def _effective(
    known: Mapping[str, str], rules: Iterable[Substitution]
) -> tuple[str | None, Substitution | None]:
    own = known.get(REGION)
    rule = max(
        (rule for rule in rules if known.get(rule.scheme) == rule.value),
        key=lambda r: (r.valid_from, r.scheme, r.value, r.effective_region),
        default=None,
    )
    if rule is None or rule.effective_region == own:
        return own, None
    return rule.effective_region, rule


def _winners(
    candidates: Iterable[LevelRow],
    provinces: Sequence[int],
    known: Mapping[str, str],
    rules: Iterable[Substitution],
) -> list[LevelRow]:
    """The matching rows that nothing outranks: none, one, or several that tie."""
    region, rule = _effective(known, rules)
    ranked = [
        (_rank(row, provinces), row)
        for row in candidates
        if _addressed(row, region, substituted=rule is not None)
        and _has(known, GROUP, row.group)
        and _has(known, row.attribute_scheme, row.attribute_value)
    ]
    best = max((rank for rank, _ in ranked), default=None)
    return [row for rank, row in ranked if rank == best]


def _addressed(row: LevelRow, region: str | None, *, substituted: bool) -> bool:
    if row.region:
        return row.region == region
    return not (substituted and row.layer == Layer.PROVINCE)


def _has(known: Mapping[str, str], scheme: str, wanted: str) -> bool:
    return not wanted or known.get(scheme) == wanted


def _rank(row: LevelRow, provinces: Sequence[int]) -> tuple[int, int, int]:
    """Layer, then today's province before dissolved ones, then keys matched."""
    place = provinces.index(row.province_id) if row.province_id in provinces else 0
    return LAYER_RANK[Layer(row.layer)], -place, row.keys


def _only(found: Sequence[LevelRow]) -> LevelRow | None:
    return found[0] if len(found) == 1 else None


def _unknown(
    candidates: Sequence[LevelRow],
    provinces: Sequence[int],
    known: Mapping[str, str],
    rules: Sequence[Substitution],
) -> tuple[str, ...]:
    """Schemes whose value is unknown and decides, whatever the others may be.

    Every combination of values asked for is tried. A scheme decides if somewhere
    a change of it alone gives another required value.
    """
    asked = _asked(candidates, rules)
    names = sorted(set(asked) - set(known))
    worlds: dict[tuple[str, ...], Decimal | None] = {}
    for values in product(*(sorted(asked[name] | {_ANOTHER}) for name in names)):
        world = {**known, **dict(zip(names, values, strict=True))}
        level = _only(_winners(candidates, provinces, world, rules))
        worlds[values] = level.value if level else None
    return tuple(name for i, name in enumerate(names) if _decides(i, worlds))


def _asked(
    rows: Iterable[LevelRow], rules: Iterable[Substitution]
) -> dict[str, set[str]]:
    """Values that rows and rules ask for, by scheme."""
    pairs = [(REGION, row.region) for row in rows]
    pairs += [(GROUP, row.group) for row in rows]
    pairs += [(row.attribute_scheme, row.attribute_value) for row in rows]
    pairs += [(rule.scheme, rule.value) for rule in rules]
    pairs += [(REGION, rule.effective_region) for rule in rules]
    asked: dict[str, set[str]] = {}
    for scheme, value in pairs:
        if value:
            asked.setdefault(scheme, set()).add(value)
    return asked


def _decides(place: int, worlds: Mapping[tuple[str, ...], Decimal | None]) -> bool:
    seen: dict[tuple[str, ...], Decimal | None] = {}
    return any(
        seen.setdefault(world[:place] + world[place + 1 :], value) != value
        for world, value in worlds.items()
    )
