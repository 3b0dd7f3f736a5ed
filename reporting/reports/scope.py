"""What a page is about: a province, a year with its set, a basis."""

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

CONFIRMED = "confirmed"
DECLARED = "declared"


class NoResults(Exception):
    """The province has no period with results in that year."""


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
    """A province in a year, with everything that frames its rows."""

    province: UnitVersion
    districts: dict[int, UnitVersion]
    period_set: PeriodSet
    criteria: list[Criterion]
    bands: list[Band]
    years: list[YearTotals]
    basis: str

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


def province_ids(name: str) -> Any:
    """Subquery: every province that bore this name on some day."""
    return UnitVersion.objects.filter(kind__in=PROVINCE_KINDS, name=name).values(
        "unit_id"
    )


def open_scope(province: str, year: int | None = None, basis: str = CONFIRMED) -> Scope:
    """The scope of a province by name; four queries.

    Without a year: the latest one with a result that counts on this basis. Raises
    NoResults where the province or the year has none.
    """
    period_sets = _period_sets(province, basis)
    chosen = _pick(period_sets, year)
    day = chosen.period.as_of
    units = UnitVersion.objects.in_force_on(day).filter(
        Q(unit_id__in=province_ids(province))
        | Q(parent_id__in=province_ids(province))
        & Q(kind__in=KINDS_OF_LEVEL[UnitLevel.DISTRICT])
    )
    named = list(units)
    provinces = [v for v in named if v.kind in PROVINCE_KINDS]
    if not provinces:
        raise NoResults(province)
    return Scope(
        province=provinces[0],
        districts={v.unit_id: v for v in named if v.kind not in PROVINCE_KINDS},
        period_set=chosen,
        criteria=list(
            Criterion.objects.filter(criteria_set=chosen.criteria_set)
            .select_related("group")
            .order_by("number")
        ),
        bands=list(chosen.criteria_set.bands.order_by("-minimum")),
        years=[_totals(ps) for ps in period_sets],
        basis=basis,
    )


def _period_sets(province: str, basis: str) -> list[Any]:
    counted = f"period__assessments__{basis}_counted"
    own = Q(
        period__assessments__province_id__in=province_ids(province),
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
                    unit_id__in=province_ids(province),
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


def _pick(period_sets: list[Any], year: int | None) -> PeriodSet:
    if year is not None:
        found = [ps for ps in period_sets if ps.period.year == year]
    else:
        # A year only begun would greet the reader with "0 communes".
        found = [ps for ps in period_sets if ps.full] or period_sets
    if not found:
        raise NoResults(year)
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
