"""The law of a period and the facts of a commune, kept for a moment in the process.

A draft is judged by what is kept, so a level that was just corrected counts a moment
later; handing in reads everything anew.
"""

import datetime as dt
from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from assessments.models import Assessment, Period, PeriodSet
from assessments.reports.keep import kept
from assessments.reports.last_year import LastValue, last_values
from communes.choices import UnitLevel
from communes.facts import UnitFacts, facts_on
from criteria.book import Book, CriterionEntry, open_book
from criteria.models import CheckRule, CriteriaSet, MeasureOption


@dataclass(frozen=True, slots=True)
class Asked:
    """What a set asks: its criteria, and the answers of choices by measure id."""

    entries: tuple[CriterionEntry, ...]
    options: dict[int, dict[int, str]]


@dataclass(frozen=True, slots=True)
class Law:
    """What judges a period set."""

    book: Book
    asked: Asked
    checks: tuple[CheckRule, ...]


def period_set_now(year: int, period_set_id: int) -> PeriodSet:
    """The set of communes in a period as it stands; 404 where the year is another."""
    return get_object_or_404(
        PeriodSet.objects.select_related("period", "criteria_set"),
        pk=period_set_id,
        period__year=year,
        unit_level=UnitLevel.COMMUNE,
    )


def kept_period_set(year: int, period_set_id: int) -> PeriodSet:
    """The same as `period_set_now`, for a save, which reads the period behind its lock.

    Its period may have been closed a moment ago: no page is shown by it.
    """
    return kept(period_set_now, year, period_set_id)


def kept_law(period_set: PeriodSet) -> Law:
    """What the set asks and by which levels, on the period's day."""
    period = period_set.period
    return kept(
        _law, period_set.criteria_set, period.as_of, period.year, get_language()
    )


def kept_law_of(account: Assessment) -> Law:
    """The same for an account."""
    period = account.period
    return kept(_law, account.criteria_set, period.as_of, period.year, get_language())


def kept_facts(unit_id: int, day: dt.date) -> UnitFacts | None:
    """Facts of the unit on a day; None where it was not there."""
    return kept(_facts, unit_id, day)


def kept_last_year(
    unit_id: int, period: Period, criteria_set: CriteriaSet
) -> dict[int, LastValue]:
    """What the unit had the period before, by measure id."""
    return kept(last_values, unit_id, period, criteria_set)


def _law(
    criteria_set: CriteriaSet, as_of: dt.date, year: int, _language: str | None
) -> Law:
    book = open_book(criteria_set, day=as_of, year=year)
    checks = tuple(CheckRule.objects.in_force_on(as_of))
    return Law(book, Asked(book.entries, options_of(criteria_set.pk)), checks)


def _facts(unit_id: int, day: dt.date) -> UnitFacts | None:
    return facts_on([unit_id], day).get(unit_id)


def options_of(criteria_set_id: int) -> dict[int, dict[int, str]]:
    """Names of the answers of choices by measure id and value; one query."""
    options: dict[int, dict[int, str]] = {}
    rows = MeasureOption.objects.filter(
        measure__indicators__criterion__criteria_set=criteria_set_id
    ).order_by("value")
    for option in rows:
        options.setdefault(option.measure_id, {})[option.value] = option.name
    return options
