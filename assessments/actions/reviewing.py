"""Confirming results: agree, return, and what a reviewer finds beside."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.actions.moves import lock_account, take, write_summary
from assessments.actions.notices import tell_confirmed, tell_returned
from assessments.actions.own_account import refuse_locked
from assessments.choices import EventKind, Status
from assessments.errors import AssessmentsError, StaleResult
from assessments.events import append_event
from assessments.models import Assessment, CriterionResult, ResultEvent
from assessments.permissions import may_read, may_review
from assessments.reports.locks import decision_lock
from assessments.reports.steps import has_district, next_step
from assessments.workflow import Move, event_of, status_after
from communes.clock import now, today
from criteria.choices import Outcome

# By these events a person had a hand in what is to be confirmed.
OWN_HAND = [EventKind.SAVED, EventKind.SUBMITTED, EventKind.LOADED]


@transaction.atomic
def agree(
    *,
    result: CriterionResult,
    version: int,
    by: User,
    verdict: str = "",
    verdict_reason: str = "",
    note: str = "",
) -> CriterionResult:
    """Agree at the step where a result waits; behind the last it is confirmed.

    A verdict stands beside what was computed and needs its reason ("cơ bản đạt" can
    only be one). Raises StaleResult where the version read is no longer the last,
    PermissionDenied where it does not wait for this person, AssessmentsError where
    the person entered it or the verdict is no other one.
    """
    if verdict and not verdict_reason.strip():
        raise AssessmentsError(_("Kết luận khác phải nêu lý do."), "verdict_reason")
    if verdict and verdict not in Outcome.values:
        raise AssessmentsError(_("Kết luận không có trong danh mục."), "verdict")
    assessment, fresh = _at_step(result, version, by)
    _refuse_same(fresh, verdict)
    step = fresh.step
    assert step is not None  # noqa: S101  a waiting result has one
    following = next_step(step, has_district=has_district(assessment, today()))
    is_last = following is None
    fields: dict[str, Any] = {
        "status": status_after(Move.AGREE, fresh.status, is_last_step=is_last),
        "step": following,
        "waits_since": None if is_last else now(),
        "confirmed_at": now() if is_last else None,
    }
    if verdict:
        fields |= {"verdict": verdict, "verdict_reason": verdict_reason.strip()}
    take(Move.AGREE, fresh, version, **fields)
    if is_last or verdict:
        write_summary(assessment)
    new = {"status": fields["status"], "step": following.pk if following else None}
    if verdict:
        new |= {"verdict": verdict, "verdict_reason": verdict_reason.strip()}
    append_event(
        assessment,
        criterion_result=fresh,
        kind=event_of(Move.AGREE, is_last_step=is_last),
        origin="review",
        by=by,
        old={"status": fresh.status, "step": step.pk, "verdict": fresh.verdict},
        new=new,
        note=note.strip(),
    )
    fresh.refresh_from_db()
    if is_last:
        tell_confirmed(fresh, by=by)
    return fresh


@transaction.atomic
def send_back(
    *, result: CriterionResult, version: int, by: User, reason: str
) -> CriterionResult:
    """Return a result to the commune with a reason; only this criterion opens again.

    An office's verdict goes with it: the next one judges anew. Raises as `agree`.
    """
    if not reason.strip():
        raise AssessmentsError(_("Trả lại phải nêu lý do."), "reason")
    assessment, fresh = _at_step(result, version, by)
    take(
        Move.RETURN,
        fresh,
        version,
        status=Status.RETURNED,
        step=None,
        waits_since=None,
        verdict="",
        verdict_reason="",
    )
    write_summary(assessment)
    append_event(
        assessment,
        criterion_result=fresh,
        kind=event_of(Move.RETURN),
        origin="review",
        by=by,
        old={"status": fresh.status, "step": fresh.step_id, "verdict": fresh.verdict},
        new={"status": Status.RETURNED},
        note=reason.strip(),
    )
    fresh.refresh_from_db()
    tell_returned(fresh, by=by)
    return fresh


@transaction.atomic
def agree_many(*, versions: Mapping[int, int], by: User) -> list[CriterionResult]:
    """Agree to many results by id with the versions read; all of them or none.

    Only results without a warning: a doubtful one is looked at by itself.
    """
    results = list(
        CriterionResult.objects.filter(pk__in=versions).order_by("assessment_id", "pk")
    )
    if len(results) < len(versions):
        raise AssessmentsError(_("Có kết quả không còn ở đây."))
    if any(result.doubts for result in results):
        raise AssessmentsError(
            _("Kết quả có điểm cần xem kỹ phải được xem riêng từng kết quả.")
        )
    return [
        agree(result=result, version=versions[result.pk], by=by) for result in results
    ]


@transaction.atomic
def comment(
    *,
    result: CriterionResult,
    by: User,
    note: str,
    found: Mapping[str, str] | None = None,
) -> ResultEvent:
    """Say something beside a result, or what a check on the ground found by leaf code.

    It never stands instead of what the commune entered.
    """
    if not note.strip() and not found:
        raise AssessmentsError(_("Chưa có ý kiến nào."), "note")
    assessment = lock_account(result.assessment_id)
    if not may_read(roles_of(by), assessment):
        raise PermissionDenied
    return append_event(
        assessment,
        criterion_result=result,
        kind=EventKind.FIELD_CHECK if found else EventKind.COMMENT,
        origin="review",
        by=by,
        new={"values": dict(found)} if found else {},
        note=note.strip(),
    )


def _at_step(
    result: CriterionResult, version: int, by: User
) -> tuple[Assessment, CriterionResult]:
    """The account, locked, and the result as it stands, if `by` may decide on it."""
    assessment = lock_account(result.assessment_id)
    fresh = CriterionResult.objects.select_related("step").get(pk=result.pk)
    if fresh.status != Status.SUBMITTED or fresh.version != version:
        raise StaleResult(fresh.criterion_id)
    if not may_review(roles_of(by), fresh):
        raise PermissionDenied
    _refuse_locked(assessment, fresh)
    _refuse_own_hand(fresh, by)
    return assessment, fresh


def _refuse_locked(assessment: Assessment, result: CriterionResult) -> None:
    """A closed period decides only on what an exception let in after closing."""
    refuse_locked(decision_lock(assessment.period, result))
    if assessment.lapsed_at is not None:
        raise AssessmentsError(_("Đánh giá này đã dừng do sắp xếp đơn vị."))


def _refuse_same(result: CriterionResult, verdict: str) -> None:
    if verdict == result.outcome:
        raise AssessmentsError(
            _("Kết quả đã là “%(outcome)s”: hãy đồng ý với kết quả đã nộp.")
            % {"outcome": result.outcome.label},
            "verdict",
        )


def _refuse_own_hand(result: CriterionResult, by: User) -> None:
    """Nobody confirms what they entered or submitted."""
    events = result.events.filter(kind__in=OWN_HAND, by=by)
    if by.pk in (result.entered_by_id, result.submitted_by_id) or events.exists():
        raise AssessmentsError(
            _("Bạn đã nhập hoặc nộp kết quả này nên người khác phải xác nhận.")
        )
