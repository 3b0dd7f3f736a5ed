"""The matrix: every commune of a place against every criterion of its set."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from assessments.models import IndicatorResult
from assessments.reports.keep import built_once
from assessments.summaries import counting_of
from criteria.choices import Combine, Outcome
from criteria.models import Criterion
from criteria.rules.outcomes import Counting, columns_of, combine, count_met
from reporting.reports.provenance import Provenance
from reporting.reports.rows import CommuneRow, account_rows
from reporting.reports.scope import Scope, Where, open_scope

# From so many communes on the matrix has pages, of whole districts where possible.
WHOLE_BELOW = 300
PAGE_SIZE = 100

BY_DISTRICT, BY_COUNT, BY_NAME = "huyen", "dat", "ten"
HARDEST_FIRST = "kho"
# Under a criterion its communes stand in this order: those that fail it lead.
_FAILING_FIRST = "FB?NM"


@dataclass(frozen=True, slots=True)
class Query:
    """What the address asks of the matrix: one district, order of rows and columns.

    `order` is one of the three orders, or the number of a criterion.
    """

    district: int | None = None
    order: str = ""
    columns: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stand together: a district's, or all of them where `name` is empty.

    `met` counts the communes that meet each criterion, in the order of the set.
    """

    unit_id: int | None
    name: str
    name_sort: str
    rows: list[CommuneRow]
    met: list[int]

    @property
    def average(self) -> Decimal | None:
        """Average criteria met, of communes with results; None if none."""
        known = [row.met for row in self.rows if row.has_results]
        return Decimal(sum(known)) / len(known) if known else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix in numbers.

    `blocks` are of this page, `found` all rows that the filter leaves in their order;
    `places` are the criteria's places in the set, in the order of the columns.
    `missing` says how many indicators an unmet criterion lacks, by unit and number:
    only for this page, and only where there are values to tell it from.
    """

    scope: Scope
    query: Query
    blocks: list[Block]
    found: list[CommuneRow]
    whole: Block
    places: list[int]
    missing: dict[tuple[int, int], int]
    page: int
    pages: int
    total: int
    provenance: Provenance

    @property
    def criteria(self) -> list[Criterion]:
        """Criteria in the order of the columns."""
        return [self.scope.criteria[place] for place in self.places]


def matrix_of(where: Where, query: Query) -> Matrix:
    """The matrix of a province or one district of it; seven queries at any size.

    Outcomes come from the stored letters. Only how many indicators an unmet criterion
    lacks is not in them: one grouped query reads it for the rows of the page alone,
    so that its cost does not grow with the province. Raises NoResults.
    """
    scope = open_scope(where)
    counting = counting_of(scope.criteria_set)
    everything = account_rows(scope)
    rows = [r for r in everything if query.district in (None, r.district_id)]
    query = replace(query, order=_order_of(query, scope))
    blocks = _blocks(rows, scope, query.order, counting)
    pages = _paged(blocks, counting) if len(rows) >= WHOLE_BELOW else [blocks]
    page = min(max(1, query.page), len(pages))
    whole = _block(None, "", "", rows, counting, len(scope.criteria))
    shown = [row for block in pages[page - 1] for row in block.rows]
    return Matrix(
        scope=scope,
        query=query,
        blocks=pages[page - 1],
        found=[row for block in blocks for row in block.rows],
        whole=whole,
        places=_places(scope, whole, rows, query.columns),
        missing=_missing_indicators(scope, shown),
        page=page,
        pages=len(pages),
        total=len(everything),
        provenance=scope.provenance_of(everything),
    )


def _order_of(query: Query, scope: Scope) -> str:
    """The order asked for, or the plain one; without districts that is by count."""
    plain = BY_DISTRICT if scope.districts else BY_COUNT
    known = {plain, BY_COUNT, BY_NAME, *map(str, scope.numbers)}
    return query.order if query.order in known else plain


def _blocks(
    rows: list[CommuneRow], scope: Scope, order: str, counting: Counting
) -> list[Block]:
    """The rows in their order, in blocks that keep together."""
    size = len(scope.criteria)
    ordered = sorted(rows, key=_key(order, scope.numbers))
    if order != BY_DISTRICT:
        return [_block(None, "", "", ordered, counting, size)] if rows else []
    known = {unit_id: (v.name, v.name_sort) for unit_id, v in scope.districts.items()}
    members: dict[int | None, list[CommuneRow]] = {}
    for row in ordered:
        members.setdefault(row.district_id, []).append(row)
    # Communes that stand under the province itself bear its name.
    other = (scope.province.name, "")
    blocks = [
        _block(unit_id, *known.get(unit_id or 0, other), own, counting, size)
        for unit_id, own in members.items()
    ]
    return sorted(blocks, key=lambda b: (-(b.average or 0), b.name_sort))


def _key(order: str, numbers: list[int]) -> Callable[[CommuneRow], Any]:
    """The sorting key of an order; Vietnamese name and id settle ties."""

    def by_name(row: CommuneRow) -> Any:
        return row.name_sort, row.unit_id

    def by_count(row: CommuneRow) -> Any:
        return not row.has_results, -row.met, by_name(row)

    if not order.isdigit():
        return by_name if order == BY_NAME else by_count
    place = numbers.index(int(order))

    def failing_first(row: CommuneRow) -> Any:
        letter = row.letters[place] if row.has_results else "?"
        return _FAILING_FIRST.index(letter), by_count(row)

    return failing_first


def _block(
    unit_id: int | None,
    name: str,
    name_sort: str,
    rows: list[CommuneRow],
    counting: Counting,
    size: int,
) -> Block:
    columns = columns_of((row.letters for row in rows if row.has_results), size)
    met = [count_met(column, counting) for column in columns]
    return Block(unit_id, name, name_sort, rows, met)


def _paged(blocks: list[Block], counting: Counting) -> list[list[Block]]:
    """Pages of whole districts, each about PAGE_SIZE rows; without them of rows."""
    if len(blocks) == 1:
        (block,) = blocks
        size = len(block.met)
        return [
            [_block(None, "", "", block.rows[at : at + PAGE_SIZE], counting, size)]
            for at in range(0, len(block.rows), PAGE_SIZE)
        ]
    pages: list[list[Block]] = [[]]
    filled = 0
    for block in blocks:
        if pages[-1] and filled + len(block.rows) > PAGE_SIZE:
            pages.append([])
            filled = 0
        pages[-1].append(block)
        filled += len(block.rows)
    return pages


def _places(
    scope: Scope, whole: Block, rows: list[CommuneRow], columns: str
) -> list[int]:
    """Places of the criteria in column order: of the set, or the hardest first."""
    in_order = list(range(len(scope.criteria)))
    if columns != HARDEST_FIRST:
        return in_order
    letter = Outcome.NOT_ASSESSED.letter
    unknown = Counter(
        place for row in rows for place, own in enumerate(row.letters) if own == letter
    )
    return sorted(
        in_order, key=lambda place: (whole.met[place] + unknown[place], place)
    )


def _missing_indicators(
    scope: Scope, rows: Iterable[CommuneRow]
) -> dict[tuple[int, int], int]:
    """Indicators not met of each commune and unmet criterion; one query.

    A whole with parts counts once, by the rule of its parts. Sets have parts, but no
    parts of parts: of those each middle one would count for itself.
    """
    letter = Outcome.NOT_MET.letter
    tops = _unmet_tops().filter(
        criterion_result__assessment__unit_id__in=[
            row.unit_id for row in rows if letter in row.letters
        ],
        criterion_result__assessment__period_id=scope.period_id,
        criterion_result__assessment__criteria_set_id=scope.criteria_set.pk,
    )
    counted: Counter[tuple[int, int]] = Counter()
    for unit_id, number, _top, how, at_least, met, unmet, waiting in tops:
        is_lacking = _is_unmet(how or Combine.ALL, at_least, met, unmet, waiting)
        counted[unit_id, number] += is_lacking
    return dict(counted)


@cache
def _is_unmet(
    how: str, at_least: int | None, met: int, unmet: int, waiting: int
) -> bool:
    """Whether so many parts of each outcome leave the whole unmet."""
    parts = [
        *[Outcome.MET] * met,
        *[Outcome.NOT_MET] * unmet,
        *[Outcome.NOT_ASSESSED] * waiting,
    ]
    return combine(parts, how, at_least) == Outcome.NOT_MET


@built_once
def _unmet_tops() -> QuerySet[Any]:
    """Indicators of unmet criteria that lack something, with their parts counted."""
    is_unmet = Q(criterion_result__verdict=Outcome.NOT_MET) | Q(
        criterion_result__verdict="", criterion_result__computed=Outcome.NOT_MET
    )
    return (
        IndicatorResult.objects.filter(
            is_unmet,
            criterion_result__assessment__is_chosen=True,
            criterion_result__assessment__lapsed_at__isnull=True,
        )
        .values_list(
            "criterion_result__assessment__unit_id",
            "indicator__criterion__number",
            Coalesce("indicator__parent_id", "indicator_id"),
            "indicator__parent__combine",
            "indicator__parent__at_least",
        )
        .annotate(
            met=Count("pk", filter=Q(outcome=Outcome.MET)),
            unmet=Count("pk", filter=Q(outcome=Outcome.NOT_MET)),
            waiting=Count("pk", filter=Q(outcome=Outcome.NOT_ASSESSED)),
        )
        .filter(unmet__gt=0)
        .order_by()
    )
