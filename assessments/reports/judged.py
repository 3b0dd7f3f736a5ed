"""Which units the sets of communes judge: the set names their kinds."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from assessments.models import Period, PeriodSet
from communes.choices import UnitLevel
from communes.models import UnitVersion
from criteria.models import CriteriaSet


def judged_in(period: Period) -> QuerySet[UnitVersion]:
    """Units that sets of the period judge, as they were on its day."""
    sets = CriteriaSet.objects.filter(period_sets__period=period)
    return _of_kinds(sets.filter(unit_level=UnitLevel.COMMUNE), period.as_of)


def judged_by(period_set: PeriodSet) -> QuerySet[UnitVersion]:
    """Units that one set of a period judges, as they were on the period's day."""
    return _of_kinds([period_set.criteria_set], period_set.period.as_of)


def judged_on(day: dt.date) -> QuerySet[UnitVersion]:
    """Units that the sets of communes in force on a day judge, as they were then."""
    sets = CriteriaSet.objects.in_force_on(day)
    return _of_kinds(sets.filter(unit_level=UnitLevel.COMMUNE), day)


def _of_kinds(sets: Iterable[CriteriaSet], day: dt.date) -> QuerySet[UnitVersion]:
    kinds = {kind for one in sets for kind in one.counted_kinds}
    return UnitVersion.objects.in_force_on(day).filter(kind__in=kinds)
