"""What every page knows of the site."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from accounts.permissions import opens_admin, roles_today
from accounts.roles import Roles
from assessments.reports.notices import unread_of

# The main navigation: address, label, and the page inside it.
NAV = [
    ("home", gettext_lazy("Tổng quan"), ("province", "district", "nation")),
    ("communes", gettext_lazy("Các xã"), ("commune",)),
    ("criteria", pgettext_lazy("many", "Tiêu chí"), ("criterion",)),
    ("matrix", gettext_lazy("Ma trận"), ()),
    ("map", gettext_lazy("Bản đồ"), ()),
    ("targets", pgettext_lazy("many", "Mục tiêu"), ()),
    ("compare", gettext_lazy("So sánh"), ()),
    ("documents", pgettext_lazy("many", "Văn bản"), ("document",)),
]
# Work pages: address, label, for whom.
STAFF: list[tuple[str, Promise, Callable[[Roles], bool]]] = [
    (
        "entry:home",
        gettext_lazy("Nhập liệu"),
        lambda roles: bool(roles.communes),
    ),
    (
        "review:queue",
        gettext_lazy("Thẩm tra"),
        lambda roles: roles.reviews,
    ),
    (
        "review:progress",
        gettext_lazy("Tiến độ"),
        lambda roles: (
            roles.reviews or roles.is_administrator or roles.is_national_viewer
        ),
    ),
    (
        "rounds:rounds",
        gettext_lazy("Đợt nhập"),
        lambda roles: roles.is_administrator or bool(roles.provinces),
    ),
    (
        "recognition:dossiers",
        gettext_lazy("Hồ sơ công nhận"),
        lambda roles: roles.is_administrator or bool(roles.provinces),
    ),
    (
        "assessments:import",
        gettext_lazy("Nhập từ bảng"),
        lambda roles: roles.is_administrator or bool(roles.provinces),
    ),
    ("trail:events", gettext_lazy("Nhật ký"), bool),
]
KEPT = ("tinh", "nam", "ket_qua")


def site(request: HttpRequest) -> dict[str, Any]:
    """The scope named in the header, the navigation, the page in the other language."""
    return {
        "site_scope": _("Tỉnh %(name)s") % {"name": settings.HOME_PROVINCE},
        "nav": _nav(request),
        "staff_nav": _staff_nav(request),
        "opens_admin": opens_admin(request.user),
        # Asked only by pages that show it.
        "unread": SimpleLazyObject(lambda: _unread(request)),
        "basis": _basis(request),
        # What people see at work there is generated, like every value of a commune.
        "is_demo": settings.DEMO,
        "saves_data": saves_data(request),
        "other_language_url": other_language_url(request),
    }


def saves_data(request: HttpRequest) -> bool:
    """Whether the reader's browser asks for less: the page goes without font faces."""
    return request.headers.get("Save-Data", "").lower() == "on"


def _unread(request: HttpRequest) -> int:
    return unread_of(request.user) if request.user.is_authenticated else 0


def _nav(request: HttpRequest) -> list[dict[str, str]]:
    """Links that keep place, year and basis of the page."""
    match = request.resolver_match
    view = match.url_name if match and match.app_name == "reporting" else ""
    kept = {key: request.GET[key] for key in KEPT if request.GET.get(key)}
    if view == "nation":
        # A year of the country need not be one of the home province.
        kept.pop("nam", None)
    province_id = getattr(request, "province_id", None)
    if province_id is not None:
        kept["tinh"] = str(province_id)
    query = f"?{urlencode(kept)}" if kept else ""
    entries = []
    for name, label, inner in NAV:
        current = "page" if view == name else "true" if view in inner else ""
        url = reverse(f"reporting:{name}") + query
        entries.append({"url": url, "label": str(label), "current": current})
    return entries


def _staff_nav(request: HttpRequest) -> list[dict[str, str]]:
    """Work pages for those who may, behind the public ones."""
    roles = roles_today(request.user)
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {
            "url": reverse(view),
            "label": str(label),
            "current": "page" if view == here else "",
        }
        for view, label, may in STAFF
        if may(roles)
    ]


def _basis(request: HttpRequest) -> dict[str, Any] | None:
    """Which results a signed-in reader sees, and the way to the others."""
    match = request.resolver_match
    is_page = match is not None and match.app_name == "reporting"
    if not is_page or not request.user.is_authenticated:
        return None
    query = request.GET.copy()
    is_declared = query.pop("ket_qua", [""])[-1] == "da-nop"
    if not is_declared:
        query["ket_qua"] = "da-nop"
    url = f"{request.path}?{query.urlencode()}" if query else request.path
    return {"is_declared": is_declared, "url": url}


def other_language_url(request: HttpRequest) -> str:
    """The same page and query in the other language: English lives under /en/."""
    prefix = get_script_prefix()
    rest = request.get_full_path()[len(prefix) :]
    if get_language() == "en":
        return prefix + rest.removeprefix("en/")
    return f"{prefix}en/{rest}"
