from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Tài khoản")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a sign-in start the clocks of its session, and leave no trace of its own.

        Its moment and its language are set without a save: a save is history.
        """
        from allauth.mfa.signals import authenticator_added, authenticator_used
        from django.contrib.auth.signals import user_logged_in

        # By the name of Django's own receiver: in its place, whichever came first.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(_signed_in, dispatch_uid="update_last_login")
        for signal in (authenticator_added, authenticator_used):
            signal.connect(_second_factor, dispatch_uid="accounts.second_factor")


def _signed_in(request: Any, user: Any, **_more: Any) -> None:
    from accounts.sessions import begin

    begin(request.session)
    type(user).objects.filter(pk=user.pk).update(
        last_login=timezone.now(), language=get_language() or settings.LANGUAGE_CODE
    )


def _second_factor(request: Any, authenticator: Any, **_more: Any) -> None:
    from accounts.sessions import mark_second_factor

    mark_second_factor(request, authenticator)
