"""A criterion in every year of a place: who met it, by which levels."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count

from assessments.models import IndicatorResult
from criteria.models import Level
from documents.models import Document
from reporting.reports.asked import Asked
from reporting.reports.criteria import Tally, accounts_of, letters_of, tally_of
from reporting.reports.scope import Scope, YearTotals


@dataclass(frozen=True, slots=True)
class LevelUse:
    """A level as it judged some accounts of a year, and the recorded reason."""

    level: Level
    year: int
    level_reason: str
    effective_region: str
    communes: int


@dataclass(frozen=True, slots=True)
class TrendYear:
    """A year under the same criterion, or under what its set asks most like it.

    `levels` are those that judged it, by measure. The year is not to be joined to the
    one before where the question or the number of communes is another, or where
    either still has communes without an outcome.
    """

    totals: YearTotals
    asked: Asked | None
    tally: Tally | None
    levels: dict[int | None, frozenset[Decimal]]
    is_other_question: bool = False
    is_other_total: bool = False
    follows_open: bool = False

    @property
    def is_open(self) -> bool:
        """Communes still wait for an outcome."""
        return self.tally is not None and self.tally.not_assessed > 0

    @property
    def breaks(self) -> bool:
        """Whether nothing joins it to the year before."""
        is_other = self.is_other_question or self.is_other_total
        return is_other or self.is_open or self.follows_open


def over_the_years(
    scope: Scope, asked: Asked, sets: dict[str, list[Asked]]
) -> dict[str, Asked | None]:
    """The criterion as each set asks it, by set; None where it has nothing like it."""
    return {
        key: asked if key == scope.criteria_set.key else asked.counterpart(others)
        for key, others in sets.items()
    }


_LEVEL = (
    *("id", "indicator_id", "value", "layer", "region", "year", "group"),
    *("province_id", "attribute_scheme", "attribute_value", "valid_from", "valid_to"),
    *("status", "superseded_by_id"),
)
_DOCUMENT = ("id", "key", "kind", "number", "title", "title_en", "issued_on")


def uses_of(scope: Scope, asked: list[Asked], district: int | None) -> list[LevelUse]:
    """Levels with their documents, as they judged accounts of any year; one query.

    Counted from the results of the place: from the levels a database would walk
    through those of the whole country.
    """
    year = "criterion_result__assessment__period__year"
    rows = (
        IndicatorResult.objects.filter(
            criterion_result__criterion__in=[a.criterion.pk for a in asked],
            criterion_result__assessment__in=accounts_of(scope, scope.years, district),
        )
        .values(
            year,
            "level_reason",
            "effective_region",
            *(f"level__{name}" for name in _LEVEL),
            *(f"level__document__{name}" for name in _DOCUMENT),
        )
        .annotate(communes=Count("pk"))
        .order_by("-communes", "level__id", year, "level_reason")
    )
    return [
        LevelUse(
            _level(row),
            row[year],
            row["level_reason"],
            row["effective_region"],
            row["communes"],
        )
        for row in rows
        if row["level__id"] is not None
    ]


def _level(row: Mapping[str, Any]) -> Level:
    """The level of a row with its document."""
    document = Document(**{n: row[f"level__document__{n}"] for n in _DOCUMENT})
    return Level(document=document, **{n: row[f"level__{n}"] for n in _LEVEL})


def trend_of(
    scope: Scope,
    same: dict[str, Asked | None],
    sets: dict[str, list[Asked]],
    uses: list[LevelUse],
    district: int | None,
) -> list[TrendYear]:
    """Every year of the place with results, the first one first; one query."""
    years = [y for y in scope.years if y.total or y.year == scope.year]
    letters = letters_of(scope, years, district)
    trend: list[TrendYear] = []
    for totals in reversed(years):
        asked, counted = same[totals.set_key], letters[totals.year]
        now = TrendYear(
            totals=totals,
            asked=asked,
            tally=tally_of(asked, sets[totals.set_key], counted) if asked else None,
            levels=_levels(uses, totals.year, asked),
        )
        trend.append(_after(trend[-1], now) if trend else now)
    return trend


def _after(before: TrendYear, now: TrendYear) -> TrendYear:
    """The year with what keeps it from being joined to the one before."""
    totals = {year.tally.total for year in (before, now) if year.tally}
    return replace(
        now,
        is_other_question=_differs(before.asked, now.asked),
        is_other_total=len(totals) > 1,
        follows_open=before.is_open,
    )


def _differs(one: Asked | None, other: Asked | None) -> bool:
    return one is None or other is None or not one.is_same(other)


def _levels(
    uses: list[LevelUse], year: int, asked: Asked | None
) -> dict[int | None, frozenset[Decimal]]:
    """Levels that judged a year, by measure."""
    found: dict[int | None, frozenset[Decimal]] = {}
    for leaf in asked.entry.leaves if asked else ():
        values = {
            use.level.value
            for use in uses
            if use.year == year and use.level.indicator_id == leaf.pk
        }
        found[leaf.measure_id] = found.get(leaf.measure_id, frozenset()) | values
    return found
