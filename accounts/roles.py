"""What a person may act as on a day: the memberships in force, read once."""

import datetime as dt
from dataclasses import dataclass

from accounts.choices import Role
from accounts.models import Membership, User
from communes.clock import today
from communes.dated import in_force_q


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles of one person on one day; empty for nobody and for a disabled account.

    `communes`, `districts` and `provinces` are unit ids; `agencies` are pairs of the
    unit that an agency belongs to and its sector.
    """

    communes: frozenset[int] = frozenset()
    districts: frozenset[int] = frozenset()
    provinces: frozenset[int] = frozenset()
    agencies: frozenset[tuple[int, str]] = frozenset()
    is_national_viewer: bool = False
    is_administrator: bool = False

    def __bool__(self) -> bool:
        return self != Roles()

    @property
    def reviews(self) -> bool:
        """Somebody who confirms results of others, or steers."""
        return bool(self.districts or self.agencies or self.provinces)


def roles_of(user: User, day: dt.date | None = None) -> Roles:
    """Roles of `user` on `day`, today by default; one query."""
    if not (user.is_authenticated and user.is_active):
        return Roles()
    day = day or today()
    units: dict[str, set[int]] = {role: set() for role in Role}
    agencies = set()
    rows = (
        Membership.objects.in_force_on(day)
        .filter(user=user)
        .annotate(is_agency_alive=in_force_q(day, "agency__"))
        .values_list(
            "role", "unit_id", "agency__unit_id", "agency__sector", "is_agency_alive"
        )
    )
    for role, unit_id, agency_unit_id, sector, is_agency_alive in rows:
        units[role].add(unit_id)
        if agency_unit_id is not None and is_agency_alive:
            agencies.add((agency_unit_id, sector))
    return Roles(
        communes=frozenset(units[Role.COMMUNE_OFFICIAL]),
        districts=frozenset(units[Role.DISTRICT_OFFICER]),
        provinces=frozenset(units[Role.COORDINATOR]),
        agencies=frozenset(agencies),
        is_national_viewer=bool(units[Role.NATIONAL_VIEWER]),
        is_administrator=user.is_superuser or bool(units[Role.ADMINISTRATOR]),
    )
