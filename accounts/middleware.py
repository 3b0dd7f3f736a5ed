"""What is asked at every request of a person who is signed in."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import needs_second_factor
from accounts.sessions import has_ended, has_passed_second_factor, mark_seen

Answer = Callable[[HttpRequest], HttpResponse]


class SessionLimits:
    """End a session that is too old or was left alone for too long.

    The request goes on as nobody's, so a page that asks who it is sends to the sign-in.
    `request.late_user` is whose session it was: what was posted too late can wait for
    that person, and nothing else may follow from it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.late_user = None  # type: ignore[attr-defined]  # for views
        if request.user.is_authenticated:
            if has_ended(request.session):
                request.late_user = request.user  # type: ignore[attr-defined]  # for views
                logout(request)
                messages.info(
                    request, _("Phiên làm việc đã hết. Đăng nhập lại để tiếp tục.")
                )
            else:
                mark_seen(request.session)
        return self.get_response(request)


class SecondFactor:
    """Let a person whose role demands a second factor do nothing without it.

    Only their own account stays open: there it is set up.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_missing(request):
            place = "mfa_activate_totp"
            if is_mfa_enabled(request.user):
                place = "mfa_reauthenticate"
            return redirect_to_login(request.get_full_path(), reverse(place))
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        return (
            request.user.is_authenticated
            and not has_passed_second_factor(request)
            and not request.path.startswith(reverse("account_home"))
            and needs_second_factor(request.user)
        )
