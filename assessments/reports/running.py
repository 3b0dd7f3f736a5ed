"""Which of several periods is the one under way."""

from collections.abc import Sequence

from assessments.models import PeriodSet
from communes.clock import today


def running(latest_first: Sequence[PeriodSet]) -> PeriodSet | None:
    """The latest period whose year has begun; else the nearest of those to come.

    Rounds of coming years are open early, for plans, so that the latest is not the
    one that people are working on.
    """
    begun = [one for one in latest_first if one.period.year <= today().year]
    return next(iter(begun or reversed(latest_first)), None)
