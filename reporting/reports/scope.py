"""What a page is about: a province or district, a year with its set, a basis."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Length

from assessments.choices import Metric, PeriodKind
from assessments.models import Assessment, PeriodSet, PublishedFigure
from assessments.reports.keep import built_once, kept, kept_of_closed
from communes.choices import KINDS_OF_LEVEL, PROVINCE_KINDS, UnitLevel
from communes.models import UnitVersion
from criteria.choices import Tier
from criteria.models import Band, CriteriaSet, Criterion
from reporting.reports.provenance import Provenance, Sourced, provenance_of

CONFIRMED = "confirmed"
DECLARED = "declared"


class NoResults(Exception):
    """The place has no period with results in that year; says where it was asked."""

    @property
    def where(self) -> "Where | None":
        """What the address asked for; None = the whole country."""
        asked = self.args[0] if self.args else None
        return asked if isinstance(asked, Where) else None


@dataclass(frozen=True, slots=True)
class Where:
    """What an address asks for: a place, a year, a basis.

    `province` is a unit's id, or the name of the site's home. With a `district` the
    place is that district and the province follows from it. No year = the latest.
    """

    province: int | str = ""
    district: int | None = None
    year: int | None = None
    basis: str = CONFIRMED

    @property
    def is_by_id(self) -> bool:
        """Whether an address names the place, rather than the settings the home."""
        return self.district is not None or isinstance(self.province, int)


@dataclass(frozen=True, slots=True)
class YearTotals:
    """One year of a province in numbers, from chosen accounts.

    `total` communes have results, the others are in no average. `asked` outcomes are
    due of `accounts`; of one that only counts none ever comes. `size`: criteria a set.
    """

    year: int
    as_of: dt.date
    period_id: int
    set_key: str
    set_label: str
    total: int
    meets_all: int
    criteria: int
    assessed: int
    asked: int
    accounts: int
    size: int
    illustrative: bool
    has_published: bool
    is_being_entered: bool

    @property
    def wholly_illustrative(self) -> bool:
        """Generated values that no published count stands behind."""
        return self.illustrative and not self.has_published

    @property
    def share_assessed(self) -> float:
        """Share of criteria results that count on the basis, 0 to 1."""
        return self.assessed / self.asked if self.asked else 0.0

    @property
    def average(self) -> float | None:
        """Average criteria a commune, of communes with results; None if none."""
        return self.criteria / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Scope:
    """A province or one district of it in a year, with all that frames its rows.

    `districts` are those of the day by unit; none where the level does not exist.
    """

    province: UnitVersion
    district: UnitVersion | None
    districts: dict[int, UnitVersion]
    totals: YearTotals
    criteria: list[Criterion]
    bands: list[Band]
    years: list[YearTotals]
    basis: str

    @property
    def place(self) -> UnitVersion:
        """The unit that the page is about."""
        return self.district or self.province

    @property
    def criteria_set(self) -> CriteriaSet:
        """The set that judges the year."""
        return self.criteria[0].criteria_set

    @property
    def period_id(self) -> int:
        return self.totals.period_id

    @property
    def year(self) -> int:
        return self.totals.year

    @property
    def as_of(self) -> dt.date:
        """The day on which units are counted and levels looked up."""
        return self.totals.as_of

    def provenance_of(self, rows: Iterable[Sourced]) -> Provenance:
        """Where figures counted from rows of the scope are from."""
        return provenance_of(
            rows,
            basis=self.basis,
            as_of=self.as_of,
            criteria_set=self.criteria_set,
            has_published=self.totals.has_published,
        )

    @property
    def comparable_year(self) -> YearTotals | None:
        """The year before, where the same set judged it."""
        key, before = self.criteria_set.key, self.year - 1
        return next(
            (y for y in self.years if y.year == before and y.set_key == key), None
        )

    @property
    def numbers(self) -> list[int]:
        """Criterion numbers in set order."""
        return [criterion.number for criterion in self.criteria]


def province_ids(where: Where) -> Any:
    """The province of a place: an id, or every province that ever bore the name."""
    if isinstance(where.province, int) and where.district is None:
        return [where.province]
    versions = (
        UnitVersion.objects.filter(unit_id=where.district)
        if where.district
        else UnitVersion.objects.filter(kind__in=PROVINCE_KINDS, name=where.province)
    )
    return versions.values("province_id" if where.district else "unit_id")


def open_scope(where: Where, *, with_bands: bool = True) -> Scope:
    """The scope of a place; five queries, four without the bands of the set, one
    where its years, units and set are kept.

    Without a year: the latest one with a result that counts on this basis. Raises
    NoResults where the place or the year has none.
    """
    years = _years(where)
    chosen = _pick(years, where)
    units = kept(_units, where.province, where.district, chosen.as_of)
    provinces = [v for v in units if v.kind in PROVINCE_KINDS]
    districts = {v.unit_id: v for v in units if v.kind not in PROVINCE_KINDS}
    district = districts.get(where.district) if where.district else None
    if not provinces or (where.district and district is None):
        raise NoResults(where)
    return Scope(
        province=provinces[0],
        district=district,
        districts=districts,
        totals=chosen,
        criteria=kept(criteria_of, chosen.set_key),
        bands=kept(bands_of, chosen.set_key) if with_bands else [],
        years=years,
        basis=where.basis,
    )


def years_with_results(where: Where) -> list[int]:
    """Years in which a place has results, latest first; one query."""
    return [totals.year for totals in _years(where) if totals.total]


def criteria_of(set_key: str) -> list[Criterion]:
    """Criteria in set order, each with its set."""
    criteria = Criterion.objects.filter(criteria_set__key=set_key)
    whole = criteria.select_related("group", "criteria_set__document")
    return list(whole.order_by("number"))


def bands_of(set_key: str) -> list[Band]:
    """Bands of a set from the highest."""
    bands = Band.objects.filter(criteria_set__key=set_key)
    return list(bands.order_by("-minimum"))


def _units(
    province: int | str, district: int | None, day: dt.date
) -> list[UnitVersion]:
    """The province on the day, and its districts (the one asked for, or all)."""
    where = Where(province, district)
    districts = Q(kind__in=KINDS_OF_LEVEL[UnitLevel.DISTRICT])
    if district:
        districts &= Q(unit_id=district)
    else:
        districts &= Q(parent_id__in=province_ids(where))
    provinces = Q(unit_id__in=province_ids(where), kind__in=PROVINCE_KINDS)
    return list(UnitVersion.objects.in_force_on(day).filter(provinces | districts))


def yearly_sets() -> QuerySet[Any]:
    """Each year with the set that judges communes in it, latest first."""
    return (
        PeriodSet.objects.filter(
            unit_level=UnitLevel.COMMUNE, tier=Tier.NTM, period__kind=PeriodKind.YEAR
        )
        .select_related("period", "criteria_set__document")
        .order_by("-period__year")
    )


def _sets_of(province: int | str, district: int | None) -> list[Any]:
    """The same, and whether documents tell the bands of the place on its day."""
    where = Where(province, district)
    published = PublishedFigure.objects.filter(
        unit_id__in=[district] if district else province_ids(where),
        metric=Metric.IN_BAND,
        as_of=OuterRef("period__as_of"),
    )
    return list(yearly_sets().annotate(has_published=Exists(published)))


def _years(where: Where) -> list[YearTotals]:
    """The chosen accounts of the place by year, latest first; two queries, one where
    the years are kept, none where every year is closed and kept.
    """
    place = (where.province, where.district)
    period_sets = kept(_sets_of, *place)
    sums = kept_of_closed(_sums, period_sets, *place, where.basis)
    return [_totals(ps, *sums[ps.pk]) for ps in period_sets if ps.pk in sums]


def _sums(
    period_sets: list[Any], province: int | str, district: int | None, basis: str
) -> dict[int, list[Any]]:
    """What the chosen accounts of the place add up to, by period set; one query."""
    rows = _added_up(basis).filter(
        _assessed_in(Where(province, district)),
        period__in=[ps.period_id for ps in period_sets],
        criteria_set__in={ps.criteria_set_id for ps in period_sets},
    )
    found = {(period, own_set): sums for period, own_set, *sums in rows}
    keys = {ps.pk: (ps.period_id, ps.criteria_set_id) for ps in period_sets}
    return {pk: found[key] for pk, key in keys.items() if key in found}


@built_once
def _added_up(basis: str) -> QuerySet[Any]:
    """Chosen accounts, added up by period and set."""
    counted, outcomes = f"{basis}_counted", f"{basis}_outcomes"
    begun, asked = Q(**{f"{basis}_assessed__gt": 0}), is_asked(basis)
    return (
        Assessment.objects.chosen()
        .values_list("period", "criteria_set")
        .annotate(
            communes=Count("pk", filter=begun),
            full=Count("pk", filter=Q(**{counted: Length(outcomes)})),
            criteria=Sum(counted),
            assessed=Sum(f"{basis}_assessed"),
            asked=Sum(Length(outcomes), filter=asked, default=0),
            generated=Count("pk", filter=begun & Q(illustrative=True)),
            accounts=Count("pk", filter=asked),
            size=Max(Length(outcomes)),
        )
        .order_by()
    )


def is_asked(basis: str) -> Q:
    """Accounts of which outcomes are known or still to come: not a count alone."""
    return ~Q(**{f"{basis}_assessed": 0}, reported_criteria__isnull=False)


def _assessed_in(where: Where) -> Q:
    """Assessments of the place, by the columns frozen with their period."""
    if where.district:
        return Q(district_id=where.district)
    return Q(province_id__in=province_ids(where))


def _pick(years: list[YearTotals], where: Where) -> YearTotals:
    if where.year is not None:
        found = [y for y in years if y.year == where.year]
    else:
        # A year only begun would greet the reader with "0 communes".
        found = [y for y in years if y.meets_all]
        found = found or [y for y in years if y.total] or years
    if not found:
        raise NoResults(where)
    return found[0]


def _totals(
    period_set: Any,
    total: int,
    meets_all: int,
    criteria: int,
    assessed: int,
    asked: int,
    generated: int,
    accounts: int,
    size: int,
) -> YearTotals:
    return YearTotals(
        year=period_set.period.year,
        as_of=period_set.period.as_of,
        period_id=period_set.period_id,
        set_key=period_set.criteria_set.key,
        set_label=period_set.criteria_set.name,
        total=total,
        meets_all=meets_all,
        criteria=criteria,
        assessed=assessed,
        asked=asked,
        accounts=accounts,
        size=size,
        illustrative=generated > 0,
        has_published=period_set.has_published,
        is_being_entered=period_set.period.is_being_entered,
    )
