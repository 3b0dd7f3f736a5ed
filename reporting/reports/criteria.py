"""All criteria of a year by how many communes fail them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assessments.models import Assessment
from assessments.models.assessment import AssessmentQuerySet
from assessments.summaries import counting_of
from criteria.choices import OUTCOME_OF_LETTER, Outcome
from criteria.models import Criterion
from criteria.rules.outcomes import Counting, counts_as_met
from reporting.reports.asked import Asked, asked_in
from reporting.reports.provenance import Provenance
from reporting.reports.rows import CommuneRow, account_rows
from reporting.reports.scope import Scope, Where, YearTotals, open_scope


@dataclass(frozen=True, slots=True)
class Tally:
    """Outcomes of one criterion over communes with results."""

    outcomes: Counter[Outcome]
    counting: Counting

    @property
    def total(self) -> int:
        return sum(self.outcomes.values())

    @property
    def met(self) -> int:
        """As the set counts "basically met" and "not applicable"."""
        return sum(
            n for o, n in self.outcomes.items() if counts_as_met(o, self.counting)
        )

    @property
    def not_assessed(self) -> int:
        return self.outcomes[Outcome.NOT_ASSESSED]

    @property
    def failing(self) -> int:
        """With an outcome that does not count as met."""
        return self.total - self.met - self.not_assessed

    @property
    def is_mostly_met(self) -> bool:
        """Of those with an outcome at least as many meet it as fail it."""
        return self.met >= self.failing

    @property
    def share(self) -> float:
        """Share of communes that meet it, 0 to 1."""
        return self.met / self.total if self.total else 0.0


def tally(letters: list[str], place: int, counting: Counting) -> Tally:
    """Outcomes of the criterion at a place of the set, from stored summaries."""
    return Tally(Counter(OUTCOME_OF_LETTER[text[place]] for text in letters), counting)


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion of the year, and the same question a year before if it was asked.

    `former_asked` is what the year before asked, also where it does not compare.
    """

    asked: Asked
    now: Tally
    former: Tally | None
    former_asked: Asked | None

    @property
    def criterion(self) -> Criterion:
        return self.asked.criterion

    @property
    def change(self) -> int | None:
        """Communes gained since the year before; None where nothing compares.

        Counts compare where both years judged every commune, and as many of them.
        """
        former = self.former
        if former is None or former.total != self.now.total:
            return None
        if former.not_assessed or self.now.not_assessed:
            return None
        return self.now.met - former.met


SORTS: dict[str, Callable[[CriterionLine], Any]] = {
    "so": lambda line: 0,
    "dat": lambda line: line.now.met,
    "chua-dat": lambda line: line.now.failing,
    "cho": lambda line: line.now.not_assessed,
    "thay-doi": lambda line: line.change or 0,
}


@dataclass(frozen=True, slots=True)
class CriteriaReport:
    """Everything the page of all criteria shows."""

    scope: Scope
    district: int | None
    rows: list[CommuneRow]
    lines: list[CriterionLine]
    former: YearTotals | None
    sort: str
    is_descending: bool
    provenance: Provenance

    @property
    def with_results(self) -> int:
        """Communes with results: the denominator of every line."""
        return sum(row.has_results for row in self.rows)


def criteria_report(
    where: Where,
    district: int | None = None,
    *,
    sort: str = "chua-dat",
    is_descending: bool = True,
) -> CriteriaReport:
    """Criteria of a province or of one district in it; seven queries at any size.

    Raises NoResults where the place or year has none.
    """
    scope = open_scope(where, with_bands=False)
    everything = account_rows(scope)
    rows = [r for r in everything if district is None or r.district_id == district]
    former = next((y for y in scope.years if y.year == scope.year - 1), None)
    asked = asked_in(scope, (scope.year, scope.year - 1))
    lines = _lines(scope, rows, asked, former, district)
    return CriteriaReport(
        scope=scope,
        district=district,
        rows=rows,
        lines=_ordered(lines, sort, is_descending),
        former=former,
        sort=sort,
        is_descending=is_descending,
        provenance=scope.provenance_of(everything),
    )


def _lines(
    scope: Scope,
    rows: list[CommuneRow],
    asked: dict[str, list[Asked]],
    former: YearTotals | None,
    district: int | None,
) -> list[CriterionLine]:
    letters = [row.letters for row in rows if row.has_results]
    own = asked[scope.criteria_set.key]
    counting = counting_of(scope.criteria_set)
    before = asked[former.set_key] if former else []
    then = letters_of(scope, [former], district) if former else {}
    lines = []
    for place, one in enumerate(own):
        other = one.counterpart(before)
        same = other is not None and former is not None and one.is_same(other)
        lines.append(
            CriterionLine(
                asked=one,
                now=tally(letters, place, counting),
                former=tally_of(other, before, then[former.year])
                if same and other and former
                else None,
                former_asked=other,
            )
        )
    return lines


def tally_of(one: Asked, own_set: list[Asked], letters: list[str]) -> Tally:
    """The tally of a criterion of any set, counted as that set counts."""
    return tally(letters, own_set.index(one), counting_of(one.criterion.criteria_set))


def letters_of(
    scope: Scope, years: list[YearTotals], district: int | None
) -> dict[int, list[str]]:
    """Summaries of the accounts with results of some years, by year; one query."""
    begun = accounts_of(scope, years, district).filter(
        **{f"{scope.basis}_assessed__gt": 0}
    )
    accounts = begun.values_list("period__year", f"{scope.basis}_outcomes")
    found: dict[int, list[str]] = {year.year: [] for year in years}
    for year, letters in accounts:
        found[year].append(letters)
    return found


def accounts_of(
    scope: Scope, years: list[YearTotals], district: int | None
) -> AssessmentQuerySet:
    """Chosen accounts of the place in some years, by the columns frozen with them."""
    accounts = Assessment.objects.chosen().filter(
        period__in=[y.period_id for y in years],
        criteria_set__key__in={y.set_key for y in years},
        province_id=scope.province.unit_id,
    )
    return accounts if district is None else accounts.filter(district_id=district)


def _ordered(
    lines: list[CriterionLine], sort: str, is_descending: bool
) -> list[CriterionLine]:
    """Sorted by one column; then always by number."""
    if sort == "so":
        return lines[::-1] if is_descending else lines
    return sorted(lines, key=SORTS[sort], reverse=is_descending)
