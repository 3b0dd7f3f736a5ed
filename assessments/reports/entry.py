"""What the page of entering shows of one commune, period and set."""

import datetime as dt
from collections.abc import Iterable, Mapping
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
    PeriodException,
    PeriodSet,
    ResultEvent,
)
from assessments.reports.doubts import doubts_in
from assessments.reports.last_year import LastValue
from assessments.reports.law import Asked, Law, kept_facts, kept_last_year, kept_law
from assessments.reports.locks import Locks, given_in, locks_of
from assessments.reports.owed import owed_of
from assessments.reports.own_account import own_account
from assessments.reports.shared import (
    SharedValue,
    differs,
    says_something,
    shared_values,
)
from communes.clock import today
from communes.facts import UnitFacts
from communes.models import UnitVersion
from criteria.book import CriterionEntry
from criteria.choices import Outcome
from criteria.models import CriterionGroup, Indicator
from criteria.rules.levels import Answer
from criteria.rules.outcomes import evaluate


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
    def is_handed_in(self) -> bool:
        """Whether the commune has done its part: it waits, or is confirmed."""
        return self.status in {Status.SUBMITTED, Status.CONFIRMED}

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
    groups: tuple[CriterionGroup, ...]
    asked: Asked
    criteria: tuple[CriterionState, ...]
    shared: Mapping[int, SharedValue]
    given: tuple[PeriodException, ...] = ()

    @property
    def differences(self) -> list[tuple[LeafState, SharedValue]]:
        """Leaves whose question another set asks too, with another value there."""
        return [
            (leaf, other)
            for leaf in self.leaves
            if leaf.row is not None
            and says_something(leaf.row)
            and (other := self.shared.get(leaf.leaf.measure_id or 0)) is not None
            and differs(leaf.row, other)
        ]

    @property
    def leaves(self) -> list[LeafState]:
        """All of them, in printed order."""
        return [leaf for one in self.criteria for leaf in one.leaves]

    @property
    def entered(self) -> int:
        """Leaves that have a value or a reason."""
        return entered_of(leaf.row for leaf in self.leaves)

    @property
    def handed_in(self) -> int:
        """Criteria that wait or are confirmed."""
        return sum(one.is_handed_in for one in self.criteria)

    @property
    def lock(self) -> str:
        """Why nothing can be entered, where every criterion is locked alike."""
        locks = {one.lock for one in self.criteria}
        return locks.pop() if len(locks) == 1 else ""

    @property
    def days_left(self) -> int | None:
        """Days to the day of closing; negative once it is over."""
        closes_on = self.period_set.period.closes_on
        return (closes_on - today()).days if closes_on else None

    def criterion(self, number: int) -> CriterionState:
        """By its printed number; KeyError where the set has none."""
        return {one.number: one for one in self.criteria}[number]


def entry_report(unit_id: int, period_set: PeriodSet) -> EntryReport:
    """Everything of the page; the same number of queries for any set."""
    account = own_account(unit_id, period_set)
    results = _results(account)
    rows = {
        row.indicator_id: row
        for result in results.values()
        for row in result.indicator_results.all()
    }
    context = _context(unit_id, period_set, rows)
    groups = CriterionGroup.objects.filter(criteria_set=period_set.criteria_set_id)
    locks = locks_of(period=period_set.period, unit_id=unit_id, account=account)
    return EntryReport(
        unit=unit_on(unit_id, period_set.period.as_of),
        period_set=period_set,
        groups=tuple(groups.order_by("position")),
        asked=context.law.asked,
        criteria=_criteria(account, results, context, locks),
        shared=shared_values(account) if account else {},
        given=given_in(period_set, locks.given),
    )


def saved_criterion(
    unit_id: int,
    period_set: PeriodSet,
    result: CriterionResult,
    rows: Mapping[int, IndicatorResult],
) -> CriterionState:
    """One criterion as it was just saved, from the rows of its account by leaf id.

    Asks nothing of the database but what is kept; so it tells nothing of proofs.
    """
    context = _context(unit_id, period_set, rows)
    return _criterion(context, context.law.book.entry(result.criterion_id), result)


def entered_of(rows: Iterable[IndicatorResult | None]) -> int:
    """How many leaves have a value or a reason."""
    return sum(row is not None and says_something(row) for row in rows)


def unit_on(unit_id: int, day: dt.date) -> UnitVersion:
    """The unit as it was named on a day, or on its last one."""
    versions = UnitVersion.objects.filter(unit=unit_id, valid_from__lte=day)
    return (
        versions.select_related("parent", "province").order_by("-valid_from").first()
        or UnitVersion.objects.filter(unit=unit_id).order_by("valid_from")[0]
    )


@dataclass(frozen=True, slots=True)
class _Context:
    law: Law
    facts: UnitFacts | None
    last: Mapping[int, LastValue]
    rows: Mapping[int, IndicatorResult]
    doubts: Mapping[int, list[dict[str, Any]]]


def _context(
    unit_id: int, period_set: PeriodSet, rows: Mapping[int, IndicatorResult]
) -> _Context:
    law = kept_law(period_set)
    last = kept_last_year(unit_id, period_set.period, period_set.criteria_set)
    values = {leaf_id: row.value for leaf_id, row in rows.items()}
    return _Context(
        law=law,
        facts=kept_facts(unit_id, period_set.period.as_of),
        last=last,
        rows=rows,
        doubts=doubts_in(law.book, law.checks, values, last),
    )


def _criteria(
    account: Assessment | None,
    results: Mapping[int, CriterionResult],
    context: _Context,
    locks: Locks,
) -> tuple[CriterionState, ...]:
    returns = _returns(account)
    found = []
    for entry in context.law.book.entries:
        pk = entry.criterion.pk
        result = results.get(pk)
        is_returned = result is not None and result.status == Status.RETURNED
        state = _criterion(
            context,
            entry,
            result,
            evidence=tuple(result.evidence.all()) if result else (),
            lock=locks.reason(pk),
            returned=returns.get(pk) if is_returned else None,
        )
        found.append(state)
    return tuple(found)


def _criterion(
    context: _Context,
    entry: CriterionEntry,
    result: CriterionResult | None,
    evidence: tuple[Evidence, ...] = (),
    **said: Any,
) -> CriterionState:
    leaves = tuple(_leaf(context, leaf) for leaf in entry.leaves)
    rows = {one.leaf.pk: one.row for one in leaves if one.row is not None}
    return CriterionState(
        entry=entry,
        result=result,
        leaves=leaves,
        owed=tuple(owed_of(entry, rows, has_proof=bool(evidence))),
        evidence=evidence,
        outcomes=evaluate(entry.tree, {one.leaf.pk: one.outcome for one in leaves}),
        **said,
    )


def _leaf(context: _Context, leaf: Indicator) -> LeafState:
    measure_id, book, facts = leaf.measure_id or 0, context.law.book, context.facts
    doubts = context.doubts.get(leaf.criterion_id, [])
    return LeafState(
        leaf=leaf,
        row=context.rows.get(leaf.pk),
        answer=book.answer(leaf.pk, facts) if facts else None,
        last=context.last.get(measure_id),
        options=context.law.asked.options.get(measure_id, {}),
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
