"""Proofs of results: attached, linked to more criteria, detached, carried over."""

import datetime as dt
import hashlib
import logging
import secrets
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.actions.own_account import open_account, refuse_locked
from assessments.choices import EventKind, EvidenceKind
from assessments.errors import AssessmentsError
from assessments.events import append_event
from assessments.models import CriterionResult, Evidence, Period, PeriodSet
from assessments.permissions import may_enter
from assessments.reports.locks import locks_of
from assessments.rules.files import check_file
from assessments.workflow import OPEN
from communes.clock import today
from documents.models import Document

logger = logging.getLogger(__name__)

ORIGIN = "evidence"
_is_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a proof is for: criteria of a unit in a period, and until when it holds."""

    unit_id: int
    period: Period
    criterion_ids: Set[int]
    valid_until: dt.date | None = None


def attach_file(*, purpose: Purpose, name: str, content: bytes, by: User) -> Evidence:
    """Keep a file as a proof; the same file sent again is the same proof.

    The file is written before its row, and taken away again where the row fails: no
    row ever points to a file that is not there. Raises AssessmentsError where the file
    or a criterion is refused, PermissionDenied where the person is no official.
    """
    _refuse_stranger(by, purpose.unit_id)
    proof = check_file(name, content)
    with _written(proof.content) as path:
        evidence = _attach(
            purpose,
            {
                "kind": EvidenceKind.FILE,
                "sha256": hashlib.sha256(proof.content).hexdigest(),
                "size": len(proof.content),
                "content_type": proof.content_type,
            },
            {"title": proof.name, "file": path},
            by,
            durable=True,
        )
    if evidence.file.name != path:
        _remove(path)
    return evidence


def attach_link(*, purpose: Purpose, link: str, title: str, by: User) -> Evidence:
    """Keep an address of the web as a proof."""
    link = link.strip()
    try:
        _is_address(link)
    except ValidationError as error:
        raise AssessmentsError(
            _("Địa chỉ phải đầy đủ, bắt đầu bằng https:// hoặc http://."), "link"
        ) from error
    said = {"kind": EvidenceKind.LINK, "link": link}
    return _attach(purpose, said, {"title": title.strip()[:200] or link[:200]}, by)


def attach_document(
    *, purpose: Purpose, document: Document, page: str, by: User
) -> Evidence:
    """Keep a document of the portal as a proof, with the page that says so."""
    page = page.strip()
    if len(page) > 40:
        raise AssessmentsError(_("Số trang dài quá 40 chữ."), "page")
    said = {"kind": EvidenceKind.DOCUMENT, "document": document, "page": page}
    return _attach(purpose, said, {"title": document.label[:200]}, by)


@transaction.atomic
def link_to(*, evidence: Evidence, criterion_ids: Set[int], by: User) -> Evidence:
    """Let a proof stand for more criteria of its unit and period."""
    purpose = Purpose(evidence.unit_id, evidence.period, criterion_ids)
    _link(evidence, _open_results(purpose, by), by)
    return evidence


@transaction.atomic
def detach(*, evidence: Evidence, criterion_id: int, by: User) -> None:
    """Take a proof from a criterion that is open; the proof itself is kept."""
    purpose = Purpose(evidence.unit_id, evidence.period, {criterion_id})
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
    _refuse_ended(evidence.valid_until)
    purpose = Purpose(evidence.unit_id, period, criterion_ids)
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


def _refuse_ended(valid_until: dt.date | None) -> None:
    if valid_until is not None and valid_until < today():
        raise AssessmentsError(
            _("Minh chứng chỉ có giá trị đến %(day)s. Tìm bản còn giá trị.")
            % {"day": date_format(valid_until)},
            "valid_until",
        )


@contextmanager
def _written(content: bytes) -> Iterator[str]:
    """A file under a random name, gone again if what follows fails."""
    path = f"evidence/{secrets.token_hex(16)}"
    try:
        default_storage.save(path, ContentFile(content))
        yield path
    except BaseException as error:
        _remove(path)
        if isinstance(error, OSError):
            logger.exception("evidence could not be stored")
            raise AssessmentsError(
                _("Máy chủ chưa lưu được tệp. Thử gửi lại sau ít phút.")
            ) from error
        raise


def _remove(path: str) -> None:
    try:
        default_storage.delete(path)
    except OSError:
        # No row names it: it only takes room.
        logger.exception("evidence %s could not be removed", path)


def _attach(
    purpose: Purpose,
    same: dict[str, Any],
    more: dict[str, Any],
    by: User,
    *,
    durable: bool = False,
) -> Evidence:
    """The proof that says the same, or a new one, linked.

    Of a file `durable`, committed on return: only then does its file stay.
    """
    _refuse_ended(purpose.valid_until)
    with transaction.atomic(durable=durable):
        results = _open_results(purpose, by)
        said = {
            "unit_id": purpose.unit_id,
            "period": purpose.period,
            "valid_until": purpose.valid_until,
            **same,
        }
        evidence = Evidence.objects.filter(**said).order_by("pk").first()
        if evidence is None:
            evidence = Evidence.objects.create(**said, **more, created_by=by)
        _link(evidence, results, by)
    return evidence


def _open_results(purpose: Purpose, by: User) -> list[CriterionResult]:
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


def _open_of_set(purpose: Purpose, period_set: PeriodSet) -> list[CriterionResult]:
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
