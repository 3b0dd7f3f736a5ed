"""The file for recognition of a unit: opened, filled in, closed.

It only says how far the procedure is. Neither meeting all criteria nor being
recognised follows from it, and a decision may stand without one.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.actions.recognition import recognise, standing_of
from assessments.choices import PeriodKind, RecognitionKind
from assessments.errors import AssessmentsError, StaleDossier
from assessments.models import Dossier, DossierCondition, Procedure
from assessments.permissions import keeps_dossiers
from assessments.reports.judged import judged_on
from communes.clock import now, today
from communes.facts import facts_on
from communes.models import Unit
from documents.models import Document

# What people fill in while a dossier is open.
FIELDS = (
    "poll_issued",
    "poll_collected",
    "poll_satisfied",
    "published_from",
    "published_to",
    "vote_members",
    "vote_present",
    "vote_in_favour",
    "vote_on",
)
# Where the refusal of a constraint is shown.
_FIELD_OF = {
    "dossier_poll_in_order": "poll_collected",
    "dossier_vote_in_order": "vote_present",
    "dossier_vote_with_day": "vote_on",
    "dossier_published_in_order": "published_to",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """How a condition stands; None = not looked at yet."""

    is_met: bool | None
    note: str = ""


@transaction.atomic
def open_dossier(*, unit: Unit, tier: str, year: int, by: User) -> Dossier:
    """Open a dossier with the conditions of the procedure in force today.

    At most of the year to come: nobody is recognised further ahead.
    """
    if not keeps_dossiers(roles_of(by), unit.pk):
        raise PermissionDenied
    if not facts_on([unit.pk], today()):
        raise AssessmentsError(_("Đơn vị không còn."), "unit")
    if year > (last := today().year + 1):
        raise AssessmentsError(_("Năm muộn nhất là %(year)s.") % {"year": last}, "year")
    if not judged_on(today()).filter(unit=unit).exists():
        raise AssessmentsError(
            _("Bộ tiêu chí xã không đánh giá đơn vị này: chỉ lập hồ sơ cho xã."), "unit"
        )
    if Dossier.objects.filter(unit=unit, tier=tier, closed_at=None).exists():
        raise AssessmentsError(_("Đơn vị đang có hồ sơ cho chuẩn này."), "unit")
    procedures = Procedure.objects.in_force_on(today())
    procedure = procedures.filter(period_kind=PeriodKind.YEAR).first()
    if procedure is None:
        raise AssessmentsError(_("Chưa có trình tự công nhận cho hôm nay."))
    dossier = Dossier(
        unit=unit,
        tier=tier,
        year=year,
        procedure=procedure,
        opened_at=now(),
        opened_by=by,
    )
    _save(dossier, by)
    for condition in procedure.conditions.order_by("position"):
        _save(DossierCondition(dossier=dossier, condition=condition), by)
    return dossier


@transaction.atomic
def save_dossier(
    *,
    dossier: Dossier,
    version: int,
    answers: Mapping[int, Answer],
    by: User,
    **fields: Any,
) -> Dossier:
    """Write poll, publication and vote, and conditions by id, over what was read.

    Raises StaleDossier where somebody was faster, AssessmentsError where the dossier
    is closed or its numbers contradict each other.
    """
    fresh = lock_dossier(dossier, by, version)
    for name in FIELDS:
        if name in fields:
            setattr(fresh, name, fields[name])
    fresh.version += 1
    _refuse_contradiction(fresh)
    _save(fresh, by)
    for row in fresh.conditions.all():
        answer = answers.get(row.condition_id)
        if answer is not None and (row.is_met, row.note) != (
            answer.is_met,
            answer.note,
        ):
            row.is_met, row.note = answer.is_met, answer.note
            _save(row, by)
    return fresh


@transaction.atomic
def decide_dossier(
    *,
    dossier: Dossier,
    version: int,
    document: Document,
    decided_on: dt.date,
    by: User,
    number: str = "",
) -> Dossier:
    """Enter the decision that ends the procedure; it is the recognition itself.

    A unit recognised already keeps its recognition by it.
    """
    fresh = lock_dossier(dossier, by, version)
    stands = standing_of(fresh.unit, fresh.tier, decided_on) is not None
    fresh.decision = recognise(
        unit=fresh.unit,
        tier=fresh.tier,
        kind=RecognitionKind.RETAINED if stands else RecognitionKind.RECOGNISED,
        document=document,
        known_by=decided_on,
        decided_on=decided_on,
        number=number.strip(),
        by=by,
    )
    return _close(fresh, by)


@transaction.atomic
def give_up_dossier(
    *, dossier: Dossier, version: int, reason: str, by: User
) -> Dossier:
    """End a dossier without a decision, with a reason."""
    if not reason.strip():
        raise AssessmentsError(_("Kết thúc hồ sơ phải nêu lý do."), "reason")
    fresh = lock_dossier(dossier, by, version)
    fresh.closed_reason = reason.strip()
    return _close(fresh, by)


def lock_dossier(dossier: Dossier, by: User, version: int | None = None) -> Dossier:
    """The dossier as it stands, locked, if it is open and, with `version`, as read."""
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("unit")
    fresh = rows.get(pk=dossier.pk)
    if not keeps_dossiers(roles_of(by), fresh.unit_id):
        raise PermissionDenied
    if fresh.closed_at is not None:
        raise AssessmentsError(_("Hồ sơ này đã kết thúc."))
    if version is not None and fresh.version != version:
        raise StaleDossier
    return fresh


def _close(dossier: Dossier, by: User) -> Dossier:
    dossier.closed_at = now()
    dossier.closed_by = by
    dossier.version += 1
    _save(dossier, by)
    return dossier


def _refuse_contradiction(dossier: Dossier) -> None:
    """Say in words, at its field, what the database would refuse."""
    field = ""
    try:
        dossier.clean_fields()
        for constraint in Dossier._meta.constraints:
            field = _FIELD_OF.get(constraint.name, "")
            constraint.validate(Dossier, dossier)
    except ValidationError as error:
        raise AssessmentsError(" ".join(error.messages), field) from error


def _save(row: Dossier | DossierCondition, by: User) -> None:
    row._history_user = by  # type: ignore[union-attr]  # read by the history
    row.save()
