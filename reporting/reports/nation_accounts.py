"""What every province of the country has of a year, added up by the database."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Length

from assessments.models import Assessment
from communes.choices import UnitLevel
from criteria.choices import Tier


@dataclass(frozen=True, slots=True)
class Account:
    """The chosen accounts of one province, period and set, added up."""

    period_id: int
    set_id: int
    province_id: int
    communes: int
    documents: int
    meets_all: int
    criteria: int
    assessed: int
    asked: int
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


def accounts_of(basis: str) -> dict[int, list[Account]]:
    """What every province has, by the year's set that its period names."""
    counted, outcomes = f"{basis}_counted", f"{basis}_outcomes"
    rows = (
        Assessment.objects.chosen()
        .filter(
            period__period_sets__criteria_set=F("criteria_set"),
            period__period_sets__unit_level=UnitLevel.COMMUNE,
            period__period_sets__tier=Tier.NTM,
        )
        .values_list("period__period_sets", "period", "criteria_set", "province")
        .annotate(
            communes=Count("pk"),
            documents=Count("document", distinct=True),
            full=Count("pk", filter=Q(**{counted: Length(outcomes)})),
            criteria=Sum(counted),
            assessed_sum=Sum(f"{basis}_assessed"),
            asked=Sum(Length(outcomes)),
            generated=Count("pk", filter=Q(illustrative=True)),
            estimates_sum=Sum("estimates"),
            unverified_sum=Sum("unverified_levels"),
            invented_sum=Sum("illustrative_levels"),
        )
        .order_by()
    )
    found: dict[int, list[Account]] = defaultdict(list)
    for period_set, *row in rows:
        found[period_set].append(Account(*row))
    return found
