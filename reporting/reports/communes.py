"""The list of communes: filtered, sorted, paged."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assessments.summaries import counting_of
from criteria.rules.outcomes import Counting
from reporting.reports.provenance import Provenance
from reporting.reports.province import band_counts
from reporting.reports.rows import CommuneRow, Filters, commune_rows, narrowed
from reporting.reports.scope import Scope, Where, open_scope

PAGE_SIZE = 100

SORTS: dict[str, Callable[[CommuneRow], Any]] = {
    "ten": lambda row: (),
    "huyen": lambda row: (),
    "dat": lambda row: (row.has_results, row.met),
    "thay-doi": lambda row: row.change or 0,
}


@dataclass(frozen=True, slots=True)
class CommuneList:
    """One page of the list; `found` holds all that pass the filters, in order."""

    scope: Scope
    filters: Filters
    sort: str
    is_descending: bool
    found: list[CommuneRow]
    rows: list[CommuneRow]
    shown: int
    total: int
    page: int
    pages: int
    is_comparable: bool
    counting: Counting
    provenance: Provenance
    band_counts: dict[int, int]


def commune_list(
    where: Where,
    filters: Filters,
    *,
    sort: str = "dat",
    is_descending: bool = True,
    page: int = 1,
) -> CommuneList:
    """The communes that pass the filters; seven queries at any size.

    A page outside the list is its nearest. Raises NoResults.
    """
    scope = open_scope(where)
    counting = counting_of(scope.criteria_set)
    everything = commune_rows(scope)
    found = narrowed(everything, filters, scope, counting)
    ordered = _ordered(found, scope, sort, is_descending)
    pages = max(1, -(-len(ordered) // PAGE_SIZE))
    page = min(max(1, page), pages)
    bands = band_counts(
        scope.bands, Counter(row.met for row in found if row.has_results)
    )
    return CommuneList(
        scope=scope,
        filters=filters,
        sort=sort,
        is_descending=is_descending,
        found=ordered,
        rows=ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        shown=len(found),
        total=len(everything),
        page=page,
        pages=pages,
        is_comparable=scope.comparable_year is not None,
        counting=counting,
        provenance=scope.provenance_of(everything),
        band_counts={counted.band.minimum: counted.count for counted in bands},
    )


def _ordered(
    rows: list[CommuneRow], scope: Scope, sort: str, is_descending: bool
) -> list[CommuneRow]:
    """Sorted by one column; then always by Vietnamese name."""
    names: dict[int | None, str] = {u: v.name_sort for u, v in scope.districts.items()}
    if sort == "huyen":
        return sorted(
            rows,
            key=lambda r: (names.get(r.district_id, ""), r.name_sort, r.unit_id),
            reverse=is_descending,
        )
    by_name = sorted(rows, key=lambda r: (r.name_sort, r.unit_id))
    if sort == "ten":
        return by_name[::-1] if is_descending else by_name
    return sorted(by_name, key=SORTS[sort], reverse=is_descending)
