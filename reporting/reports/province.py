"""A province or district in a year: bands, criteria, districts, recognition."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.choices import Metric
from assessments.models import PublishedFigure
from assessments.summaries import counting_of
from criteria.choices import Outcome
from criteria.models import Band, Criterion
from criteria.rules.outcomes import Counting, columns_of, count_met
from reporting.choices import AppliesTo
from reporting.models import Target
from reporting.reports.ending import Ending, ending_of
from reporting.reports.measuring import Known, known_of
from reporting.reports.plans import PlansReport, decisions_in, figures_of, plans_report
from reporting.reports.provenance import Provenance
from reporting.reports.rows import CommuneRow, rows_standing, standing_on
from reporting.reports.scope import Scope, Where, YearTotals, open_scope


@dataclass(frozen=True, slots=True)
class BandCount:
    band: Band
    count: int


@dataclass(frozen=True, slots=True)
class CriterionCount:
    """How many communes meet a criterion, do not, or have no outcome yet."""

    criterion: Criterion
    met: int
    failing: int
    not_assessed: int


@dataclass(frozen=True, slots=True)
class DistrictCount:
    """A district's communes; `average` None where none has results."""

    unit_id: int | None
    name: str
    communes: int
    bands: tuple[BandCount, ...]
    meets_all: int
    average: Decimal | None


