"""Where this site differs from allauth: no sign-up, the lock-out, the second factor."""

import datetime as dt
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context, ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.permissions import needs_second_factor, opens_admin
from accounts.reports import own_roles
from accounts.roles import roles_of
from accounts.sessions import has_just_begun, has_passed_second_factor
from communes.clock import today


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators, and wrong passwords are counted twice."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the person's own work; who has none there reads the overview."""
        roles = roles_of(request.user)
        if roles.communes:
            return reverse("entry:home")
        if roles.districts or roles.agencies:
            return reverse("review:queue")
        if roles.provinces:
            return reverse("review:progress")
        if roles.is_national_viewer:
            return reverse("reporting:nation")
        if opens_admin(request.user):
            return reverse("admin:index")
        return super().get_login_redirect_url(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of who proved minutes ago, signing in, all that there is to prove."""
        has_proved = has_passed_second_factor(self.request) or not is_mfa_enabled(
            self.request.user
        )
        if has_proved and has_just_begun(self.request.session):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse even the right password after too many wrong ones."""
        for action, key in self._counters(request, _login(credentials)):
            if not ratelimit.consume(request, action=action, key=key, dry_run=True):
                raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        for action, key in self._counters(request, _login(credentials)):
            ratelimit.consume(request, action=action, key=key)

    def set_password(self, user: User, password: str) -> None:
        """A person with a new password is not kept out for the old one."""
        super().set_password(user, password)
        for login in (user.username, user.email):
            for action, key in self._counters(context.request, login.lower()):
                ratelimit.clear(context.request, action=action, key=key)

    def send_password_reset_mail(
        self, user: User, email: str, context: dict[str, Any]
    ) -> None:
        """Who never signed in has forgotten nothing: they are told of the account."""
        if user.last_login is not None:
            super().send_password_reset_mail(user, email, context)
            return
        days = dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days
        day = today()
        roles = [role for role in own_roles(user) if (role.last_day or day) >= day]
        said = {**context, "roles": roles, "days": days}
        self.send_mail("account/email/invitation", email, said)

    def _counters(self, request: HttpRequest, login: str) -> list[tuple[str, str]]:
        """By account and address, and by account from anywhere."""
        address = self.get_client_ip(request)
        return [
            ("wrong_password", f"{login} {address}"),
            ("wrong_password_anywhere", login),
        ]


def _login(credentials: dict[str, Any]) -> str:
    return (credentials.get("email") or credentials.get("username") or "").lower()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Whose role demands a second factor cannot take it off."""

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not needs_second_factor(authenticator.user)
