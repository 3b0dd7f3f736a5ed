"""Correcting a document's own accounts: only what it now says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from assessments.actions.accounts import Account
from assessments.actions.leaves import LEAF_FIELDS, leaf_row
from assessments.choices import EventKind, Status
from assessments.events import entered_text, last_events, next_event
from assessments.models import (
    Assessment,
    CriterionResult,
    IndicatorResult,
    Period,
    ResultEvent,
)
from assessments.reports.stored import REPORTED_FIELDS, StoredAccount
from assessments.summaries import SUMMARY_FIELDS, recompute_all
from communes.clock import now
from communes.facts import facts_on
from criteria.book import Book, JudgedCriterion, open_book
from criteria.models import CriteriaSet
from documents.models import Document

_CRITERION_FIELDS = [
    "computed",
    "verdict",
    "verdict_reason",
    "version",
    "updated_at",
]


@dataclass(frozen=True, slots=True)
class _Changed:
    """One account under correction, with the criteria that the change touches."""

    assessment: Assessment
    account: Account
    before: StoredAccount
    touched: list[JudgedCriterion]


@transaction.atomic(savepoint=False)
def correct_accounts(
    *,
    period: Period,
    criteria_set: CriteriaSet,
    document: Document,
    accounts: Mapping[int, Account],
    before: Mapping[int, StoredAccount],
    origin: str,
    by: User | None,
) -> None:
    """Write what `accounts` say over what stands; the rest of each account stays.

    Only touched criteria are judged anew. The caller has locked the accounts and
    knows `before` to be what they say now.
    """
    book = open_book(criteria_set, day=period.as_of, year=period.year)
    facts = facts_on(accounts, period.as_of)
    assessments = Assessment.objects.filter(
        period=period, criteria_set=criteria_set, document=document, unit__in=accounts
    ).order_by("pk")
    changed = []
    for assessment in assessments.select_related("criteria_set"):
        unit_id = assessment.unit_id
        account, former = accounts[unit_id], before[unit_id]
        values = {
            book.leaf_of_code[code].pk: entered
            for code, entered in {**former.values, **account.values}.items()
        }
        judged = book.judge(facts[unit_id], values)
        touched = _touched(book, account, judged)
        changed.append(_Changed(assessment, account, former, touched))
    _write_criteria(book, changed)
    _write_leaves(book, changed)
    _write_summaries(changed)
    _write_events(changed, document, origin, by)


def _touched(
    book: Book, account: Account, judged: list[JudgedCriterion]
) -> list[JudgedCriterion]:
    numbers = set(account.verdicts)
    criteria = {book.leaf_of_code[code].criterion_id for code in account.values}
    return [
        j
        for j in judged
        if j.criterion_id in criteria or book.number_of[j.criterion_id] in numbers
    ]


def _write_criteria(book: Book, changed: list[_Changed]) -> None:
    stored = {
        (r.assessment_id, r.criterion_id): r
        for r in CriterionResult.objects.filter(
            assessment__in=[c.assessment for c in changed]
        )
    }
    rows = []
    for one in changed:
        for judged in one.touched:
            row = stored.get((one.assessment.pk, judged.criterion_id))
            if row is None:
                row = CriterionResult(
                    assessment=one.assessment,
                    criterion_id=judged.criterion_id,
                    status=Status.CONFIRMED,
                    confirmed_at=now(),
                    version=0,
                )
            # Written by its unique key: an id would clash before that key does.
            row.pk = None
            row.version += 1
            row.computed = judged.computed
            verdict = one.account.verdicts.get(book.number_of[judged.criterion_id])
            if verdict is not None:
                row.verdict, row.verdict_reason = verdict.outcome, verdict.reason
            rows.append(row)
    CriterionResult.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["assessment", "criterion"],
        update_fields=_CRITERION_FIELDS,
    )


def _write_leaves(book: Book, changed: list[_Changed]) -> None:
    ids = {
        (assessment_id, criterion_id): pk
        for pk, assessment_id, criterion_id in CriterionResult.objects.filter(
            assessment__in=[c.assessment for c in changed]
        ).values_list("pk", "assessment_id", "criterion_id")
    }
    IndicatorResult.objects.bulk_create(
        [
            leaf_row(
                leaf,
                book=book,
                criterion_result_id=ids[one.assessment.pk, judged.criterion_id],
            )
            for one in changed
            for judged in one.touched
            for leaf in judged.leaves
        ],
        update_conflicts=True,
        unique_fields=["criterion_result", "indicator"],
        update_fields=LEAF_FIELDS,
    )


def _write_summaries(changed: list[_Changed]) -> None:
    assessments = [one.assessment for one in changed]
    fresh = recompute_all(assessments)
    for one in changed:
        for name, value in fresh[one.assessment.pk].items():
            setattr(one.assessment, name, value)
        for name in REPORTED_FIELDS:
            said = getattr(one.account, name)
            if said is not None:
                setattr(one.assessment, name, said)
        one.assessment.updated_at = now()
    Assessment.objects.bulk_update(
        assessments, [*SUMMARY_FIELDS, *REPORTED_FIELDS, "updated_at"]
    )


def _write_events(
    changed: list[_Changed], document: Document, origin: str, by: User | None
) -> None:
    last = last_events([one.assessment for one in changed])
    ResultEvent.objects.bulk_create(
        next_event(
            one.assessment,
            last.get(one.assessment.pk),
            kind=EventKind.CORRECTED,
            origin=origin,
            by=by,
            old=_before(one),
            new={**said_of(one.account), "document": document.key},
        )
        for one in changed
    )


def said_of(account: Account) -> dict[str, Any]:
    """What an account says, for an event."""
    said: dict[str, Any] = {}
    if account.values:
        said["values"] = {c: entered_text(e) for c, e in account.values.items()}
    if account.verdicts:
        said["verdicts"] = {str(n): str(v.outcome) for n, v in account.verdicts.items()}
    for name in REPORTED_FIELDS:
        if getattr(account, name) is not None:
            said[name] = getattr(account, name)
    return said


def _before(one: _Changed) -> dict[str, Any]:
    """What stood where the account now says something, for the event."""
    stored, account = one.before, one.account
    said: dict[str, Any] = {}
    if account.values:
        said["values"] = {
            c: entered_text(stored.values[c]) if c in stored.values else None
            for c in account.values
        }
    if account.verdicts:
        said["verdicts"] = {
            str(n): str(stored.verdicts[n][0]) if n in stored.verdicts else None
            for n in account.verdicts
        }
    for name in REPORTED_FIELDS:
        if getattr(account, name) is not None:
            said[name] = stored.reported[name]
    return said
