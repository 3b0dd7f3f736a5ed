"""Proofs of results: put to criteria and to more, detached, carried over."""

import datetime as dt
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.actions.own_account import open_account, refuse_locked
from assessments.actions.proofs import refuse_ended
from assessments.choices import EventKind
from assessments.errors import AssessmentsError
from assessments.events import append_event
from assessments.models import CriterionResult, Evidence, Period, PeriodSet
from assessments.permissions import may_enter
from assessments.reports.locks import locks_of
from assessments.workflow import OPEN

ORIGIN = "evidence"


@dataclass(frozen=True, slots=True)
class ForCriteria:
    """A proof for criteria of a unit in a period."""

    unit_id: int
    period: Period
    criterion_ids: Set[int]
    valid_until: dt.date | None = None

    def refuse_stranger(self, by: User) -> None:
        """Only officials of the commune prove its results."""
        _refuse_stranger(by, self.unit_id)

    def opened(self, by: User) -> Callable[[Evidence], None]:
        """Results that may still be changed, locked; the answer links them."""
        results = _open_results(self, by)
        return lambda evidence: _link(evidence, results, by)


@transaction.atomic
def link_to(*, evidence: Evidence, criterion_ids: Set[int], by: User) -> Evidence:
    """Let a proof stand for more criteria of its unit and period."""
    purpose = ForCriteria(evidence.unit_id, evidence.period, criterion_ids)
    _link(evidence, _open_results(purpose, by), by)
    return evidence


@transaction.atomic
def detach(*, evidence: Evidence, criterion_id: int, by: User) -> None:
    """Take a proof from a criterion that is open; the proof itself is kept."""
    purpose = ForCriteria(evidence.unit_id, evidence.period, {criterion_id})
    for result in _open_results(purpose, by):
        if not evidence.criterion_results.filter(pk=result.pk).exists():
            continue  # the second of two clicks
        evidence.criterion_results.remove(result)
        append_event(
            result.assessment,
            criterion_result=result,
            kind=EventKind.EVIDENCE,
            origin=ORIGIN,
            by=by,
            old=_said(evidence),
        )


@transaction.atomic
def carry_over(
    *, evidence: Evidence, period: Period, criterion_ids: Set[int], by: User
) -> Evidence:
    """Let a proof of an earlier period that still holds stand in this one too.

    The file is the same one; it is carried once, and linked to more criteria then.
    """
    _refuse_stranger(by, evidence.unit_id)
    if evidence.period.as_of >= period.as_of:
        raise AssessmentsError(_("Chỉ lấy lại được minh chứng của kỳ trước."))
    refuse_ended(evidence.valid_until)
    purpose = ForCriteria(evidence.unit_id, period, criterion_ids)
    results = _open_results(purpose, by)
    carried, _is_new = Evidence.objects.get_or_create(
        carried_from=evidence,
        period=period,
        defaults={
            name: getattr(evidence, name)
            for name in (
                "unit",
                "kind",
                "title",
                "file",
                "sha256",
                "size",
                "content_type",
                "link",
                "document",
                "page",
                "valid_until",
            )
        }
        | {"created_by": by},
    )
    _link(carried, results, by)
    return carried


def _refuse_stranger(by: User, unit_id: int) -> None:
    if not may_enter(roles_of(by), unit_id):
        raise PermissionDenied


def _open_results(purpose: ForCriteria, by: User) -> list[CriterionResult]:
    """Results that may still be changed, their accounts locked and made if need be."""
    _refuse_stranger(by, purpose.unit_id)
    if not purpose.criterion_ids:
        raise AssessmentsError(_("Chọn ít nhất một tiêu chí."), "criteria")
    asked = PeriodSet.objects.filter(
        period=purpose.period, criteria_set__criteria__in=purpose.criterion_ids
    )
    results: list[CriterionResult] = []
    for period_set in asked.select_related("period", "criteria_set").distinct():
        results += _open_of_set(purpose, period_set)
    if len(results) < len(purpose.criterion_ids):
        raise AssessmentsError(_("Bộ tiêu chí không có tiêu chí này."), "criteria")
    return results


def _open_of_set(purpose: ForCriteria, period_set: PeriodSet) -> list[CriterionResult]:
    own = period_set.criteria_set.criteria.filter(pk__in=purpose.criterion_ids)
    ids = sorted(own.values_list("pk", flat=True))
    account = open_account(purpose.unit_id, period_set, ids[0]).account
    locks = locks_of(period=account.period, unit_id=account.unit_id, account=account)
    rows = account.criterion_results.filter(criterion__in=ids)
    results = list(rows.select_related("criterion").order_by("criterion__number"))
    for result in results:
        refuse_locked(locks.reason(result.criterion_id))
        if result.status not in OPEN:
            raise AssessmentsError(
                _("Tiêu chí %(number)s đã nộp, minh chứng không đổi được nữa.")
                % {"number": result.criterion.number}
            )
        # One chain: events are appended to the account that is locked.
        result.assessment = account
    return results


def _link(evidence: Evidence, results: list[CriterionResult], by: User) -> None:
    linked = set(evidence.criterion_results.values_list("pk", flat=True))
    for result in results:
        if result.pk in linked:
            continue
        evidence.criterion_results.add(result)
        append_event(
            result.assessment,
            criterion_result=result,
            kind=EventKind.EVIDENCE,
            origin=ORIGIN,
            by=by,
            new=_said(evidence),
        )


def _said(evidence: Evidence) -> dict[str, Any]:
    """What the trail keeps of a proof."""
    said = {
        "evidence": evidence.pk,
        "kind": str(evidence.kind),
        "title": evidence.title,
        "sha256": evidence.sha256,
        "link": evidence.link,
        "document": evidence.document.key if evidence.document else "",
        "page": evidence.page,
        "valid_until": str(evidence.valid_until or ""),
        "carried_from": evidence.carried_from_id or "",
    }
    return {name: value for name, value in said.items() if value != ""}
