"""The overview of a province or a district."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from communes.choices import UnitLevel
from communes.models import UnitVersion
from reporting.exports.districts import districts_sheet
from reporting.pages.parts import place_url
from reporting.pages.province import province_page
from reporting.queries import LARGEST, where_of, whole_number
from reporting.reports.province import province_report
from reporting.reports.scope import Where
from reporting.views.answers import answer, at_own_address


def home(request: HttpRequest) -> HttpResponse:
    """How many communes meet the standard, and what holds the rest back."""
    chosen = whole_number(request.GET.get("huyen"))
    if chosen is not None:
        return _moved(request, "district-by-id", chosen)
    return _overview(request, where_of(request))


def province(request: HttpRequest, unit_id: int, slug: str = "") -> HttpResponse:
    """The same of any province."""
    version = _newest(unit_id, UnitLevel.PROVINCE)
    request.province_id = unit_id
    chosen = whole_number(request.GET.get("huyen"))
    if chosen is not None:
        return _moved(request, "district-by-id", chosen)
    where = where_of(request, province=unit_id)
    return at_own_address(
        request, place_url(version), lambda: _overview(request, where)
    )


def district(request: HttpRequest, unit_id: int, slug: str = "") -> HttpResponse:
    """The same of a district."""
    version = _newest(unit_id, UnitLevel.DISTRICT)
    request.province_id = version.province_id
    asked = request.GET.get("huyen", str(unit_id))
    if not asked and version.province_id:
        return _moved(request, "province-by-id", version.province_id)
    chosen = whole_number(asked)
    if chosen not in (None, unit_id):
        return _moved(request, "district-by-id", chosen)
    where = where_of(request, district=unit_id)
    return at_own_address(
        request, place_url(version), lambda: _overview(request, where)
    )


def _moved(request: HttpRequest, view: str, unit_id: int | None) -> HttpResponse:
    """To the page that the form asked for, with the rest of the form."""
    query = request.GET.copy()
    query.pop("huyen", None)
    path = reverse(f"reporting:{view}", args=[unit_id])
    return redirect(f"{path}?{query.urlencode()}" if query else path)


def _overview(request: HttpRequest, where: Where) -> HttpResponse:
    return answer(
        request,
        "reporting/province.html",
        lambda: province_report(where),
        province_page,
        # A district has no table of districts to give.
        districts_sheet if where.district is None else None,
    )


def _newest(unit_id: int, level: UnitLevel) -> UnitVersion:
    """The latest version of a unit of the level, or 404."""
    versions = UnitVersion.objects.of_level(level).filter(unit_id=min(unit_id, LARGEST))
    version = versions.order_by("-valid_from").first()
    if version is None:
        raise Http404(_("Không có đơn vị này."))
    return version
