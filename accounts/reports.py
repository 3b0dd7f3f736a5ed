"""What a person sees of their own account."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import Membership, User
from communes.clock import today
from communes.labels import place_label, with_places


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role that a person has, had or will have: where, and between which days."""

    name: str
    place: str
    valid_from: dt.date
    last_day: dt.date | None
    is_in_force: bool


def own_roles(user: User) -> list[OwnRole]:
    """Every role of a person, those in force first, then the latest."""
    day = today()
    rows = Membership.objects.filter(user=user).select_related("agency")
    rows = rows.prefetch_related(*with_places("unit"), *with_places("agency__unit"))
    found = [_own_role(row, day) for row in rows.order_by("-valid_from", "pk")]
    return sorted(found, key=lambda role: not role.is_in_force)


def _own_role(row: Membership, day: dt.date) -> OwnRole:
    ended = row.valid_to is not None and row.valid_to <= day
    return OwnRole(
        name=row.get_role_display(),
        place=_place(row),
        valid_from=row.valid_from,
        last_day=row.valid_to and row.valid_to - dt.timedelta(days=1),
        is_in_force=row.valid_from <= day and not ended,
    )


def _place(row: Membership) -> str:
    if row.agency is not None:
        return f"{row.agency.name}, {place_label(row.agency.unit)}"
    return place_label(row.unit) if row.unit is not None else ""
