"""Telling people in the portal what concerns them; called by the actions."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.choices import Role
from accounts.models import Membership, User
from assessments.choices import NoticeKind
from assessments.models import Correction, CriterionResult, Notice, PeriodException
from communes.clock import now, today
from communes.models import SuccessionLink


def tell_returned(result: CriterionResult, *, by: User) -> None:
    """The commune's officials, and who submitted, learn that a result came back."""
    people = _officials(result.assessment.unit_id)
    if result.submitted_by_id:
        people |= User.objects.filter(pk=result.submitted_by_id)
    _tell(people, by, kind=NoticeKind.RETURNED, criterion_result=result)


def tell_confirmed(result: CriterionResult, *, by: User) -> None:
    """The commune's officials learn that a result is confirmed."""
    people = _officials(result.assessment.unit_id)
    _tell(people, by, kind=NoticeKind.CONFIRMED, criterion_result=result)


def tell_reopened(exception: PeriodException, *, by: User) -> None:
    """The commune's officials learn that they may enter again; a second time anew."""
    _tell(
        _officials(exception.unit_id),
        by,
        kind=NoticeKind.REOPENED,
        unit=exception.unit,
        period=exception.period,
    )


def tell_correction(correction: Correction, *, by: User) -> None:
    """Those who decide on a correction learn that one is asked for."""
    result = correction.criterion_result
    people = _coordinators(result.assessment.province_id)
    _tell(people, by, kind=NoticeKind.CORRECTION, criterion_result=result)


def tell_decided(correction: Correction, *, by: User) -> None:
    """The commune's officials, and who asked, learn what became of a correction."""
    result = correction.criterion_result
    people = _officials(result.assessment.unit_id)
    people |= User.objects.filter(pk=correction.asked_by_id)
    kind = NoticeKind.CORRECTED if correction.is_agreed else NoticeKind.DECLINED
    _tell(people, by, kind=kind, criterion_result=result)


@transaction.atomic
def mark_read(*, person: User, up_to: int, only: int | None = None) -> int:
    """Mark a person's own notices as read, no newer one than they saw."""
    unread = person.notices.filter(read_at__isnull=True, pk__lte=up_to)
    if only is not None:
        unread = unread.filter(pk=only)
    return unread.update(read_at=now())


def _tell(people: Iterable[User], by: User, **said: Any) -> None:
    """One unread notice a person, not to who did it; an unread one is not repeated."""
    told = Notice.objects.filter(**said)
    if said.get("unit") is not None:
        told.update(at=now(), read_at=None)
    already = set(told.filter(read_at__isnull=True).values_list("person", flat=True))
    Notice.objects.bulk_create(
        Notice(person=person, at=now(), **said)
        for person in people
        if person.pk != by.pk and person.pk not in already
    )


def _officials(unit_id: int) -> QuerySet[User]:
    return _with_role(Q(role=Role.COMMUNE_OFFICIAL, unit=unit_id))


def _coordinators(province_id: int) -> QuerySet[User]:
    """Of the province, or of the one that it went into."""
    heirs = SuccessionLink.objects.filter(
        predecessor=province_id, succession__day__lte=today()
    )
    provinces = {province_id, *heirs.values_list("successor_id", flat=True)}
    return _with_role(Q(role=Role.COORDINATOR, unit__in=provinces))


def _with_role(condition: Q) -> QuerySet[User]:
    roles = Membership.objects.in_force_on(today()).filter(condition)
    return User.objects.filter(is_active=True, pk__in=roles.values("user"))
