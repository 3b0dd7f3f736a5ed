"""The one way to ask what was in force on a day, for every dated table."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q


def in_force_q(day: dt.date | OuterRef, prefix: str = "") -> Q:
    """Rows whose half-open days [valid_from, valid_to) contain `day`."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


class DatedQuerySet(models.QuerySet):
    """Rows with half-open days."""

    def in_force_on(self, day: dt.date) -> Self:
        """Those in force on `day`: its first day counts, its last does not."""
        return self.filter(in_force_q(day))

    def overlapping(self, start: dt.date, end: dt.date | None) -> Self:
        """Those in force on any day of [start, end); `end` None = open."""
        rows = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=start))
        return rows if end is None else rows.filter(valid_from__lt=end)
