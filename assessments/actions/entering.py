"""Entering results: drafts of a commune, and handing them in."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.actions.moves import take, write_summary
from assessments.actions.own_account import (
    existing_account,
    open_account,
    refuse_locked,
)
from assessments.actions.sharing import fill_shared
from assessments.actions.values import (
    Given,
    judged_values,
    open_law,
    save_draft,
    stored_values,
    write_values,
)
from assessments.choices import Status
from assessments.errors import AssessmentsError, NotReady, StaleResult
from assessments.events import append_event
from assessments.models import (
    Assessment,
    CriterionResult,
    IndicatorResult,
    PeriodSet,
    ResultEvent,
    ReviewStep,
)
from assessments.permissions import may_enter
from assessments.reports.doubts import doubts_of
from assessments.reports.locks import locks_of
from assessments.reports.owed import owed_by
from assessments.reports.steps import first_step, has_district
from assessments.workflow import Move, event_of
from communes.clock import now, today
from criteria.choices import Outcome


@dataclass(frozen=True, slots=True)
class Saved:
    """A criterion as it was saved, and every leaf of its account by id."""

    result: CriterionResult
    rows: dict[int, IndicatorResult]


@transaction.atomic
def save_criterion(
    *,
    unit_id: int,
    period_set: PeriodSet,
    criterion_id: int,
    version: int,
    given: Mapping[str, Given],
    by: User,
    origin: str = "entry",
) -> Saved:
    """Save the leaves of one criterion, by code, as a draft; the others stay.

    `version` is the one that the form was opened with, 0 where nothing was entered
    yet. Raises StaleResult where it is no longer that, PermissionDenied where the
    person is no official of the commune, AssessmentsError where it is locked.
    """
    if not may_enter(roles_of(by), unit_id):
        raise PermissionDenied
    opened = open_account(unit_id, period_set, criterion_id)
    account = opened.account
    result, last = _result(account, criterion_id, version)
    before = _rows(account)
    own = [row for row in before if row.criterion_result_id == result.pk]
    written = save_draft(account, result, given, own, by=by, origin=origin, last=last)
    fill_shared(opened, by)
    rows = _rows(account) if opened.others else [*before, *written]
    return Saved(result, {row.indicator_id: row for row in rows})


@transaction.atomic
def submit_criteria(
    *,
    unit_id: int,
    period_set: PeriodSet,
    versions: Mapping[int, int],
    by: User,
) -> list[CriterionResult]:
    """Hand in criteria by id with the versions that were read; all of them or none.

    The levels of the day are stored with the values, warnings for the reviewer. Raises
    NotReady with all that is missing, and otherwise as `save_criterion`.
    """
    if not may_enter(roles_of(by), unit_id):
        raise PermissionDenied
    assessment = existing_account(unit_id, period_set)
    step = _first_step(assessment)
    book, facts = open_law(assessment)
    locks = locks_of(period=assessment.period, unit_id=unit_id, account=assessment)
    results = _results(assessment, versions)
    owed = [owed_by(result, book.entry(result.criterion_id)) for result in results]
    if any(owed):
        raise NotReady(list(chain.from_iterable(owed)))
    doubts = doubts_of(assessment, book)
    for result in results:
        refuse_locked(locks.reason(result.criterion_id))
        stored = stored_values(result.indicator_results.all(), book)
        judged = judged_values(book, facts, result.criterion_id, stored)
        warnings = doubts.get(result.criterion_id, [])
        take(
            Move.SUBMIT,
            result,
            versions[result.criterion_id],
            **_handed_in(step, judged.computed, warnings, by),
        )
        write_values(result, book, judged, stored)
        append_event(
            assessment,
            criterion_result=result,
            kind=event_of(Move.SUBMIT),
            origin="entry",
            by=by,
            old={"status": result.status},
            new={"status": Status.SUBMITTED, "step": step.pk, "warnings": warnings},
        )
    write_summary(assessment)
    return results


def _first_step(account: Assessment) -> ReviewStep:
    """Where results of the account wait first, by the procedure of today."""
    step = first_step(
        account.period, day=today(), has_district=has_district(account, today())
    )
    if step is None:
        raise AssessmentsError(
            _("Chưa có trình tự xác nhận cho kỳ này, kết quả chưa thể nộp.")
        )
    return step


def _handed_in(
    step: ReviewStep, computed: Outcome, warnings: list[dict[str, Any]], by: User
) -> dict[str, Any]:
    """What a result says once it is handed in; an office's verdict begins anew."""
    return {
        "status": Status.SUBMITTED,
        "step": step,
        "waits_since": now(),
        "computed": computed,
        "verdict": "",
        "verdict_reason": "",
        "submitted_by": by,
        "submitted_at": now(),
        "warnings": warnings,
        "doubts": len(warnings),
    }


def _rows(account: Assessment) -> list[IndicatorResult]:
    return list(IndicatorResult.objects.filter(criterion_result__assessment=account))


def _result(
    account: Assessment, criterion_id: int, version: int
) -> tuple[CriterionResult, ResultEvent | None]:
    """The result as it stands, and the account's last event.

    Stale where the form was opened on another version: one opened before anything was
    entered says 0, a new row has version 1.
    """
    events = ResultEvent.objects.filter(assessment=account).order_by("-sequence")
    result = (
        account.criterion_results.filter(criterion=criterion_id)
        .annotate(
            last_sequence=Subquery(events.values("sequence")[:1]),
            last_hash=Subquery(events.values("hash")[:1]),
        )
        .first()
    )
    if result is None:
        raise AssessmentsError(_("Bộ tiêu chí không có tiêu chí này."))
    if result.version != max(version, 1):
        raise StaleResult(criterion_id)
    if result.last_sequence is None:
        return result, None
    return result, ResultEvent(sequence=result.last_sequence, hash=result.last_hash)


def _results(
    assessment: Assessment, versions: Mapping[int, int]
) -> list[CriterionResult]:
    rows = assessment.criterion_results.filter(criterion__in=versions).order_by(
        "criterion__number"
    )
    found = list(rows.prefetch_related("indicator_results", "evidence"))
    if len(found) < len(versions):
        raise AssessmentsError(_("Bộ tiêu chí không có tiêu chí này."))
    return found
