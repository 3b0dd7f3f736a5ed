"""What a person's roles of today demand of them."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.choices import SECOND_FACTOR_ROLES
from accounts.models import Membership, User


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Somebody who may confirm, coordinate or administer today."""
    if not settings.MFA_REQUIRED or not user.is_authenticated:
        return False
    roles = Membership.objects.of(user).filter(role__in=SECOND_FACTOR_ROLES)
    return user.is_superuser or user.is_staff or roles.exists()
