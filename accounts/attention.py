"""People whose role ends or has ended."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from communes.clock import today
from communes.dated import in_force_q

# How long before its end a role is shown.
NOTICE = dt.timedelta(days=30)


def ending_soon() -> QuerySet[Membership]:
    """Roles in force that end within a month."""
    day = today()
    return Membership.objects.in_force_on(day).filter(valid_to__lte=day + NOTICE)


def without_role_left() -> QuerySet[User]:
    """People who can sign in, whose every role has ended."""
    day = today()
    of_user = Membership.objects.filter(user=OuterRef("pk"))
    left = of_user.filter(in_force_q(day) | Q(valid_from__gt=day))
    return User.objects.filter(Exists(of_user), ~Exists(left), is_active=True)


def ended_place() -> QuerySet[Membership]:
    """Roles in force at a unit that no longer stands."""
    day = today()
    rows = Membership.objects.in_force_on(day).filter(unit__isnull=False)
    return rows.exclude(unit__versions__valid_to=None)


ATTENTION_ROLES = {
    "sap-het-han": (_("Vai trò hết hạn trong 30 ngày"), ending_soon),
    "don-vi-da-ket-thuc": (_("Vai trò ở đơn vị không còn"), ended_place),
}
ATTENTION_PEOPLE = {
    "het-vai-tro": (_("Người dùng không còn vai trò nào"), without_role_left),
}
