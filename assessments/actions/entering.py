"""Entering results: drafts of a commune, and handing them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.actions.leaves import LEAF_FIELDS, leaf_row
from assessments.actions.moves import lock_account, take, write_summary
from assessments.choices import Status
from assessments.errors import AssessmentsError, NotReady, StaleResult
from assessments.events import append_event, entered_text
from assessments.models import (
    Assessment,
    CriterionResult,
    IndicatorResult,
    PeriodSet,
)
from assessments.permissions import may_enter
from assessments.reports.doubts import doubts_of
from assessments.reports.locks import Locks, locks_of
from assessments.reports.owed import owed_by
from assessments.reports.steps import first_step, has_district
from assessments.workflow import Move, event_of
from communes.clock import now, today
from communes.facts import UnitFacts, facts_on
from criteria.book import Book, Entered, JudgedCriterion, open_book

# Why the account of the commune itself is the one that pages read.
CHOSEN_REASON = "Kết quả do xã nhập trên cổng."


@dataclass(frozen=True, slots=True)
class Given:
    """What a form gives for one leaf: what was understood, or what was typed."""

    entered: Entered = field(default_factory=Entered)
    typed: str = ""

    @property
    def text(self) -> str:
        """As the trail says it."""
        return entered_text(self.entered, self.typed)


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
) -> CriterionResult:
    """Save the leaves of one criterion, by code, as a draft; the others stay.

    `version` is the one that the form was opened with, 0 where nothing was entered
    yet. Raises StaleResult where it is no longer that, PermissionDenied where the
    person is no official of the commune, AssessmentsError where it is locked.
    """
    if not may_enter(roles_of(by), unit_id):
        raise PermissionDenied
    assessment = _account(unit_id, period_set, criterion_id)
    book, facts = _open(assessment)
    result = _result(assessment, criterion_id, version)
    before = _stored(result, book)
    after = {**before, **given}
    judged = _judged(book, facts, criterion_id, after)
    take(
        Move.SAVE,
        result,
        result.version,
        computed=judged.computed,
        entered_by=by,
    )
    _write_leaves(result, book, judged, after)
    append_event(
        assessment,
        criterion_result=result,
        kind=event_of(Move.SAVE),
        origin=origin,
        by=by,
        old={"values": {code: before[code].text for code in given if code in before}},
        new={"values": {code: one.text for code, one in given.items()}},
    )
    result.refresh_from_db()
    return result


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
    assessment = _existing(unit_id, period_set)
    step = first_step(
        assessment.period,
        day=today(),
        has_district=has_district(assessment, today()),
    )
    if step is None:
        raise AssessmentsError(
            _("Chưa có trình tự xác nhận cho kỳ này, kết quả chưa thể nộp.")
        )
    book, facts = _open(assessment)
    locks = _locks(assessment)
    results = _results(assessment, versions)
    owed = [owed_by(result, book.entry(result.criterion_id)) for result in results]
    if any(owed):
        raise NotReady(list(chain.from_iterable(owed)))
    doubts = doubts_of(assessment, book)
    for result in results:
        _refuse_locked(locks.reason(result.criterion_id))
        stored = _stored(result, book)
        judged = _judged(book, facts, result.criterion_id, stored)
        warnings = doubts.get(result.criterion_id, [])
        take(
            Move.SUBMIT,
            result,
            versions[result.criterion_id],
            status=Status.SUBMITTED,
            step=step,
            waits_since=now(),
            computed=judged.computed,
            verdict="",
            verdict_reason="",
            submitted_by=by,
            submitted_at=now(),
            warnings=warnings,
            doubts=len(warnings),
        )
        _write_leaves(result, book, judged, stored)
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


def _account(unit_id: int, period_set: PeriodSet, criterion_id: int) -> Assessment:
    """The commune's own account, locked; made with its criteria where it is new."""
    account = _found(unit_id, period_set)
    if account is None:
        locks = locks_of(period=period_set.period, unit_id=unit_id)
        _refuse_locked(locks.reason(criterion_id))
        account = _new_account(unit_id, period_set)
    account = lock_account(account.pk)
    _refuse_locked(_locks(account).reason(criterion_id))
    return account


