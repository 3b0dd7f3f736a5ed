"""What a person's roles of today demand of them, and give."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.roles import Roles, roles_of


def roles_today(user: Any) -> Roles:
    """The roles of who asks, read once a request."""
    if not hasattr(user, "_roles_today"):
        user._roles_today = roles_of(user)
    return user._roles_today


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Somebody who may confirm, coordinate or administer today.

    Their word counts for others: such an account must not open by a password alone.
    """
    if not settings.MFA_REQUIRED or not user.is_authenticated:
        return False
    roles = roles_today(user)
    return user.is_staff or roles.reviews or roles.is_administrator


def opens_admin(user: Any) -> bool:
    """An administrator today, or staff with some role in force."""
    roles = roles_today(user)
    return roles.is_administrator or (user.is_staff and bool(roles))


class RoleBackend(AuthenticationBackend):
    """The site's sign-in and permissions; an administrator's role gives them all.

    Asked anew at every request, so that they end on the day the role does.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if roles_today(user_obj).is_administrator:
            return True
        return super().has_perm(user_obj, perm, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        if roles_today(user_obj).is_administrator:
            return True
        return super().has_module_perms(user_obj, app_label)
