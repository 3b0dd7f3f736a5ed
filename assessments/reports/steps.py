"""Where a submitted result waits first."""

from assessments.models import Period, ReviewStep
from communes.dated import in_force_q


def first_step(period: Period) -> ReviewStep | None:
    """The first step of the procedure for this kind of period on its day."""
    steps = ReviewStep.objects.filter(
        in_force_q(period.as_of, "procedure__"), procedure__period_kind=period.kind
    )
    return steps.order_by("position").first()


def next_step(step: ReviewStep) -> ReviewStep | None:
    """The step behind this one in the same procedure; None behind the last."""
    later = ReviewStep.objects.filter(
        procedure=step.procedure_id, position__gt=step.position
    )
    return later.order_by("position").first()
