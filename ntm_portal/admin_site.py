"""The admin site: what needs attention on its first page, and pickers that tell."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.permissions import opens_admin
from reporting.reports.attention import Attention, needs_attention


class LabelledChoices(AutocompleteJsonView):
    """Choices of a picker, worded by their admin where it tells namesakes apart."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        choice = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "option_label", None)
        if label is not None:
            choice["text"] = label(obj)
        return choice


class PortalAdminSite(AdminSite):
    site_header = _("Quản trị nông thôn mới")
    site_title = _("Quản trị nông thôn mới")
    index_title = _("Việc cần xử lý")

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        found = [one for one in needs_attention() if _may_see(request, one)]
        own = {
            "attention": [(one, _address(one)) for one in found if one.count],
            "settled": [one for one in found if not one.count],
        }
        return super().index(request, {**own, **(extra_context or {})})

    def has_permission(self, request: HttpRequest) -> bool:
        return opens_admin(request.user)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The one sign-in of the site, with its lock-out and second factor."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        index = reverse("admin:index")
        if request.user.is_authenticated:
            return HttpResponseRedirect(index)
        return redirect_to_login(request.GET.get("next", index))

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_change_password"))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        return context | {"other_languages": _other_languages(request)}

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return LabelledChoices.as_view(admin_site=self)(request)


def _may_see(request: HttpRequest, one: Attention) -> bool:
    return request.user.has_perm(f"{one.app_label}.view_{one.model_name}")  # type: ignore[union-attr]  # signed in


def _other_languages(request: HttpRequest) -> list[dict[str, str]]:
    """This page in the languages that it is not shown in."""
    here = request.get_full_path()
    return [
        {"code": code, "name": name, "url": translate_url(here, code)}
        for code, name in settings.LANGUAGES
        if code != get_language()
    ]


def _address(one: Attention) -> str:
    place = reverse(f"admin:{one.app_label}_{one.model_name}_changelist")
    return f"{place}?can_xu_ly={one.key}"
