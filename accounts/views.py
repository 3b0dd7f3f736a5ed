"""A person's own account; signing in, passwords and the second factor are allauth's."""

from typing import Any

from allauth.account.views import logout
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.browsers import browser_words
from accounts.permissions import needs_second_factor
from accounts.reports import own_roles


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Roles with their days, and the ways to password, second factor and sessions."""
    heading = _("Tài khoản của tôi")
    context = {
        "page": {"heading": heading, "crumbs": [{"label": heading, "url": ""}]},
        "roles": own_roles(request.user),
        "has_second_factor": is_mfa_enabled(request.user),
        "needs_second_factor": needs_second_factor(request.user),
    }
    return render(request, "account/home.html", context)


def sign_out(request: HttpRequest) -> HttpResponse:
    """allauth's own; the browser forgets what pages kept in it for the person."""
    response = logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"storage"'
    return response


class Sessions(ListUserSessionsView):
    """allauth's list, each with its browser in words; one may be ended alone."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for session in context["sessions"]:
            session.browser = browser_words(session.user_agent)
        return context

    def form_valid(self, form: forms.Form) -> HttpResponse:
        asked = self.request.POST.get("phien")
        if asked is None:
            return super().form_valid(form)
        for session in UserSession.objects.filter(user=self.request.user):
            if str(session.pk) == asked and not session.is_current():
                session.end()
                messages.success(self.request, _("Phiên đó đã kết thúc."))
                break
        else:
            messages.error(self.request, _("Không có phiên nào khác như vậy."))
        return redirect("usersessions_list")


@login_required
@require_POST
def digest(request: HttpRequest) -> HttpResponse:
    """Switch the daily mail on or off; it comes in the language of this page."""
    user = request.user
    user.wants_digest = request.POST.get("nhan") == "co"
    user.language = get_language() or settings.LANGUAGE_CODE
    user.save(update_fields=["wants_digest", "language"])
    said = _("Đã bật thư tổng hợp.") if user.wants_digest else _("Đã tắt thư tổng hợp.")
    messages.success(request, said)
    return redirect("account_home")
