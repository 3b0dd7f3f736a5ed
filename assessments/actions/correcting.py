"""Correcting one confirmed result of a closed period: asked by one, decided by another.

Not to be mixed up with `corrections`, by which a document's own account follows what
its sheet now says while the period is open.
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.actions.moves import lock_account, take, write_summary
from assessments.actions.notices import tell_correction, tell_decided
from assessments.actions.values import (
    Given,
    judged_values,
    open_law,
    stored_values,
    write_values,
)
from assessments.choices import Status
from assessments.errors import AssessmentsError
from assessments.events import append_event, entered_text
from assessments.models import Assessment, Correction, CriterionResult
from assessments.permissions import may_correct, steers
from assessments.reports.corrections import values_as_json, values_of_json
from assessments.reports.judged import judged_in
from assessments.workflow import Move, event_of
from communes.clock import now
from criteria.book import Entered
from documents.models import Document


@transaction.atomic
def ask_correction(
    *,
    result: CriterionResult,
    given: Mapping[str, Entered],
    reason: str,
    document: Document,
    by: User,
) -> Correction:
    """Ask that leaves of a confirmed result be corrected, by code; nothing changes.

    Asked by the commune or by the coordination office of its province.
    """
    account = lock_account(result.assessment_id)
    if not may_correct(roles_of(by), account):
        raise PermissionDenied
    if not reason.strip():
        raise AssessmentsError(_("Đính chính phải nêu lý do."), "reason")
    fresh = _correctable(account, result)
    if fresh.corrections.filter(is_agreed__isnull=True).exists():
        raise AssessmentsError(_("Tiêu chí này đang có đề nghị đính chính."))
    before = _values(fresh, account)
    changed = {c: one for c, one in given.items() if before.get(c, Entered()) != one}
    if not changed:
        raise AssessmentsError(_("Chưa có giá trị nào thay đổi."))
    book, facts = open_law(account)
    judged_values(book, facts, fresh.criterion_id, _given(changed))
    correction = Correction.objects.create(
        criterion_result=fresh,
        old=values_as_json({code: before.get(code, Entered()) for code in changed}),
        new=values_as_json(changed),
        reason=reason.strip(),
        document=document,
        asked_by=by,
    )
    tell_correction(correction, by=by)
    return correction


@transaction.atomic
def decide_correction(
    *, correction: Correction, is_agreed: bool, by: User, note: str = ""
) -> Correction:
    """Agree, which writes the values, or refuse with a reason; never by who asked.

    An office's verdict on the former values goes with them.
    """
    account = lock_account(correction.criterion_result.assessment_id)
    if not steers(roles_of(by), account.province_id):
        raise PermissionDenied
    fresh = Correction.objects.select_related("document").get(pk=correction.pk)
    if fresh.is_agreed is not None:
        raise AssessmentsError(_("Đề nghị này đã được quyết định."))
    if fresh.asked_by_id == by.pk:
        raise AssessmentsError(_("Người quyết định phải khác người đề nghị."))
    if not is_agreed and not note.strip():
        raise AssessmentsError(_("Không đồng ý thì phải nêu lý do."), "note")
    if is_agreed:
        _correct(account, fresh, by)
    fresh.is_agreed = is_agreed
    fresh.decided_by = by
    fresh.decided_at = now()
    fresh.decided_note = note.strip()
    fresh.save()
    tell_decided(fresh, by=by)
    return fresh


def _correctable(account: Assessment, result: CriterionResult) -> CriterionResult:
    """The result as it stands, if it can be corrected at all."""
    if account.period.closed_at is None:
        raise AssessmentsError(
            _("Kỳ đang mở: kết quả được trả lại rồi sửa, không đính chính.")
        )
    if account.lapsed_at is not None:
        raise AssessmentsError(_("Đánh giá này đã dừng do sắp xếp đơn vị."))
    if not judged_in(account.period).filter(unit=account.unit_id).exists():
        raise AssessmentsError(
            _("Kỳ này không đánh giá đơn vị này: chỉ đính chính cho xã.")
        )
    if not account.is_chosen:
        raise AssessmentsError(_("Chỉ đính chính đánh giá đang được chọn."))
    fresh = account.criterion_results.get(pk=result.pk)
    if fresh.status != Status.CONFIRMED:
        raise AssessmentsError(_("Chỉ đính chính kết quả đã xác nhận."))
    return fresh


def _values(result: CriterionResult, account: Assessment) -> dict[str, Entered]:
    book, _facts = open_law(account)
    stored = stored_values(result.indicator_results.all(), book)
    return {code: one.entered for code, one in stored.items()}


def _given(values: Mapping[str, Entered]) -> dict[str, Given]:
    return {code: Given(one) for code, one in values.items()}


def _correct(account: Assessment, correction: Correction, by: User) -> None:
    result = _correctable(account, correction.criterion_result)
    before = _values(result, account)
    old, new = values_of_json(correction.old), values_of_json(correction.new)
    if any(before.get(code, Entered()) != one for code, one in old.items()):
        raise AssessmentsError(
            _("Giá trị đã khác lúc đề nghị; hãy từ chối để đề nghị lại.")
        )
    book, facts = open_law(account)
    after = _given({**before, **new})
    judged = judged_values(book, facts, result.criterion_id, after)
    take(
        Move.CORRECT,
        result,
        result.version,
        computed=judged.computed,
        verdict="",
        verdict_reason="",
    )
    write_values(result, book, judged, after)
    write_summary(account)
    append_event(
        account,
        criterion_result=result,
        kind=event_of(Move.CORRECT),
        origin="correction",
        by=by,
        old={
            "values": {code: entered_text(one) for code, one in old.items()},
            "computed": result.computed,
            "verdict": result.verdict,
        },
        new={
            "values": {code: entered_text(one) for code, one in new.items()},
            "computed": judged.computed,
            "document": correction.document.key,
            "asked_by": correction.asked_by_id,
        },
        note=correction.reason,
    )
