"""What a change of units does to their accounts and to results that wait."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from assessments.actions.moves import lock_account, take
from assessments.choices import EventKind, ReviewActor, Status
from assessments.events import append_event
from assessments.models import Assessment, CriterionResult
from assessments.reports.steps import has_district, next_step
from assessments.workflow import Move, event_of
from communes.clock import now, today
from communes.dated import in_force_q
from communes.models import Unit, UnitVersion
from documents.models import Document
from documents.permissions import refuse_without


@transaction.atomic
def lapse_accounts(
    *, units: Iterable[Unit], document: Document, by: User | None = None
) -> list[Assessment]:
    """Stop open accounts of units that are gone on the day of their period.

    They are kept and stay outside denominators; accounts of closed periods, and of
    periods whose day the unit still saw, stay as they are.
    """
    stands = UnitVersion.objects.filter(
        in_force_q(OuterRef("period__as_of")), unit=OuterRef("unit")
    )
    rows = Assessment.objects.select_for_update(of=("self",)).filter(
        ~Exists(stands),
        unit__in=[unit.pk for unit in units],
        period__closed_at__isnull=True,
        lapsed_at__isnull=True,
    )
    lapsed = list(rows.order_by("pk"))
    for assessment in lapsed:
        assessment.lapsed_at = assessment.updated_at = now()
        assessment.save(update_fields=["lapsed_at", "updated_at"])
        append_event(
            assessment,
            kind=EventKind.LAPSED,
            origin="action",
            by=by,
            new={"document": document.key},
        )
    return lapsed


@transaction.atomic
def move_on_waiting(*, by: User | None = None) -> list[CriterionResult]:
    """Move results that wait for a district which is gone today to the next step.

    Those that a closed period has frozen stay; so do those behind which no step
    follows, since nobody would have agreed to them.
    """
    refuse_without(by, "assessments.change_criterionresult")
    waiting = _waiting_for_gone_districts()
    moved = []
    for account_id in sorted({result.assessment_id for result in waiting}):
        account = lock_account(account_id)
        if has_district(account, today()):
            continue
        for result in waiting.filter(assessment=account).select_related("step"):
            if _move_on(account, result, by):
                moved.append(result)
    return moved


def _waiting_for_gone_districts() -> QuerySet[CriterionResult]:
    stands = UnitVersion.objects.filter(
        in_force_q(today()), unit=OuterRef("assessment__district")
    )
    is_open = Q(assessment__period__closed_at__isnull=True)
    let_in = Q(submitted_at__gte=F("assessment__period__closed_at"))
    return CriterionResult.objects.filter(
        ~Exists(stands),
        is_open | let_in,
        status=Status.SUBMITTED,
        step__actor=ReviewActor.DISTRICT,
        assessment__lapsed_at__isnull=True,
    ).order_by("assessment_id", "pk")


def _move_on(account: Assessment, result: CriterionResult, by: User | None) -> bool:
    step = result.step
    following = next_step(step, has_district=False) if step else None
    if step is None or following is None:
        return False
    with override("vi"):  # kept with the trail
        why = _("Huyện không còn, chuyển sang bước sau.")
    take(Move.MOVE_ON, result, result.version, step=following, waits_since=now())
    append_event(
        account,
        criterion_result=result,
        kind=event_of(Move.MOVE_ON),
        origin="action",
        by=by,
        old={"step": step.pk},
        new={"step": following.pk},
        note=why,
    )
    return True
