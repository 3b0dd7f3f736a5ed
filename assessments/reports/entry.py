"""What the page of entering shows of one commune, period and set."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from assessments.choices import EventKind, Status
from assessments.errors import Owed
from assessments.models import (
    Assessment,
    CriterionResult,
    Evidence,
    IndicatorResult,
    PeriodSet,
    ResultEvent,
)
from assessments.reports.doubts import doubts_of
from assessments.reports.last_year import LastValue, last_values
from assessments.reports.locks import locks_of
from assessments.reports.owed import owed_of
from assessments.reports.own_account import own_account
from assessments.reports.shared import says_something
from communes.clock import today
from communes.facts import UnitFacts, facts_on
from communes.models import UnitVersion
from criteria.book import Book, CriterionEntry, open_book
from criteria.choices import Outcome
from criteria.models import CriterionGroup, Indicator, MeasureOption
from criteria.rules.levels import Answer
from criteria.rules.outcomes import evaluate


@dataclass(frozen=True, slots=True)
class Asked:
    """What a set asks: its criteria, and the answers of choices by measure id."""

    entries: tuple[CriterionEntry, ...]
    options: dict[int, dict[int, str]]


@dataclass(frozen=True, slots=True)
class LeafState:
    """One leaf: what stands, the level that judges it, what was the year before.

    `answer` is None where the unit was not there on the period's day.
    """

    leaf: Indicator
    row: IndicatorResult | None
    answer: Answer | None
    last: LastValue | None
    options: dict[int, str]
    doubts: tuple[dict[str, Any], ...] = ()

    @property
    def outcome(self) -> Outcome:
        """As it was judged when it was saved."""
        return Outcome(self.row.outcome) if self.row else Outcome.NOT_ASSESSED


@dataclass(frozen=True, slots=True)
class CriterionState:
    """One criterion: its result, what locks it, and what it still owes.

    `lock` is why the unit's results are locked, in words; a submitted or confirmed
    result is locked by its status. `returned` is the return that waits for an answer.
    """

    entry: CriterionEntry
    result: CriterionResult | None
    leaves: tuple[LeafState, ...]
    owed: tuple[Owed, ...]
    lock: str = ""
    returned: ResultEvent | None = None
    evidence: tuple[Evidence, ...] = ()
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """As printed."""
        return self.entry.criterion.number

    @property
    def version(self) -> int:
        """What a form is opened with; 0 where nothing was entered yet."""
        return self.result.version if self.result else 0

    @property
    def status(self) -> Status:
        """Where it is in the round."""
        return Status(self.result.status) if self.result else Status.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether the commune may write."""
        return not self.lock and self.status in {Status.DRAFT, Status.RETURNED}

    @property
    def is_complete(self) -> bool:
        """Whether it may be handed in: open, and nothing is owed."""
        return self.is_open and not self.owed

    @property
    def outcome(self) -> Outcome:
        """The office's verdict where there is one, else as computed."""
        return self.result.outcome if self.result else Outcome.NOT_ASSESSED


@dataclass(frozen=True, slots=True)
class EntryReport:
    """One commune's account in one period by one set, as its official works on it."""

    unit: UnitVersion
    period_set: PeriodSet
    account: Assessment | None
    groups: tuple[CriterionGroup, ...]
    options: dict[int, dict[int, str]]
    criteria: tuple[CriterionState, ...]

    @property
    def leaves(self) -> list[LeafState]:
        """All of them, in printed order."""
        return [leaf for one in self.criteria for leaf in one.leaves]

    @property
    def entered(self) -> int:
        """Leaves that have a value or a reason."""
        return sum(
            leaf.row is not None and says_something(leaf.row) for leaf in self.leaves
        )

    @property
    def days_left(self) -> int | None:
        """Days to the day of closing; negative once it is over."""
        closes_on = self.period_set.period.closes_on
        return (closes_on - today()).days if closes_on else None

    @property
    def asked(self) -> Asked:
        """What a form of the page asks."""
        return Asked(tuple(one.entry for one in self.criteria), self.options)

    def criterion(self, number: int) -> CriterionState:
        """By its printed number; KeyError where the set has none."""
        return {one.number: one for one in self.criteria}[number]


def entry_report(unit_id: int, period_set: PeriodSet) -> EntryReport:
    """Everything of the page; the same number of queries for any set."""
    period = period_set.period
    account = own_account(unit_id, period_set)
    book = open_book(period_set.criteria_set, day=period.as_of, year=period.year)
    facts = facts_on([unit_id], period.as_of).get(unit_id)
    options = options_of(period_set.criteria_set_id)
    context = _Context(
        book=book,
        facts=facts,
        last=last_values(unit_id, period, period_set.criteria_set),
        options=options,
        doubts=doubts_of(account, book) if account else {},
    )
    return EntryReport(
        unit=unit_on(unit_id, period.as_of),
        period_set=period_set,
        account=account,
        groups=tuple(
            CriterionGroup.objects.filter(
                criteria_set=period_set.criteria_set_id
            ).order_by("position")
        ),
        options=options,
        criteria=_criteria(unit_id, period_set, account, context),
    )


