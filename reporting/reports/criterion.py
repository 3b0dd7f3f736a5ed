"""One criterion: who fails it, by how far, under which level, and over the years."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assessments.choices import Status, ValueBasis
from assessments.models import IndicatorResult
from assessments.summaries import DECLARED_STATUSES, counting_of
from communes.names import fold_name
from criteria.choices import MeasureKind, Outcome, Trust
from criteria.models import Criterion, Indicator, Level
from criteria.rules.distance import gap
from criteria.rules.outcomes import Counting, counts_as_met, outcomes_of
from reporting.reports.asked import Asked, asked_in
from reporting.reports.criteria import Tally, accounts_of
from reporting.reports.criterion_years import (
    LevelUse,
    TrendYear,
    over_the_years,
    trend_of,
    uses_of,
)
from reporting.reports.provenance import Provenance
from reporting.reports.rows import CommuneRow, account_rows
from reporting.reports.scope import CONFIRMED, Scope, Where, open_scope

PAGE_SIZE = 50


class NoSuchCriterion(Exception):
    """The set of the year has no criterion of this number."""


@dataclass(frozen=True, slots=True)
class Query:
    """What the address narrows and orders: `everyone` lists those who meet it too."""

    district: int | None = None
    indicator: str = ""
    text: str = ""
    everyone: bool = False
    sort: str = "con-thieu"
    is_descending: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class LeafResult:
    """The value of one leaf in one commune, with the level that judged it."""

    value: Decimal | None
    level: Level | None
    outcome: Outcome
    is_estimate: bool
    not_applicable_reason: str

    def gap(self, operator: str) -> Decimal | None:
        """What is left to the level in the measure's unit; None = unknown."""
        return gap(self.value, operator, self.level.value if self.level else None)


@dataclass(frozen=True, slots=True)
class Standing:
    """One commune under the criterion; results by indicator id, only those shown."""

    row: CommuneRow
    outcome: Outcome
    is_met: bool
    verdict_reason: str
    results: dict[int, LeafResult]

    @property
    def is_failing(self) -> bool:
        """It has an outcome, and that does not count as met."""
        return not self.is_met and self.outcome != Outcome.NOT_ASSESSED

    def fails(self, leaf: Indicator) -> bool:
        """Whether it fails the criterion, and this leaf of it."""
        result = self.results.get(leaf.pk)
        is_short = result is not None and result.outcome == Outcome.NOT_MET
        return self.is_failing and is_short


@dataclass(frozen=True, slots=True)
class CriterionReport:
    """Everything the page of a criterion shows."""

    scope: Scope
    asked: Asked
    query: Query
    leaf: Indicator
    standings: list[Standing]
    listed: list[Standing]
    uses: list[LevelUse]
    trend: list[TrendYear]
    counting: Counting
    communes: int
    provenance: Provenance

    @property
    def criterion(self) -> Criterion:
        return self.asked.criterion

    @property
    def known(self) -> list[Standing]:
        """Communes with results: the denominator."""
        return [s for s in self.standings if s.row.has_results]

    @property
    def narrowed(self) -> list[Standing]:
        """The known communes of the district asked for, or all."""
        wanted = self.query.district
        return [s for s in self.known if wanted in (None, s.row.district_id)]

    @property
    def failing(self) -> list[Standing]:
        return [s for s in self.narrowed if s.is_failing]

    @property
    def has_scale(self) -> bool:
        """Whether values of the shown leaf lie on a scale that a plot can show."""
        return has_scale(self.leaf)

    @property
    def leaf_uses(self) -> list[LevelUse]:
        """Levels that judged the shown leaf in the year, the most used first."""
        year, leaf = self.scope.year, self.leaf.pk
        return [u for u in self.uses if u.year == year and u.level.indicator_id == leaf]

    @property
    def largest_gap(self) -> Decimal:
        """The farthest that a listed commune is from the level of the shown leaf."""
        results = [s.results.get(self.leaf.pk) for s in self.listed]
        gaps = [r.gap(self.leaf.operator) for r in results if r]
        return max((g for g in gaps if g), default=Decimal(1))

    def tally(self, standings: Iterable[Standing]) -> Tally:
        """Outcomes of some communes."""
        return Tally(Counter(s.outcome for s in standings), self.counting)

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.listed) // PAGE_SIZE))

    @property
    def page(self) -> int:
        """The page shown: the one asked for, or the nearest there is."""
        return min(max(1, self.query.page), self.pages)

    @property
    def page_rows(self) -> list[Standing]:
        return self.listed[(self.page - 1) * PAGE_SIZE : self.page * PAGE_SIZE]


def criterion_report(where: Where, number: int, query: Query) -> CriterionReport:
    """The report of a criterion; nine queries at any size.

    Raises NoResults where the place or year has none, NoSuchCriterion where the set
    of that year has no criterion of the number.
    """
    scope = open_scope(where, with_bands=False)
    sets = asked_in(scope, [y.year for y in scope.years])
    own = sets[scope.criteria_set.key]
    asked = next((a for a in own if a.criterion.number == number), None)
    if asked is None or not asked.entry.leaves:
        raise NoSuchCriterion(number)
    same = over_the_years(scope, asked, sets)
    uses = uses_of(scope, [a for a in same.values() if a], query.district)
    rows = account_rows(scope)
    counting = counting_of(scope.criteria_set)
    levels = {use.level.pk: use.level for use in uses}
    results, reasons = _results(scope, asked.criterion, levels)
    standings = [
        _standing(scope, row, number, counting, results, reasons) for row in rows
    ]
    report = CriterionReport(
        scope=scope,
        asked=asked,
        query=query,
        leaf=asked.entry.leaves[0],
        standings=standings,
        listed=[],
        uses=uses,
        trend=trend_of(scope, same, sets, uses, query.district),
        counting=counting,
        communes=sum(query.district in (None, row.district_id) for row in rows),
        provenance=_provenance(scope, rows, results),
    )
    report = replace(report, leaf=_shown_leaf(report))
    return replace(report, listed=_listed(report))