@dataclass(frozen=True, slots=True)
class Figure:
    """What a document says, beside the same count from rows where rows can give it."""

    published: PublishedFigure
    from_rows: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Rows minus published, None where rows cannot give the figure."""
        if self.from_rows is None:
            return None
        return self.from_rows - self.published.value


@dataclass(frozen=True, slots=True)
class ProvinceReport:
    """Everything the province page shows, in numbers.

    `known` is what its targets are held against, `ending` how the place ended after
    the day; None where it goes on.
    """

    scope: Scope
    rows: list[CommuneRow]
    bands: list[BandCount]
    criteria: list[CriterionCount]
    districts: list[DistrictCount]
    whole: DistrictCount
    figures: list[Figure]
    targets: list[Target]
    known: Known
    plans: PlansReport
    ending: Ending | None
    provenance: Provenance

    @property
    def assessed_rows(self) -> list[CommuneRow]:
        """Communes with results: the only ones in an average."""
        return [row for row in self.rows if row.has_results]

    @property
    def only_stated(self) -> list[CommuneRow]:
        """Communes of which a source counted criteria met without naming them."""
        return [row for row in self.rows if row.is_only_stated]

    @property
    def recognised(self) -> list[CommuneRow]:
        """Communes known by name to stand recognised on the day."""
        return [row for row in self.rows if row.recognition]

    @property
    def recognised_in_year(self) -> list[CommuneRow]:
        """Communes recognised in the year of the report, by name."""
        year = self.scope.year
        return [r for r in self.rows if r.recognition and r.recognition.year == year]

    @property
    def former(self) -> YearTotals | None:
        """The year before, where it has rows."""
        before = [y for y in self.scope.years if y.year == self.scope.year - 1]
        return before[0] if before else None

    def as_json(self) -> dict[str, Any]:
        """The report as plain values; keys keep their meaning for good."""
        whole = self.whole
        return {
            "province": self.scope.province.name,
            "year": self.scope.year,
            "as_of": self.scope.as_of.isoformat(),
            "criteria_set": self.scope.criteria_set.key,
            "communes_total": whole.communes,
            "communes_with_account": len(self.assessed_rows),
            "bands": {b.band.label: b.count for b in self.bands},
            "criteria_total": sum(row.met for row in self.assessed_rows),
            "criteria_average": whole.average and float(round(whole.average, 4)),
            "meets_all": whole.meets_all,
            "recognised": len(self.recognised),
            "recognised_in_year": [row.name for row in self.recognised_in_year],
            "provenance": self.provenance.as_json(),
        }


def province_report(where: Where) -> ProvinceReport:
    """The report of a province or district in a year; ten queries at any size,
    and at most three more where it ended.

    Raises NoResults where the place or year has none.
    """
    scope = open_scope(where)
    decisions = decisions_in(scope.province.unit_id)
    rows = rows_standing(scope, standing_on(scope.as_of, decisions))
    figures = figures_of({scope.province.unit_id, scope.place.unit_id})
    plans = plans_report(scope, rows, figures, decisions)
    whole = count_district(None, scope.place.name, rows, scope.bands)
    return ProvinceReport(
        scope=scope,
        rows=rows,
        bands=list(whole.bands),
        criteria=_criteria(scope, rows),
        districts=_districts(scope, rows),
        whole=whole,
        figures=[
            Figure(f, _from_rows(f, rows, whole, scope.year))
            for f in _of_the_year(figures, scope)
        ],
        targets=_targets(scope),
        known=known_of(scope, scope.place.unit_id, rows, figures, plans.unnamed),
        plans=plans,
        ending=ending_of(scope.place),
        provenance=scope.provenance_of(rows),
    )


def count_district(
    unit_id: int | None, name: str, rows: list[CommuneRow], bands: list[Band]
) -> DistrictCount:
    """Bands and average of some communes."""
    known = [row for row in rows if row.has_results]
    total = sum(row.met for row in known)
    return DistrictCount(
        unit_id=unit_id,
        name=name,
        communes=len(rows),
        bands=band_counts(bands, Counter(row.met for row in known)),
        meets_all=sum(row.meets_all for row in known),
        average=Decimal(total) / len(known) if known else None,
    )


def band_counts(bands: Iterable[Band], met: Counter[int]) -> tuple[BandCount, ...]:
    """Communes in each band; `met` says how many have so many criteria."""
    return tuple(
        BandCount(
            band, sum(n for m, n in met.items() if band.minimum <= m <= band.maximum)
        )
        for band in bands
    )


def criterion_counts(
    criteria: Sequence[Criterion], summaries: Iterable[str], counting: Counting
) -> list[CriterionCount]:
    """How accounts meet each criterion, in set order, from their stored letters."""
    columns = columns_of(summaries, len(criteria))
    counts = []
    for criterion, column in zip(criteria, columns, strict=True):
        met = count_met(column, counting)
        unknown = column.count(Outcome.NOT_ASSESSED.letter)
        failing = len(column) - met - unknown
        counts.append(CriterionCount(criterion, met, failing, unknown))
    return counts


def _districts(scope: Scope, rows: list[CommuneRow]) -> list[DistrictCount]:
    """Districts from the best average down; none of a district, or without a level."""
    if scope.district is not None:
        return []
    members: dict[int | None, list[CommuneRow]] = defaultdict(list)
    for row in rows:
        members[row.district_id].append(row)
    counts = [
        count_district(unit_id, version.name, members[unit_id], scope.bands)
        for unit_id, version in scope.districts.items()
    ]
    counted = [count for count in counts if count.communes]
    order: dict[int | None, str] = {u: v.name_sort for u, v in scope.districts.items()}
    return sorted(counted, key=lambda c: (-(c.average or 0), order.get(c.unit_id, "")))


def _criteria(scope: Scope, rows: list[CommuneRow]) -> list[CriterionCount]:
    """Criteria by communes that do not meet them, worst first."""
    summaries = [row.letters for row in rows if row.has_results]
    counting = counting_of(scope.criteria_set)
    counts = criterion_counts(scope.criteria, summaries, counting)
    return sorted(counts, key=lambda c: (-c.failing, c.criterion.number))


def _of_the_year(figures: list[PublishedFigure], scope: Scope) -> list[PublishedFigure]:
    """Figures of the place about a day of the year."""
    found = [
        f
        for f in figures
        if f.unit_id == scope.place.unit_id and f.as_of.year == scope.year
    ]
    return sorted(found, key=lambda f: (f.metric, f.tier, -(f.band_minimum or 0), f.pk))


def _targets(scope: Scope) -> list[Target]:
    """Targets of the place for this year, the next, and periods that hold it."""
    return list(
        Target.objects.filter(
            unit_id=scope.place.unit_id,
            applies_to=AppliesTo.SCOPE,
            year_from__lte=scope.year + 1,
            year_to__gte=scope.year,
        )
        .select_related("document")
        .order_by("year_to", "metric", "pk")
    )


def _from_rows(
    figure: PublishedFigure, rows: list[CommuneRow], whole: DistrictCount, year: int
) -> Decimal | None:
    """The same figure counted from rows, None where rows do not hold it."""
    known = [row for row in rows if row.has_results]
    counted: dict[str, Any] = {
        Metric.COMMUNES: len(rows),
        Metric.MEETS_ALL: whole.meets_all,
        Metric.AVERAGE: whole.average,
        Metric.IN_BAND: sum(
            (figure.band_minimum or 0) <= row.met <= (figure.band_maximum or 0)
            for row in known
        ),
        Metric.RECOGNISED: sum(
            (row.advanced if figure.tier == "nang_cao" else row.recognition) is not None
            for row in rows
        ),
        Metric.RECOGNISED_IN_YEAR: sum(
            row.recognition is not None and row.recognition.year == year for row in rows
        ),
    }
    value = counted.get(figure.metric)
    return None if value is None else Decimal(value)