def _locks(account: Assessment) -> Locks:
    return locks_of(period=account.period, unit_id=account.unit_id, account=account)


def _found(unit_id: int, period_set: PeriodSet) -> Assessment | None:
    return Assessment.objects.filter(
        unit=unit_id,
        criteria_set=period_set.criteria_set_id,
        period=period_set.period_id,
        document=period_set.period.round_document_id,
    ).first()


def _new_account(unit_id: int, period_set: PeriodSet) -> Assessment:
    period, criteria_set = period_set.period, period_set.criteria_set
    document = period.round_document
    assert document is not None  # noqa: S101  asked by the locks
    facts = facts_on([unit_id], period.as_of)[unit_id]
    same = {"unit_id": unit_id, "criteria_set": criteria_set, "period": period}
    is_chosen = not Assessment.objects.filter(**same, is_chosen=True).exists()
    account, is_new = Assessment.objects.get_or_create(
        **same,
        document=document,
        defaults={
            "unit_version_id": facts.version_id,
            "province_id": facts.province_ids[0],
            "district_id": facts.district_id,
            "is_chosen": is_chosen,
            "chosen_reason": CHOSEN_REASON if is_chosen else "",
            "illustrative": document.is_illustrative,
        },
    )
    if is_new:
        CriterionResult.objects.bulk_create(
            CriterionResult(assessment=account, criterion=criterion)
            for criterion in criteria_set.criteria.order_by("number")
        )
        write_summary(account)
    return account


def _existing(unit_id: int, period_set: PeriodSet) -> Assessment:
    account = _found(unit_id, period_set)
    if account is None:
        raise AssessmentsError(_("Xã chưa nhập kết quả nào của kỳ này."))
    return lock_account(account.pk)


def _open(assessment: Assessment) -> tuple[Book, UnitFacts]:
    period = assessment.period
    book = open_book(assessment.criteria_set, day=period.as_of, year=period.year)
    return book, facts_on([assessment.unit_id], period.as_of)[assessment.unit_id]


def _refuse_locked(reason: str) -> None:
    if reason:
        raise AssessmentsError(reason)


def _result(assessment: Assessment, criterion_id: int, version: int) -> CriterionResult:
    """The result as it stands; stale where the form was opened on another version.

    A form opened before anything was entered says 0, a new row has version 1.
    """
    result = assessment.criterion_results.filter(criterion=criterion_id).first()
    if result is None:
        raise AssessmentsError(_("Bộ tiêu chí không có tiêu chí này."))
    if result.version != max(version, 1):
        raise StaleResult(criterion_id)
    return result


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


def _stored(result: CriterionResult, book: Book) -> dict[str, Given]:
    """What stands now, by leaf code."""
    return {
        book.indicators[row.indicator_id].code: Given(
            Entered(
                value=row.value,
                basis=row.basis,
                not_applicable_reason=row.not_applicable_reason,
                note=row.note,
            ),
            row.typed,
        )
        for row in result.indicator_results.all()
    }


def _judged(
    book: Book, facts: UnitFacts, criterion_id: int, given: Mapping[str, Given]
) -> JudgedCriterion:
    unknown = set(given) - {leaf.code for leaf in book.entry(criterion_id).leaves}
    if unknown:
        raise AssessmentsError(
            _("Bộ tiêu chí không có chỉ tiêu: %(codes)s.")
            % {"codes": ", ".join(sorted(unknown)[:10])}
        )
    entered = {book.leaf_of_code[c].pk: one.entered for c, one in given.items()}
    return book.judge_one(criterion_id, facts, entered)


def _write_leaves(
    result: CriterionResult,
    book: Book,
    judged: JudgedCriterion,
    given: Mapping[str, Given],
) -> None:
    """Rows of the leaves that say something; a leaf once entered keeps its row."""
    said = {book.leaf_of_code[code].pk: one.typed for code, one in given.items()}
    IndicatorResult.objects.bulk_create(
        [
            leaf_row(leaf, said[leaf.indicator_id], criterion_result_id=result.pk)
            for leaf in judged.leaves
            if leaf.indicator_id in said
        ],
        update_conflicts=True,
        unique_fields=["criterion_result", "indicator"],
        update_fields=LEAF_FIELDS,
    )
