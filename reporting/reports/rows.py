"""The communes of a scope, one row each: what every page and export counts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet

from assessments.choices import RecognitionKind
from assessments.models import RecognitionDecision
from assessments.reports.keep import built_once
from communes.choices import Basis
from communes.dated import in_force_q
from communes.models import UnitVersion
from communes.names import fold_name, slug_of
from criteria.choices import OUTCOME_OF_LETTER, Outcome, Tier
from criteria.models import Band
from criteria.rules.outcomes import Counting, met_letters
from reporting.reports.scope import Scope

OPEN = Outcome.NOT_ASSESSED.letter


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a commune stands recognised; `year` None = not known."""

    year: int | None
    is_inferred: bool


class CommuneRow(NamedTuple):
    """One commune in force on the day of the scope, with its chosen account if any.

    A tuple, for a page makes hundreds: a frozen dataclass takes three times as long.
    `has_results`: a criterion of it has an outcome on the basis of the scope; without
    one it is in no average. `met` is as the set counts, `met_before` the same a year
    earlier where that can be compared; `letters` one outcome a criterion, "" = no
    account, or one that only counts. `stated` is how many its source says are met.
    """

    unit_id: int
    name: str
    kind: str
    name_sort: str
    name_search: str
    code: str
    district_id: int | None
    has_results: bool
    met: int
    met_before: int | None
    assessed: int
    letters: str
    illustrative: bool
    estimates: int
    unverified_levels: int
    illustrative_levels: int
    source: tuple[str, str, str, str] | None
    is_recognition_unclear: bool = False
    recognition: Recognition | None = None
    advanced: Recognition | None = None
    stated: int | None = None

    @property
    def slug(self) -> str:
        """The readable part of its address."""
        return slug_of(self.kind, self.name)

    @property
    def total(self) -> int:
        """How many criteria the set has."""
        return len(self.letters)

    @property
    def change(self) -> int | None:
        """Criteria gained since the year before; None where nothing can be compared."""
        if not self.has_results or self.met_before is None:
            return None
        return self.met - self.met_before

    @property
    def meets_all(self) -> bool:
        """Every criterion counts as met. Not the same as recognised."""
        return self.has_results and self.met == self.total

    def in_band(self, band: Band) -> bool:
        """Whether the count of criteria lies in the band."""
        return self.has_results and band.minimum <= self.met <= band.maximum

    def failing(self, numbers: list[int], counting: Counting) -> list[int]:
        """Numbers of criteria with an outcome that does not count as met."""
        if not self.letters:
            return []
        passed = met_letters(counting) | {OPEN}
        pairs = zip(numbers, self.letters, strict=True)
        return [number for number, letter in pairs if letter not in passed]

    def letter_of(self, number: int, numbers: list[int]) -> str:
        """The letter of a criterion; "" without an account or such a criterion."""
        is_known = self.has_results and number in numbers
        return self.letters[numbers.index(number)] if is_known else ""

    @property
    def is_only_stated(self) -> bool:
        """Its source gives a count of criteria met, and none of them."""
        return self.stated is not None and not self.has_results

    @property
    def falls_short(self) -> bool:
        """Everything has an outcome, and not all of it counts as met."""
        return self.has_results and OPEN not in self.letters and not self.meets_all


def _counted_in(scope: Scope) -> Q:
    """The denominator: units of the kinds that the set counts."""
    units = Q(
        province_id=scope.province.unit_id, kind__in=scope.criteria_set.counted_kinds
    )
    if scope.district is None:
        return units
    return units & Q(parent_id=scope.district.unit_id)


def commune_rows(scope: Scope) -> list[CommuneRow]:
    """All communes of the scope in Vietnamese order; two queries."""
    province_id = scope.province.unit_id
    standing = recognitions_on(scope.as_of, unit__versions__province_id=province_id)
    return rows_standing(scope, standing)


def account_rows(scope: Scope) -> list[CommuneRow]:
    """The same rows without their recognition; one query."""
    return rows_standing(scope, Standing({}, set()))


def rows_standing(scope: Scope, standing: "Standing") -> list[CommuneRow]:
    """The same rows, where it is known how they stand recognised; one query."""
    return _rows(scope, _counted_in(scope), standing)


def rows_of(scope: Scope, unit_ids: Iterable[int]) -> list[CommuneRow]:
    """Rows of some units, of whatever province and kind; two queries."""
    ids = list(unit_ids)
    standing = recognitions_on(scope.as_of, unit_id__in=ids)
    return _rows(scope, Q(unit_id__in=ids), standing)


def _rows(scope: Scope, units: Q, standing: "Standing") -> list[CommuneRow]:
    """Units in force on the day of the scope, with their chosen account."""
    former = scope.comparable_year
    values = _with_accounts(
        scope.criteria_set.pk,
        scope.period_id,
        former.period_id if former else 0,
        scope.basis,
    )
    rows = values.filter(in_force_q(scope.as_of), units)
    return [_row(scope, standing, *row) for row in rows]


@built_once
def _with_accounts(
    set_id: int, period_id: int, former_id: int, basis: str
) -> QuerySet[Any]:
    """Units with their chosen account of a period and that of the year before, read as
    plain values: a few times faster.
    """
    return (
        UnitVersion.objects.annotate(
            account=_chosen(set_id, period_id),
            former=_chosen(
                set_id, former_id, **{f"unit__assessments__{basis}_assessed__gt": 0}
            ),
        )
        .order_by("name_sort", "pk")
        .values_list(*[column.format(basis=basis) for column in _COLUMNS])
    )


