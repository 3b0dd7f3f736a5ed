"""One move of one criterion result: the version decides, the trail follows."""

from typing import Any

from django.db.models import F

from assessments.errors import StaleResult
from assessments.models import Assessment, CriterionResult, Period
from assessments.summaries import SUMMARY_FIELDS, recompute
from assessments.workflow import TABLE, Move
from communes.clock import now


def lock_account(assessment_id: int) -> Assessment:
    """The account, locked: saves of one commune queue, so that its chain stays whole.

    No row of another commune is ever waited for. Closing a period waits for these
    locks too, so the period is read behind it.
    """
    account = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("criteria_set")
        .get(pk=assessment_id)
    )
    account.period = Period.objects.get(pk=account.period_id)
    return account


def take(move: Move, result: CriterionResult, version: int, **fields: Any) -> None:
    """Make the move if the result is still as it was read, in one statement.

    Raises StaleResult where somebody was faster, and writes nothing then.
    """
    changed = CriterionResult.objects.filter(
        pk=result.pk, version=version, status__in=TABLE[move].from_
    ).update(version=F("version") + 1, updated_at=now(), **fields)
    if not changed:
        raise StaleResult(result.criterion_id)


def write_summary(assessment: Assessment) -> None:
    """Store the counts and outcomes as the rows of the account say now."""
    fresh = recompute(assessment)
    for name, value in fresh.items():
        setattr(assessment, name, value)
    assessment.updated_at = now()
    assessment.save(update_fields=[*SUMMARY_FIELDS, "updated_at"])
