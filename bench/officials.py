"""People who enter the year to come, each with criteria of their commune."""

import random
from dataclasses import dataclass, field
from decimal import Decimal

from django.test import Client

from accounts.models import Membership, User
from assessments.actions.entering import save_criterion
from assessments.actions.values import Given
from assessments.models import CriterionResult, PeriodSet
from communes.models import UnitVersion
from criteria.book import Entered
from criteria.models import Indicator

YEAR = 2023
CSRF = "c" * 32


@dataclass
class Desk:
    """An official who is signed in, and the versions that their forms were opened with.

    `leaves` has the code of one share of each criterion by the criterion's number.
    """

    unit_id: int
    url: str
    session: str
    leaves: dict[int, str]
    tokens: dict[int, str] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        return f"sessionid={self.session}; csrftoken={CSRF}"

    def fields(self, number: int, value: str) -> dict[str, str]:
        """A form with one share typed, as the script sends it."""
        return {
            "csrfmiddlewaretoken": CSRF,
            f"t-{number}": self.tokens.get(number, f"0.{'0' * 16}"),
            f"v-{self.leaves[number].replace('.', '-')}": value,
        }


def official(unit_id: int) -> tuple[User, str]:
    """A person who may enter for the commune, and the session of their sign-in."""
    user, is_new = User.objects.get_or_create(username=f"can-bo-{unit_id}")
    if is_new:
        said = {"role": "commune_official", "valid_from": "2022-01-01"}
        Membership.objects.create(user=user, unit_id=unit_id, **said)
    client = Client()
    client.force_login(user)
    return user, client.cookies["sessionid"].value


def shares(period_set: PeriodSet) -> dict[int, Indicator]:
    """One indicator that asks for a share, by the number of its criterion."""
    leaves = Indicator.objects.filter(
        criterion__criteria_set=period_set.criteria_set_id, measure__kind="percent"
    )
    return {i.criterion.number: i for i in leaves.select_related("criterion")}


def desks(count: int) -> list[Desk]:
    """Officials of communes anywhere, each with an account that has been begun."""
    period_set = PeriodSet.objects.get(period__year=YEAR)
    found = UnitVersion.objects.in_force_on(period_set.period.as_of).filter(kind="xa")
    unit_ids = list(found.order_by("code").values_list("unit_id", flat=True))
    random.seed(YEAR)
    chosen = random.sample(unit_ids, min(count, len(unit_ids)))
    return [_desk(unit_id, period_set) for unit_id in chosen]


def _desk(unit_id: int, period_set: PeriodSet) -> Desk:
    user, session = official(unit_id)
    leaves = shares(period_set)
    own = CriterionResult.objects.filter(
        assessment__unit=unit_id,
        assessment__period=period_set.period_id,
        assessment__document=period_set.period.round_document_id,
        criterion__criteria_set=period_set.criteria_set_id,
    )
    if not own.exists():
        leaf = next(iter(leaves.values()))
        save_criterion(
            unit_id=unit_id,
            period_set=period_set,
            criterion_id=leaf.criterion_id,
            version=0,
            given={leaf.code: Given(Entered(value=Decimal("0.5")))},
            by=user,
        )
    return Desk(
        unit_id=unit_id,
        url=f"/nhap-lieu/{YEAR}/{unit_id}-{period_set.pk}/",
        session=session,
        leaves={n: one.code for n, one in leaves.items()},
        tokens={
            number: f"{version}.{'0' * 16}"
            for number, version in own.values_list("criterion__number", "version")
        },
    )