# What `_row` takes, in its order.
_COLUMNS = [
    "unit_id",
    "name",
    "kind",
    "name_sort",
    "name_search",
    "code",
    "parent_id",
    "account__{basis}_counted",
    "former__{basis}_counted",
    "account__{basis}_assessed",
    "account__{basis}_outcomes",
    "account__reported_criteria",
    "account__illustrative",
    "account__estimates",
    "account__unverified_levels",
    "account__illustrative_levels",
    "account__document__title",
    "account__document__title_en",
    "account__document__key",
    "account__document__url",
]


def _chosen(set_id: int, period_id: int, **more: Any) -> FilteredRelation:
    """The join to the chosen account of a period; to nothing where that is 0."""
    return FilteredRelation(
        "unit__assessments",
        condition=Q(
            unit__assessments__period=period_id,
            unit__assessments__criteria_set=set_id,
            unit__assessments__is_chosen=True,
            unit__assessments__lapsed_at__isnull=True,
            **more,
        ),
    )


def _row(
    scope: Scope,
    standing: "Standing",
    unit_id: int,
    name: str,
    kind: str,
    name_sort: str,
    name_search: str,
    code: str,
    parent_id: int | None,
    met: int | None,
    met_before: int | None,
    assessed: int | None,
    letters: str | None,
    stated: int | None,
    illustrative: bool | None,
    estimates: int | None,
    unverified_levels: int | None,
    illustrative_levels: int | None,
    *source: Any,
) -> CommuneRow:
    return CommuneRow(
        unit_id=unit_id,
        name=name,
        kind=kind,
        name_sort=name_sort,
        name_search=name_search,
        code=code,
        district_id=parent_id if parent_id in scope.districts else None,
        has_results=bool(assessed),
        met=met or 0,
        met_before=met_before,
        assessed=assessed or 0,
        letters="" if stated is not None and not assessed else letters or "",
        stated=stated,
        illustrative=bool(illustrative),
        estimates=estimates or 0,
        unverified_levels=unverified_levels or 0,
        illustrative_levels=illustrative_levels or 0,
        source=source if source[0] else None,
        recognition=standing.known.get((unit_id, Tier.NTM)),
        is_recognition_unclear=(unit_id, Tier.NTM) in standing.unclear,
        advanced=standing.known.get((unit_id, Tier.NANG_CAO)),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How units stand recognised on a day, by unit and tier.

    `unclear` holds those whose only recognition has no year and is known of a later
    day: it may or may not have held.
    """

    known: dict[tuple[int, str], Recognition]
    unclear: set[tuple[int, str]]


def recognitions_on(day: dt.date, **units: Any) -> Standing:
    """The standing on `day` of the units that a lookup names; one query."""
    decisions = (
        RecognitionDecision.objects.filter(**units)
        .filter(Q(known_by__lte=day) | Q(year__isnull=True))
        .distinct()
        .order_by("known_by", "pk")
        .values_list("unit_id", "tier", "kind", "year", "known_by", "basis", named=True)
    )
    return standing_on(day, decisions)


def standing_on(day: dt.date, decisions: Iterable[Any]) -> Standing:
    """The standing on `day` by decisions, which come from the oldest on."""
    standing = Standing({}, set())
    for decision in decisions:
        key = (decision.unit_id, decision.tier)
        if decision.known_by > day:
            if decision.year is None:
                standing.unclear.add(key)
        elif decision.kind == RecognitionKind.WITHDRAWN:
            standing.known.pop(key, None)
        elif decision.kind == RecognitionKind.RECOGNISED or key not in standing.known:
            inferred = decision.basis == Basis.INFERRED
            standing.known[key] = Recognition(decision.year, inferred)
    return standing


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. Every figure that counts communes is one of these."""

    district: int | None = None
    band: int | None = None
    missing: int | None = None
    not_assessed: int | None = None
    met: int | None = None
    has_results: bool = False
    recognition: str = ""
    text: str = ""


RECOGNITION_FILTERS = {
    "": lambda row, year: True,
    "co": lambda row, year: row.recognition is not None,
    "chua": lambda row, year: not (row.recognition or row.is_recognition_unclear),
    "trong-nam": lambda row, year: row.recognition and row.recognition.year == year,
    "du-va-co": lambda row, year: row.meets_all and row.recognition is not None,
    "du-chua-co": lambda row, year: (
        row.meets_all and not (row.recognition or row.is_recognition_unclear)
    ),
    "co-chua-du": lambda row, year: row.recognition is not None and row.falls_short,
    "co-chua-xong": lambda row, year: (
        row.recognition is not None and not (row.meets_all or row.falls_short)
    ),
    "nang-cao": lambda row, year: row.advanced is not None,
}


def narrowed(
    rows: Iterable[CommuneRow], filters: Filters, scope: Scope, counting: Counting
) -> list[CommuneRow]:
    """The rows that pass every filter."""
    band = next((b for b in scope.bands if b.minimum == filters.band), None)
    recognised = RECOGNITION_FILTERS.get(filters.recognition, RECOGNITION_FILTERS[""])
    needle = fold_name(filters.text) if filters.text else ""
    met = met_letters(counting)
    each = [
        (filters.missing, OUTCOME_OF_LETTER.keys() - met - {OPEN}),
        (filters.met, met),
        (filters.not_assessed, {OPEN}),
    ]
    letters = [(number, known) for number, known in each if number is not None]
    return [
        row
        for row in rows
        if (filters.district is None or row.district_id == filters.district)
        and (band is None or row.in_band(band))
        and (not filters.has_results or row.has_results)
        and all(row.letter_of(n, scope.numbers) in known for n, known in letters)
        and recognised(row, scope.year)
        and needle in row.name_search
    ]
