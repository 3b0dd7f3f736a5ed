"""The whole country in a year: provinces side by side, criteria, years."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When

from assessments.choices import Metric, RecognitionKind
from assessments.models import (
    Assessment,
    PeriodSet,
    PublishedFigure,
    RecognitionDecision,
)
from assessments.reports.keep import kept, kept_of_closed
from assessments.summaries import counting_of
from communes.choices import PROVINCE_KINDS, DayBasis
from communes.dated import in_force_q
from communes.models import UnitVersion
from criteria.choices import Tier
from criteria.models import Band, Criterion
from reporting.reports.nation_accounts import Account, accounts_of
from reporting.reports.provenance import Provenance, provenance_of
from reporting.reports.province import (
    BandCount,
    CriterionCount,
    band_counts,
    criterion_counts,
)
from reporting.reports.scope import (
    CONFIRMED,
    NoResults,
    YearTotals,
    bands_of,
    criteria_of,
    yearly_sets,
)

# A year counts as told once it has half the communes of the widest year.
WIDE_ENOUGH = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class ProvinceCount:
    """One province of the day; without results all but `communes` say nothing."""

    version: UnitVersion
    communes: int
    recognised: int
    account: Account | None
    bands: tuple[BandCount, ...]

    @property
    def with_results(self) -> int:
        """Communes with results: the only ones in an average."""
        return self.account.communes if self.account else 0

    @property
    def meets_all(self) -> int:
        """Communes that meet every criterion."""
        return self.account.meets_all if self.account else 0

    @property
    def share(self) -> Decimal | None:
        """Share of communes with results that meet all, 0 to 1."""
        if not self.with_results:
            return None
        return Decimal(self.meets_all) / self.with_results

    @property
    def average(self) -> Decimal | None:
        """Criteria a commune with results."""
        if self.account is None or not self.with_results:
            return None
        return Decimal(self.account.criteria) / self.with_results


@dataclass(frozen=True, slots=True)
class Standing:
    """How the accounts of a year stand: communes by province and number of criteria
    met, and how each criterion is met, in set order.
    """

    met: dict[int, Counter[int]]
    criteria: list[CriterionCount]


@dataclass(frozen=True, slots=True)
class NationReport:
    """Everything the page of the country shows, in numbers.

    `unseen` are provinces that the list of units first shows on a later day: they may
    have stood on the day, with communes that nobody here can count.
    """

    period_set: PeriodSet
    basis: str
    bands: list[BandCount]
    criteria: list[CriterionCount]
    provinces: list[ProvinceCount]
    years: list[YearTotals]
    unseen: int
    provenance: Provenance

    @property
    def criteria_in_set(self) -> list[Criterion]:
        """The criteria of its set, in order."""
        return [count.criterion for count in self.criteria]

    @property
    def year(self) -> int:
        return self.period_set.period.year

    @property
    def totals(self) -> YearTotals:
        """The year in numbers."""
        return next(y for y in self.years if y.year == self.year)

    @property
    def told(self) -> list[ProvinceCount]:
        """Provinces with results."""
        return [province for province in self.provinces if province.with_results]

    @property
    def silent(self) -> list[ProvinceCount]:
        """Provinces without any."""
        return [p for p in self.provinces if not p.with_results]

    @property
    def communes(self) -> int:
        """Communes of the country that the set counts, with results or without."""
        return sum(province.communes for province in self.provinces)

    @property
    def recognised(self) -> int:
        """Communes that stand recognised on the day."""
        return sum(province.recognised for province in self.provinces)


def nation_report(year: int | None = None, basis: str = CONFIRMED) -> NationReport:
    """The country in a year; seven queries at any size, three where the years, the set
    and the provinces are kept, one where every year is closed. Raises NoResults.

    Without a year: the latest that tells of enough communes to stand for the country.
    """
    period_sets = kept(_period_sets)
    accounts = kept_of_closed(accounts_of, period_sets, basis)
    years = [_totals(ps, accounts[ps.pk]) for ps in period_sets if accounts.get(ps.pk)]
    chosen = _pick(period_sets, years, year)
    bands = kept(bands_of, chosen.criteria_set.key)
    rows = accounts[chosen.pk]
    versions = kept(
        _versions, chosen.period.as_of, tuple(chosen.criteria_set.counted_kinds)
    )
    seen = [version for version in versions if version.is_seen]
    standing = kept_of_closed(_standings, [chosen], basis)[chosen.pk]
    provinces = _provinces(chosen, seen, rows, bands, standing.met)
    whole: Counter[int] = Counter()
    for province in provinces:
        for band in province.bands:
            whole[band.band.minimum] += band.count
    return NationReport(
        period_set=chosen,
        basis=basis,
        bands=[BandCount(band, whole[band.minimum]) for band in bands],
        criteria=standing.criteria,
        provinces=provinces,
        years=years,
        unseen=len(versions) - len(seen),
        provenance=_provenance(chosen, rows, basis),
    )


def nation_years(basis: str) -> list[int]:
    """Years in which communes of the country have results, latest first; two queries,
    none where they are kept.
    """
    period_sets = kept(_period_sets)
    accounts = kept_of_closed(accounts_of, period_sets, basis)
    return [
        ps.period.year
        for ps in period_sets
        if any(account.communes for account in accounts.get(ps.pk, ()))
    ]


def _period_sets() -> list[Any]:
    """Each year with the set that judges communes, latest first."""
    counted = Subquery(_publishing().values("n"))
    return list(yearly_sets().annotate(published_by=counted))


def _publishing() -> Any:
    """How many units have published bands of the day of a period set."""
    figures = PublishedFigure.objects.filter(
        metric=Metric.IN_BAND, as_of=OuterRef("period__as_of")
    )
    by_metric = figures.order_by().values("metric")
    return by_metric.annotate(n=Count("unit", distinct=True))


def _totals(period_set: Any, accounts: list[Account]) -> YearTotals:
    return YearTotals(
        year=period_set.period.year,
        as_of=period_set.period.as_of,
        period_id=period_set.period_id,
        set_key=period_set.criteria_set.key,
        set_label=period_set.criteria_set.name,
        total=sum(a.communes for a in accounts),
        meets_all=sum(a.meets_all for a in accounts),
        criteria=sum(a.criteria for a in accounts),
        assessed=sum(a.assessed for a in accounts),
        asked=sum(a.asked for a in accounts),
        accounts=sum(a.accounts for a in accounts),
        size=max(a.size for a in accounts),
        illustrative=any(a.illustrative for a in accounts),
        has_published=_has_published(period_set, accounts),
        is_being_entered=period_set.period.is_being_entered,
    )


def _has_published(period_set: Any, accounts: list[Account]) -> bool:
    """Whether something real stands behind the year: figures of all, or real rows."""
    is_real = any(account.generated < account.communes for account in accounts)
    return is_real or (period_set.published_by or 0) >= len(accounts)


def _pick(
    period_sets: list[Any], years: list[YearTotals], year: int | None
) -> PeriodSet:
    if not years:
        raise NoResults
    widest = max(y.total for y in years)
    told = [y.year for y in years if y.meets_all and y.total >= widest * WIDE_ENOUGH]
    known = {y.year for y in years}
    wanted = year if year is not None else (told or [years[0].year])[0]
    if wanted not in known:
        raise NoResults
    return next(ps for ps in period_sets if ps.period.year == wanted)


def _provinces(
    chosen: PeriodSet,
    versions: list[Any],
    accounts: list[Account],
    bands: list[Band],
    met: dict[int, Counter[int]],
) -> list[ProvinceCount]:
    """The provinces of the day in Vietnamese order."""
    by_province = {account.province_id: account for account in accounts}
    recognised = _recognised(chosen)
    return [
        ProvinceCount(
            version=version,
            communes=version.communes or 0,
            recognised=recognised.get(version.unit_id, 0),
            account=by_province.get(version.unit_id),
            bands=band_counts(bands, met.get(version.unit_id, Counter())),
        )
        for version in versions
    ]


def _versions(day: dt.date, kinds: tuple[str, ...]) -> list[Any]:
    """Provinces in force on the day with their communes; those first seen later."""
    communes = (
        UnitVersion.objects.in_force_on(day)
        .filter(province=OuterRef("unit"), kind__in=kinds)
        .order_by()
        .values("province")
        .annotate(n=Count("pk"))
    )
    return list(
        UnitVersion.objects.filter(kind__in=PROVINCE_KINDS)
        .annotate(
            is_seen=Case(When(in_force_q(day), then=True), default=False),
            communes=Subquery(communes.values("n")),
        )
        .filter(Q(is_seen=True) | _first_seen_after(day))
        .order_by("name_sort", "pk")
    )


def _first_seen_after(day: dt.date) -> Q:
    """Versions of units of which nothing is told up to a day, only seen after it."""
    told = UnitVersion.objects.filter(unit=OuterRef("unit"), valid_from__lte=day)
    return Q(valid_from__gt=day, from_basis=DayBasis.OBSERVED) & ~Q(Exists(told))


def _standings(period_sets: list[PeriodSet], basis: str) -> dict[int, Standing]:
    """How the accounts of each period set stand; one query each."""
    return {ps.pk: _standing(ps, basis) for ps in period_sets}


def _standing(period_set: PeriodSet, basis: str) -> Standing:
    """Rows are counted here: the database needs longer to group outcomes by their
    letters than to hand them out, and reads every account once for each grouping.
    """
    accounts = Assessment.objects.chosen().filter(
        period=period_set.period_id,
        criteria_set=period_set.criteria_set_id,
        **{f"{basis}_assessed__gt": 0},
    )
    columns = ("province", f"{basis}_counted", f"{basis}_outcomes")
    rows = list(accounts.order_by().values_list(*columns))
    met: dict[int, Counter[int]] = defaultdict(Counter)
    pairs = Counter((province_id, counted) for province_id, counted, _letters in rows)
    for (province_id, counted), n in pairs.items():
        met[province_id][counted] = n
    criteria = kept(criteria_of, period_set.criteria_set.key)
    letters = (letters for _province, _counted, letters in rows)
    counting = counting_of(period_set.criteria_set)
    return Standing(dict(met), criterion_counts(criteria, letters, counting))


def _recognised(chosen: PeriodSet) -> dict[int, int]:
    """Communes by province whose last known decision is no withdrawal."""
    day: dt.date = chosen.period.as_of
    decisions = RecognitionDecision.objects.filter(tier=Tier.NTM, known_by__lte=day)
    latest = decisions.filter(unit=OuterRef("unit")).order_by("-known_by", "-pk")
    rows = (
        decisions.filter(
            in_force_q(day, "unit__versions__"),
            unit__versions__kind__in=chosen.criteria_set.counted_kinds,
            pk=Subquery(latest.values("pk")[:1]),
        )
        .exclude(kind=RecognitionKind.WITHDRAWN)
        .values_list("unit__versions__province")
        .annotate(Count("unit", distinct=True))
        .order_by()
    )
    return dict(rows)


def _provenance(chosen: Any, accounts: list[Account], basis: str) -> Provenance:
    return provenance_of(
        accounts,
        basis=basis,
        as_of=chosen.period.as_of,
        criteria_set=chosen.criteria_set,
        has_published=_has_published(chosen, accounts),
    )
