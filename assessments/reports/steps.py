"""Where a submitted result waits, and where it goes from there."""

import datetime as dt

from django.db.models import QuerySet

from assessments.choices import ReviewActor
from assessments.models import Assessment, Period, ReviewStep
from communes.dated import in_force_q
from communes.models import UnitVersion


def first_step(
    period: Period, *, day: dt.date, has_district: bool = True
) -> ReviewStep | None:
    """The first step of the procedure for this kind of period in force on `day`.

    Where the unit has no district that day, its step is passed over.
    """
    steps = ReviewStep.objects.filter(
        in_force_q(day, "procedure__"), procedure__period_kind=period.kind
    )
    return _first(steps, has_district)


def next_step(step: ReviewStep, *, has_district: bool = True) -> ReviewStep | None:
    """The step behind this one in the same procedure; None behind the last."""
    later = ReviewStep.objects.filter(
        procedure=step.procedure_id, position__gt=step.position
    )
    return _first(later, has_district)


def has_district(account: Assessment, day: dt.date) -> bool:
    """Whether the district of the account is there on `day`."""
    if account.district_id is None:
        return False
    versions = UnitVersion.objects.filter(unit=account.district_id)
    return versions.in_force_on(day).exists()


def _first(steps: QuerySet[ReviewStep], has_district: bool) -> ReviewStep | None:
    if not has_district:
        steps = steps.exclude(actor=ReviewActor.DISTRICT)
    return steps.order_by("position").first()
