"""Opening a reporting period."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.errors import AssessmentsError
from assessments.models import Period, PeriodSet
from criteria.models import CriteriaSet
from documents.permissions import refuse_without


@transaction.atomic
def open_period(
    *,
    year: int,
    kind: str,
    as_of: dt.date,
    criteria_sets: Iterable[CriteriaSet],
    closes_on: dt.date | None = None,
    note: str = "",
    by: User | None = None,
) -> Period:
    """Open a period and name the set that judges it for each level and tier."""
    refuse_without(by, "assessments.add_period")
    if Period.objects.filter(year=year, kind=kind).exists():
        raise AssessmentsError(
            _("Kỳ năm %(year)s đã mở.") % {"year": year}, field="year"
        )
    sets = list(criteria_sets)
    unpublished = [s.name_vi for s in sets if s.published_at is None]
    if unpublished:
        raise AssessmentsError(
            _("Bộ tiêu chí chưa công bố: %(names)s.")
            % {"names": ", ".join(unpublished)},
            field="criteria_sets",
        )
    if len({(s.unit_level, s.tier) for s in sets}) < len(sets):
        raise AssessmentsError(
            _("Mỗi cấp và chuẩn chỉ có một bộ tiêu chí trong kỳ."),
            field="criteria_sets",
        )
    if as_of.year != year:
        raise AssessmentsError(_("Ngày tính đến phải trong năm của kỳ."), field="as_of")
    period = Period.objects.create(
        year=year, kind=kind, as_of=as_of, closes_on=closes_on, note=note
    )
    for criteria_set in sets:
        PeriodSet.objects.create(
            period=period,
            unit_level=criteria_set.unit_level,
            tier=criteria_set.tier,
            criteria_set=criteria_set,
        )
    return period
