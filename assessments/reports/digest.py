"""What a person owes today: the lines of the daily mail."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

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
class Digest:
    """Counts of one person's day; empty where nothing is owed."""

    waiting: int
    returned: int
    unread: int
    deadlines: tuple[tuple[Period, int], ...]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.returned or self.unread or self.deadlines)


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
    """What waits for the person, came back, is near its end or is unread."""
    own = CriterionResult.objects.filter(
        assessment__unit__in=roles.communes,
        assessment__lapsed_at__isnull=True,
        assessment__period__closed_at__isnull=True,
    )
    return Digest(
        waiting=waiting_for(roles).count() if roles.reviews else 0,
        returned=own.filter(status=Status.RETURNED).count(),
        unread=unread_of(person),
        deadlines=tuple(_deadlines(roles, own)),
    )


def _deadlines(
    roles: Roles, own: QuerySet[CriterionResult]
) -> Iterator[tuple[Period, int]]:
    """Open rounds that close within days, with how many criteria are not handed in."""
    if not roles.communes:
        return
    day = today()
    near = Period.objects.filter(
        closed_at__isnull=True,
        round_document__isnull=False,
        closes_on__range=(day, day + dt.timedelta(days=NEAR)),
    )
    for period in near.order_by("closes_on"):
        entered = own.filter(
            assessment__period=period, assessment__document=period.round_document_id
        )
        left = entered.filter(status__in=[Status.DRAFT, Status.RETURNED]).count()
        if left or not entered.exists():
            yield period, left
