"""Recognising a unit, and withdrawing it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.choices import RecognitionKind
from assessments.errors import AssessmentsError
from assessments.models import RecognitionDecision
from assessments.permissions import keeps_dossiers
from communes.choices import Basis
from communes.clock import today
from communes.models import Unit
from documents.models import Document
from documents.permissions import refuse_without


@transaction.atomic
def recognise(
    *,
    unit: Unit,
    tier: str,
    document: Document,
    known_by: dt.date,
    year: int | None = None,
    decided_on: dt.date | None = None,
    number: str = "",
    basis: str = Basis.STATED,
    kind: str = RecognitionKind.RECOGNISED,
    note: str = "",
    note_en: str = "",
    by: User | None = None,
) -> RecognitionDecision:
    """Enter that a unit was recognised, or kept its recognition, at a tier."""
    _refuse_stranger(by, unit, "assessments.add_recognitiondecision")
    _refuse_future(known_by, "known_by")
    _refuse_outside_life(unit, decided_on or known_by)
    if decided_on is not None and decided_on > known_by:
        raise AssessmentsError(
            _("Ngày quyết định không thể sau ngày đã biết."), "decided_on"
        )
    standing = standing_of(unit, tier, known_by)
    if kind == RecognitionKind.RECOGNISED and standing is not None:
        raise AssessmentsError(_("Đơn vị đang được công nhận chuẩn này."), "unit")
    if kind == RecognitionKind.RETAINED and standing is None:
        raise AssessmentsError(_("Đơn vị chưa được công nhận chuẩn này."), "unit")
    return _entered(
        unit=unit,
        tier=tier,
        kind=kind,
        year=decided_on.year if decided_on and year is None else year,
        known_by=known_by,
        decided_on=decided_on,
        number=number,
        document=document,
        basis=basis,
        note=note,
        note_en=note_en,
    )


@transaction.atomic
def withdraw(
    *,
    unit: Unit,
    tier: str,
    document: Document,
    decided_on: dt.date,
    note: str,
    number: str = "",
    by: User | None = None,
) -> RecognitionDecision:
    """Enter that a recognition was withdrawn (18/2022/QĐ-TTg, thu hồi), and why."""
    _refuse_stranger(by, unit, "assessments.change_recognitiondecision")
    if not note.strip():
        raise AssessmentsError(_("Thu hồi phải nêu lý do."), "note")
    _refuse_future(decided_on, "decided_on")
    if standing_of(unit, tier, decided_on) is None:
        raise AssessmentsError(_("Đơn vị chưa được công nhận chuẩn này."), "unit")
    return _entered(
        unit=unit,
        tier=tier,
        kind=RecognitionKind.WITHDRAWN,
        year=decided_on.year,
        known_by=decided_on,
        decided_on=decided_on,
        number=number,
        document=document,
        note=note,
    )


def _entered(**said: Any) -> RecognitionDecision:
    """The decision as a row; what the table would refuse is said in words."""
    decision = RecognitionDecision(**said)
    try:
        decision.validate_constraints()
    except ValidationError as error:
        raise AssessmentsError(" ".join(error.messages)) from error
    decision.save(force_insert=True)
    return decision


def standing_of(unit: Unit, tier: str, day: dt.date) -> RecognitionDecision | None:
    """The decision by which a unit is recognised on `day`, None if it is not."""
    newest = (
        RecognitionDecision.objects.filter(unit=unit, tier=tier, known_by__lte=day)
        .order_by("-known_by", "-pk")
        .first()
    )
    if newest is None or newest.kind == RecognitionKind.WITHDRAWN:
        return None
    return newest


def _refuse_stranger(by: User | None, unit: Unit, permission: str) -> None:
    """Refuse who neither keeps dossiers of the unit nor has the permission."""
    if by is None or not keeps_dossiers(roles_of(by), unit.pk):
        refuse_without(by, permission)


def _refuse_future(day: dt.date, field: str) -> None:
    if day > today():
        raise AssessmentsError(_("ngày ngoài khoảng từ năm 2000 đến nay"), field)


def _refuse_outside_life(unit: Unit, day: dt.date) -> None:
    if not unit.versions.in_force_on(day).exists():
        raise AssessmentsError(
            _("Đơn vị không tồn tại vào ngày %(day)s.") % {"day": date_format(day)},
            "unit",
        )