def _shown(scope: Scope) -> set[Status]:
    """States of results that count on the basis of the page."""
    return {Status.CONFIRMED} if scope.basis == CONFIRMED else set(DECLARED_STATUSES)


Results = dict[int, dict[int, LeafResult]]


def _results(
    scope: Scope, criterion: Criterion, levels: dict[int, Level]
) -> tuple[Results, dict[int, str]]:
    """Shown results by unit and leaf, and reasons of verdicts by unit; one query."""
    above = "criterion_result"
    found = IndicatorResult.objects.filter(
        criterion_result__criterion=criterion,
        criterion_result__status__in=_shown(scope),
        criterion_result__assessment__in=accounts_of(scope, [scope.totals], None),
    ).values_list(
        f"{above}__assessment__unit_id",
        f"{above}__verdict_reason",
        "indicator_id",
        "value",
        "level_id",
        "outcome",
        "basis",
        "not_applicable_reason",
    )
    results: Results = {}
    reasons: dict[int, str] = {}
    for unit, verdict_reason, leaf, value, level, outcome, basis, reason in found:
        reasons[unit] = verdict_reason
        results.setdefault(unit, {})[leaf] = LeafResult(
            value=value,
            level=levels.get(level),
            outcome=Outcome(outcome),
            is_estimate=basis == ValueBasis.ESTIMATE,
            not_applicable_reason=reason,
        )
    return results, reasons


def _standing(
    scope: Scope,
    row: CommuneRow,
    number: int,
    counting: Counting,
    results: Results,
    reasons: dict[int, str],
) -> Standing:
    outcome = Outcome.NOT_ASSESSED
    if row.has_results:
        outcome = outcomes_of(row.letters[scope.numbers.index(number)])[0]
    return Standing(
        row=row,
        outcome=outcome,
        is_met=row.has_results and counts_as_met(outcome, counting),
        verdict_reason=reasons.get(row.unit_id, ""),
        results=results.get(row.unit_id, {}),
    )


def has_scale(leaf: Indicator) -> bool:
    """Whether values of the leaf lie on a scale that a plot can show."""
    flat = (MeasureKind.YES_NO, MeasureKind.CHOICE)
    return leaf.measure is not None and leaf.measure.kind not in flat


def _shown_leaf(report: CriterionReport) -> Indicator:
    """The leaf asked for, else the one that most communes fail, first in order."""
    leaves = report.asked.entry.leaves
    failing = report.failing
    named = [leaf for leaf in leaves if leaf.code == report.query.indicator]
    return (
        named[0]
        if named
        else max(
            leaves,
            key=lambda leaf: (sum(s.fails(leaf) for s in failing), has_scale(leaf)),
        )
    )


def _listed(report: CriterionReport) -> list[Standing]:
    """The communes of the table in its order."""
    query, leaf = report.query, report.leaf
    found = report.narrowed if query.everyone else report.failing
    if leaf.code == query.indicator and not query.everyone:
        found = [s for s in found if s.fails(leaf)]
    needle = fold_name(query.text) if query.text else ""
    found = [s for s in found if needle in s.row.name_search]
    return _ordered(found, report)


SORTS = ("con-thieu", "ten", "huyen", "gia-tri", "dat")


def _ordered(found: list[Standing], report: CriterionReport) -> list[Standing]:
    """By one column, what is not known last; then always by Vietnamese name."""
    query, leaf = report.query, report.leaf
    districts = {u: v.name_sort for u, v in report.scope.districts.items()}

    def key(standing: Standing) -> Any:
        row, result = standing.row, standing.results.get(leaf.pk)
        if query.sort == "huyen":
            return districts.get(row.district_id or 0, "")
        if query.sort == "dat":
            return row.met
        if query.sort == "gia-tri":
            return result.value if result else None
        left = result.gap(leaf.operator) if result else None
        # Those that meet this leaf stand after those that do not.
        return None if left is None else (left == 0, left)

    by_name = sorted(found, key=lambda s: (s.row.name_sort, s.row.unit_id))
    if query.sort == "ten":
        return by_name[::-1] if query.is_descending else by_name
    known = [s for s in by_name if key(s) is not None]
    unknown = [s for s in by_name if key(s) is None]
    return sorted(known, key=key, reverse=query.is_descending) + unknown


def _provenance(scope: Scope, rows: list[CommuneRow], results: Results) -> Provenance:
    """Where the figures are from; the doubts are those of this criterion alone."""
    said = scope.provenance_of(rows)
    known = [result for own in results.values() for result in own.values()]
    judged = [r for r in known if r.outcome != Outcome.NOT_ASSESSED]
    trust = Counter(r.level.status for r in judged if r.level)
    return replace(
        said,
        estimates=sum(r.is_estimate for r in judged),
        unverified_levels=trust[Trust.UNVERIFIED],
        illustrative_levels=trust[Trust.ILLUSTRATIVE],
    )
