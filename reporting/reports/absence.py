"""Why a page has nothing to show: no results, another year, or a place that ended."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from communes.models import UnitVersion
from reporting.reports.ending import Ending, ending_of
from reporting.reports.scope import Where, province_ids, years_with_results


@dataclass(frozen=True, slots=True)
class Absence:
    """A place without results in the year asked for, and what there is instead.

    `place` is its latest version, None where no such place is known. `heir_years`
    are those of its successor.
    """

    where: Where
    place: UnitVersion | None
    ending: Ending | None
    years: list[int]
    heir_years: list[int]

    @property
    def ended_before(self) -> bool:
        """Whether the place was no longer when the year ended: an answer, no error."""
        year = self.where.year
        return (
            self.ending is not None
            and year is not None
            and (self.ending.day.year <= year)
        )


def absence_of(where: Where) -> Absence:
    """What can be said of a place without results."""
    is_it: Any = Q(unit_id__in=province_ids(where))
    if where.district is not None:
        is_it = Q(unit_id=where.district)
    versions = UnitVersion.objects.filter(is_it)
    place = versions.order_by("-valid_from", "-pk").first()
    ending = ending_of(place) if place else None
    heir = ending.heir if ending else None
    return Absence(
        where=where,
        place=place,
        ending=ending,
        years=years_with_results(where),
        heir_years=years_with_results(
            replace(where, province=heir.unit_id, district=None)
        )
        if heir
        else [],
    )
