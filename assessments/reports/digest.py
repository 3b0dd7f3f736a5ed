"""What a person owes today: said in the portal and in the daily mail."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from accounts.models import Membership, User
from accounts.roles import Roles
from assessments.choices import Status
from assessments.models import CriterionResult, Period
from assessments.permissions import waiting_for
from assessments.reports.notices import unread_of
from communes.clock import today

# How many days before it closes a period is near its end.
NEAR = 7


@dataclass(frozen=True, slots=True)
class Deadline:
    """An open round of which something is owed; `days` are negative once it is over.

    `left` counts criteria that are not handed in; 0 where nothing was entered yet.
    """

    period: Period
    days: int
    left: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person owes on a day; empty where nothing is owed."""

    waiting: int
    returned: int
    unread: int
    deadlines: tuple[Deadline, ...]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.returned or self.unread or self.near)

    @property
    def near(self) -> tuple[Deadline, ...]:
        """Deadlines of the coming days: the mail does not speak of others."""
        return tuple(one for one in self.deadlines if 0 <= one.days <= NEAR)


def recipients() -> QuerySet[User]:
    """People to write to today: active, with an address and a role, not yet told."""
    day = today()
    roles = Membership.objects.in_force_on(day)
    return User.objects.filter(
        Q(digest_sent_on__isnull=True) | Q(digest_sent_on__lt=day),
        is_active=True,
        wants_digest=True,
        pk__in=roles.values("user"),
    ).exclude(email="")


def digest_of(person: User, roles: Roles) -> Digest:
    """What waits for the person, came back, is owed or is unread; five queries."""
    own = CriterionResult.objects.filter(
        assessment__unit__in=roles.communes,
        assessment__lapsed_at__isnull=True,
        assessment__period__closed_at__isnull=True,
    )
    return Digest(
        waiting=waiting_for(roles).count() if roles.reviews else 0,
        returned=own.filter(status=Status.RETURNED).count() if roles.communes else 0,
        unread=unread_of(person),
        deadlines=tuple(_deadlines(own)) if roles.communes else (),
    )


def _deadlines(own: QuerySet[CriterionResult]) -> Iterator[Deadline]:
    """Open rounds of the person's communes by their last day."""
    rounds = own.filter(assessment__document=F("assessment__period__round_document"))
    not_handed_in = Q(status__in=[Status.DRAFT, Status.RETURNED])
    left = dict(
        rounds.values_list("assessment__period").annotate(
            left=Count("pk", filter=not_handed_in)
        )
    )
    day = today()
    open_rounds = Period.objects.filter(
        closed_at__isnull=True,
        round_document__isnull=False,
        closes_on__isnull=False,
        # Of a year to come there is a plan to make, and nothing owed.
        year__lte=day.year,
    )
    for period in open_rounds.order_by("closes_on", "pk"):
        if left.get(period.pk) != 0 and period.closes_on is not None:
            yield Deadline(
                period, (period.closes_on - day).days, left.get(period.pk, 0)
            )