def asked_of(period_set: PeriodSet) -> Asked:
    """What the forms of a period set ask, without any commune."""
    period = period_set.period
    book = open_book(period_set.criteria_set, day=period.as_of, year=period.year)
    return Asked(book.entries, options_of(period_set.criteria_set_id))


def unit_on(unit_id: int, day: dt.date) -> UnitVersion:
    """The unit as it was named on a day, or on its last one."""
    versions = UnitVersion.objects.filter(unit=unit_id, valid_from__lte=day)
    return (
        versions.select_related("parent", "province").order_by("-valid_from").first()
        or UnitVersion.objects.filter(unit=unit_id).order_by("valid_from")[0]
    )


def options_of(criteria_set_id: int) -> dict[int, dict[int, str]]:
    """Names of the answers of choices by measure id and value; one query."""
    options: dict[int, dict[int, str]] = {}
    rows = MeasureOption.objects.filter(
        measure__indicators__criterion__criteria_set=criteria_set_id
    ).order_by("value")
    for option in rows:
        options.setdefault(option.measure_id, {})[option.value] = option.name
    return options


@dataclass(frozen=True, slots=True)
class _Context:
    book: Book
    facts: UnitFacts | None
    last: dict[int, LastValue]
    options: dict[int, dict[int, str]]
    doubts: dict[int, list[dict[str, Any]]]


def _criteria(
    unit_id: int,
    period_set: PeriodSet,
    account: Assessment | None,
    context: _Context,
) -> tuple[CriterionState, ...]:
    results = _results(account)
    returns = _returns(account)
    locks = locks_of(period=period_set.period, unit_id=unit_id, account=account)
    return tuple(
        _criterion(
            context,
            entry,
            results.get(entry.criterion.pk),
            locks.reason(entry.criterion.pk),
            returns.get(entry.criterion.pk),
        )
        for entry in context.book.entries
    )


def _criterion(
    context: _Context,
    entry: CriterionEntry,
    result: CriterionResult | None,
    lock: str,
    returned: ResultEvent | None,
) -> CriterionState:
    rows = {r.indicator_id: r for r in result.indicator_results.all()} if result else {}
    doubts = context.doubts.get(entry.criterion.pk, [])
    leaves = tuple(
        _leaf(context, leaf, rows.get(leaf.pk), doubts) for leaf in entry.leaves
    )
    evidence = tuple(result.evidence.all()) if result else ()
    is_returned = result is not None and result.status == Status.RETURNED
    return CriterionState(
        entry=entry,
        result=result,
        leaves=leaves,
        owed=tuple(owed_of(entry, rows, has_proof=bool(evidence))),
        lock=lock,
        returned=returned if is_returned else None,
        evidence=evidence,
        outcomes=evaluate(entry.tree, {one.leaf.pk: one.outcome for one in leaves}),
    )


def _leaf(
    context: _Context,
    leaf: Indicator,
    row: IndicatorResult | None,
    doubts: Iterable[dict[str, Any]],
) -> LeafState:
    measure_id = leaf.measure_id or 0
    return LeafState(
        leaf=leaf,
        row=row,
        answer=context.book.answer(leaf.pk, context.facts) if context.facts else None,
        last=context.last.get(measure_id),
        options=context.options.get(measure_id, {}),
        doubts=tuple(one for one in doubts if one["leaf"] == leaf.code),
    )


def _results(account: Assessment | None) -> dict[int, CriterionResult]:
    if account is None:
        return {}
    rows = account.criterion_results.select_related(
        "entered_by", "submitted_by", "step"
    ).prefetch_related(
        Prefetch(
            "indicator_results",
            queryset=IndicatorResult.objects.select_related("level__document"),
        ),
        Prefetch(
            "evidence",
            queryset=Evidence.objects.select_related("document").order_by("pk"),
        ),
    )
    return {row.criterion_id: row for row in rows}


def _returns(account: Assessment | None) -> dict[int, ResultEvent]:
    """The last return of each criterion, by criterion id."""
    if account is None:
        return {}
    rows = (
        ResultEvent.objects.filter(assessment=account, kind=EventKind.RETURNED)
        .select_related("by", "criterion_result")
        .order_by("sequence")
    )
    return {
        row.criterion_result.criterion_id: row
        for row in rows
        if row.criterion_result is not None
    }
