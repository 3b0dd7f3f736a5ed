"""Who may bring in results of a province."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Membership, User
from communes.models import Province, SuccessionLink


def _roles(user: User) -> QuerySet[Membership]:
    return Membership.objects.in_force_on(timezone.localdate()).filter(user=user)


def administers(user: User) -> bool:
    """An administrator of the portal today."""
    if not (user.is_authenticated and user.is_active):
        return False
    return user.is_superuser or _roles(user).filter(role=Role.ADMINISTRATOR).exists()


def imports_somewhere(user: User) -> bool:
    """Somebody who may bring in results of some province today; one query."""
    if not (user.is_authenticated and user.is_active):
        return False
    roles = [Role.COORDINATOR, Role.ADMINISTRATOR]
    return user.is_superuser or _roles(user).filter(role__in=roles).exists()


def can_import(user: User, province_id: int) -> bool:
    """A coordinator of this province or of its successor today, or an administrator."""
    return import_provinces(user).filter(pk=province_id).exists()


def import_provinces(user: User) -> QuerySet[Province]:
    """Provinces whose results this person may bring in.

    The office of a province that took in others keeps their records too.
    """
    if administers(user):
        return Province.objects.all()
    if not (user.is_authenticated and user.is_active):
        return Province.objects.none()
    mine = _roles(user).filter(role=Role.COORDINATOR).values("unit")
    former = SuccessionLink.objects.filter(
        successor__in=mine, succession__day__lte=timezone.localdate()
    )
    return Province.objects.filter(
        Q(pk__in=mine) | Q(pk__in=former.values("predecessor"))
    )
