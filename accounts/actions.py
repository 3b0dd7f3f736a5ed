"""What an administrator does for people: invite them, help them back in."""

from collections.abc import Iterable

from allauth.account.forms import ResetPasswordForm
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User


def invite(*, users: Iterable[User], request: HttpRequest, by: User) -> int:
    """Mail each a link to set a password; returns to how many.

    The same link is an invitation and a reset. Who is disabled or has no address of
    mail gets none.
    """
    _refuse_who_may_not_change_people(by)
    sent = 0
    for user in users:
        form = ResetPasswordForm({"email": user.email})
        if user.is_active and form.is_valid():
            form.save(request)
            sent += 1
    return sent


@transaction.atomic
def forget_second_factor(*, users: Iterable[User], by: User) -> int:
    """Take off the second factor of people who lost it, and end their sessions.

    Whose role demands one sets it up anew at the next sign-in. The history of each
    says who did it. A superuser's is taken off by superusers only. Returns how many
    had one.
    """
    _refuse_who_may_not_change_people(by)
    had = 0
    for user in users:
        if user.is_superuser and not by.is_superuser:
            raise PermissionDenied
        deleted, _of = Authenticator.objects.filter(user=user).delete()
        if not deleted:
            continue
        for session in UserSession.objects.filter(user=user):
            session.end()
        user._change_reason = _("Bỏ xác thực hai lớp")
        user._history_user = by
        user.save(update_fields=["is_active"])
        had += 1
    return had


def _refuse_who_may_not_change_people(by: User) -> None:
    if not by.has_perm("accounts.change_user"):
        raise PermissionDenied
