"""What every province of the country has of a year, added up by the database."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Length

from assessments.models import Assessment
from assessments.reports.keep import built_once
from reporting.reports.scope import is_asked


@dataclass(frozen=True, slots=True)
class Account:
    """The chosen accounts of one province, period and set, added up.

    `communes` have an outcome of some criterion; the others are in no average.
    """

    period_id: int
    set_id: int
    province_id: int
    communes: int
    documents: int
    meets_all: int
    criteria: int
    assessed: int
    asked: int
    accounts: int
    size: int
    generated: int
    estimates: int
    unverified_levels: int
    illustrative_levels: int

    @property
    def illustrative(self) -> bool:
        """Whether any of it is generated."""
        return self.generated > 0

    @property
    def source(self) -> None:
        """Too many to list: the pages of the provinces name their documents."""
        return


def accounts_of(period_sets: list[Any], basis: str) -> dict[int, list[Account]]:
    """What every province has, by period set; one query."""
    rows = _added_up(basis).filter(
        period__in=[ps.period_id for ps in period_sets],
        criteria_set__in={ps.criteria_set_id for ps in period_sets},
    )
    found: dict[tuple[int, int], list[Account]] = defaultdict(list)
    for account in (Account(*row) for row in rows):
        found[account.period_id, account.set_id].append(account)
    keys = {ps.pk: (ps.period_id, ps.criteria_set_id) for ps in period_sets}
    return {pk: found[key] for pk, key in keys.items() if key in found}


@built_once
def _added_up(basis: str) -> QuerySet[Any]:
    """Chosen accounts, added up by period, set and province."""
    counted, outcomes = f"{basis}_counted", f"{basis}_outcomes"
    begun, asked = Q(**{f"{basis}_assessed__gt": 0}), is_asked(basis)
    return (
        Assessment.objects.chosen()
        .values_list("period", "criteria_set", "province")
        .annotate(
            communes=Count("pk", filter=begun),
            documents=Count("document", distinct=True),
            full=Count("pk", filter=Q(**{counted: Length(outcomes)})),
            criteria=Sum(counted),
            assessed_sum=Sum(f"{basis}_assessed"),
            asked=Sum(Length(outcomes), filter=asked, default=0),
            accounts=Count("pk", filter=asked),
            size=Max(Length(outcomes)),
            generated=Count("pk", filter=begun & Q(illustrative=True)),
            estimates_sum=Sum("estimates"),
            unverified_sum=Sum("unverified_levels"),
            invented_sum=Sum("illustrative_levels"),
        )
        .order_by()
    )
