"""Communes of like conditions: what a commune may fairly be compared with."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from communes.choices import Scheme
from communes.models import Classification
from reporting.reports.rows import CommuneRow

# What makes communes alike, the weightiest first: the law sets levels by region, since
# 2026 by group; the zone (khu vực I–III) tells hardship within a region before that.
ALIKE = [Scheme.REGION, Scheme.GROUP, Scheme.ZONE]
# Fewer peers than this are no choice: the last of the schemes is given up.
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Peers:
    """Communes alike in `shared` (scheme, value), the nearest by count first."""

    rows: list[CommuneRow]
    shared: list[tuple[str, str]]


def peers_of(
    row: CommuneRow, others: Iterable[CommuneRow], province_id: int, day: dt.date
) -> Peers:
    """Peers of a commune among others of a province, with accounts; one query.

    Only classes known of both count: unknown is not alike.
    """
    candidates = [r for r in others if r.has_results and r.unit_id != row.unit_id]
    ids = {row.unit_id, *(r.unit_id for r in candidates)}
    classes = _classes(ids, province_id, day)
    own = classes[row.unit_id]
    shared = [(str(scheme), own[scheme]) for scheme in ALIKE if scheme in own]
    while True:
        alike = [
            r
            for r in candidates
            if all(classes[r.unit_id].get(scheme) == value for scheme, value in shared)
        ]
        if len(alike) >= ENOUGH or not shared:
            break
        shared = shared[:-1]
    alike.sort(key=lambda r: (abs(r.met - row.met), r.name_sort, r.unit_id))
    return Peers(alike, shared)


def _classes(
    unit_ids: set[int], province_id: int, day: dt.date
) -> dict[int, dict[str, str]]:
    """Classes of each unit on the day, its own or else the province's."""
    rows = Classification.objects.in_force_on(day).filter(
        unit_id__in={*unit_ids, province_id}, scheme__in=ALIKE
    )
    known: dict[int, dict[str, str]] = {}
    for unit_id, scheme, value in rows.values_list("unit_id", "scheme", "value"):
        known.setdefault(unit_id, {})[scheme] = value
    above = known.get(province_id, {})
    return {unit_id: {**above, **known.get(unit_id, {})} for unit_id in unit_ids}
