"""What a page is about: a province or district, a year with its set, a basis."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Length

from assessments.choices import Metric, PeriodKind
from assessments.models import PeriodSet, PublishedFigure
from communes.choices import KINDS_OF_LEVEL, PROVINCE_KINDS, UnitLevel
from communes.models import UnitVersion
from criteria.choices import Tier
from criteria.models import Band, CriteriaSet, Criterion
from reporting.reports.ending import Ending, ending_of, with_ending

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


@dataclass(frozen=True, slots=True)
class YearTotals:
    """One year of a province in three numbers, from chosen rows."""

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
    illustrative: bool
    has_published: bool

    @property
    def wholly_illustrative(self) -> bool:
        """Generated values that no published count stands behind."""
        return self.illustrative and not self.has_published

    @property
    def size(self) -> int:
        """How many criteria its set has."""
        return self.asked // self.total if self.total else 0

    @property
    def share_assessed(self) -> float:
        """Share of criteria results that count on the basis, 0 to 1."""
        return self.assessed / self.asked if self.asked else 0.0

    @property
    def average(self) -> float | None:
        """Average criteria a commune, of communes with an account; None if none."""
        return self.criteria / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Scope:
    """A province or one district of it in a year, with all that frames its rows.

    `districts` are those of the day by unit; none where the level does not exist.
    """

    province: UnitVersion
    district: UnitVersion | None
    districts: dict[int, UnitVersion]
    period_set: PeriodSet
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
        return self.period_set.criteria_set

    @property
    def year(self) -> int:
        return self.period_set.period.year

    @property
    def as_of(self) -> dt.date:
        """The day on which units are counted and levels looked up."""
        return self.period_set.period.as_of

    @property
    def ending(self) -> Ending | None:
        """How the place ended after that day; None where it goes on."""
        return ending_of(self.place)

    @property
    def totals(self) -> YearTotals:
        """The year of the scope in numbers."""
        return next(y for y in self.years if y.year == self.year)

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
    """The scope of a place; four queries, three without the bands of the set.

    Without a year: the latest one with a result that counts on this basis. Raises
    NoResults where the place or the year has none.
    """
    period_sets = _period_sets(where)
    chosen = _pick(period_sets, where)
    units = _units(where, chosen.period.as_of)
    provinces = [v for v in units if v.kind in PROVINCE_KINDS]
    districts = {v.unit_id: v for v in units if v.kind not in PROVINCE_KINDS}
    district = districts.get(where.district) if where.district else None
    if not provinces or (where.district and district is None):
        raise NoResults(where)
    return Scope(
        province=provinces[0],
        district=district,
        districts=districts,
        period_set=chosen,
        criteria=list(
            Criterion.objects.filter(criteria_set=chosen.criteria_set)
            .select_related("group")
            .order_by("number")
        ),
        bands=list(chosen.criteria_set.bands.order_by("-minimum"))
        if with_bands
        else [],
        years=[_totals(ps) for ps in period_sets],
        basis=where.basis,
    )


def years_with_results(where: Where) -> list[int]:
    """Years in which a place has accounts, latest first; one query."""
    return [ps.period.year for ps in _period_sets(where)]


def _units(where: Where, day: dt.date) -> list[UnitVersion]:
    """The province on the day, and its districts (the one asked for, or all)."""
    districts = Q(kind__in=KINDS_OF_LEVEL[UnitLevel.DISTRICT])
    if where.district:
        districts &= Q(unit_id=where.district)
    else:
        districts &= Q(parent_id__in=province_ids(where))
    provinces = Q(unit_id__in=province_ids(where), kind__in=PROVINCE_KINDS)
    units = UnitVersion.objects.in_force_on(day).filter(provinces | districts)
    return list(with_ending(units))


def _period_sets(where: Where) -> list[Any]:
    basis, place = where.basis, _assessed_in(where)
    counted = f"period__assessments__{basis}_counted"
    own = place & Q(
        period__assessments__is_chosen=True,
        period__assessments__lapsed_at__isnull=True,
        period__assessments__criteria_set=F("criteria_set"),
    )
    return list(
        PeriodSet.objects.filter(
            unit_level=UnitLevel.COMMUNE, tier=Tier.NTM, period__kind=PeriodKind.YEAR
        )
        .select_related("period", "criteria_set__document")
        .annotate(
            total=Count("period__assessments", filter=own),
            criteria_sum=Sum(counted, filter=own),
            full=Count(
                "period__assessments",
                filter=own
                & Q(**{counted: Length(f"period__assessments__{basis}_outcomes")}),
            ),
            outcomes=Sum(f"period__assessments__{basis}_assessed", filter=own),
            asked=Sum(Length(f"period__assessments__{basis}_outcomes"), filter=own),
            published=Exists(
                PublishedFigure.objects.filter(
                    unit_id__in=[where.district]
                    if where.district
                    else province_ids(where),
                    metric=Metric.IN_BAND,
                    as_of=OuterRef("period__as_of"),
                )
            ),
            generated=Count(
                "period__assessments",
                filter=own & Q(period__assessments__illustrative=True),
            ),
        )
        .filter(total__gt=0)
        .order_by("-period__year")
    )


def _assessed_in(where: Where) -> Q:
    """Assessments of the place, by the columns frozen with their period."""
    if where.district:
        return Q(period__assessments__district_id=where.district)
    return Q(period__assessments__province_id__in=province_ids(where))


def _pick(period_sets: list[Any], where: Where) -> PeriodSet:
    if where.year is not None:
        found = [ps for ps in period_sets if ps.period.year == where.year]
    else:
        # A year only begun would greet the reader with "0 communes".
        found = [ps for ps in period_sets if ps.full] or period_sets
    if not found:
        raise NoResults(where)
    return found[0]


def _totals(period_set: Any) -> YearTotals:
    return YearTotals(
        year=period_set.period.year,
        as_of=period_set.period.as_of,
        period_id=period_set.period_id,
        set_key=period_set.criteria_set.key,
        set_label=period_set.criteria_set.name,
        total=period_set.total,
        meets_all=period_set.full,
        criteria=period_set.criteria_sum or 0,
        assessed=period_set.outcomes or 0,
        asked=period_set.asked or 0,
        illustrative=period_set.generated > 0,
        has_published=period_set.published,
    )
