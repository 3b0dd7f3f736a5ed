"""Who may bring in results of a province."""

from django.db.models import QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Membership, User
from communes.models import Province


def _roles(user: User) -> QuerySet[Membership]:
    return Membership.objects.in_force_on(timezone.localdate()).filter(user=user)


def administers(user: User) -> bool:
    """An administrator of the portal today."""
    if not (user.is_authenticated and user.is_active):
        return False
    return user.is_superuser or _roles(user).filter(role=Role.ADMINISTRATOR).exists()


def can_import(user: User, province_id: int) -> bool:
    """A coordinator of this province today, or an administrator."""
    if administers(user):
        return True
    if not (user.is_authenticated and user.is_active):
        return False
    coordinates = _roles(user).filter(role=Role.COORDINATOR, unit=province_id)
    return coordinates.exists()


def import_provinces(user: User) -> QuerySet[Province]:
    """Provinces whose results this person may bring in."""
    if administers(user):
        return Province.objects.all()
    if not (user.is_authenticated and user.is_active):
        return Province.objects.none()
    mine = _roles(user).filter(role=Role.COORDINATOR).values("unit")
    return Province.objects.filter(pk__in=mine)
