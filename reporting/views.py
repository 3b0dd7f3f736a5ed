"""The pages: read the address, ask the report, print the page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from reporting.pages.commune import commune_page
from reporting.pages.communes import communes_page
from reporting.pages.province import province_page
from reporting.queries import LARGEST, ListQuery, basis_of, whole_number
from reporting.reports.commune import NoSuchCommune, commune_report
from reporting.reports.communes import commune_list
from reporting.reports.province import province_report
from reporting.reports.scope import NoResults


def province(request: HttpRequest) -> HttpResponse:
    """How many communes meet the standard, and what holds the rest back."""
    year = whole_number(request.GET.get("nam"))
    try:
        report = province_report(settings.HOME_PROVINCE, year, basis_of(request))
    except NoResults as error:
        if year is not None:
            raise Http404(_("Chưa có kết quả nào của năm này.")) from error
        return render(request, "reporting/empty.html")
    return render(request, "reporting/province.html", {"page": province_page(report)})


def communes(request: HttpRequest) -> HttpResponse:
    """Which communes, filtered and sorted; the address holds the whole state."""
    query = ListQuery(request)
    try:
        found = commune_list(
            settings.HOME_PROVINCE,
            query.filters,
            year=query.year,
            basis=basis_of(request),
            sort=query.sort,
            is_descending=query.is_descending,
            page=query.page,
        )
    except NoResults as error:
        if query.year is not None:
            raise Http404(_("Chưa có kết quả nào của năm này.")) from error
        return render(request, "reporting/empty.html")
    return render(request, "reporting/communes.html", {"page": communes_page(found)})


def commune(request: HttpRequest, unit_id: int, slug: str = "") -> HttpResponse:
    """One commune; the slug is only for reading and is put right by a redirect."""
    if unit_id > LARGEST:
        raise Http404(_("Không có đơn vị này."))
    try:
        report = commune_report(
            unit_id, whole_number(request.GET.get("nam")), basis_of(request)
        )
    except NoSuchCommune as error:
        raise Http404(_("Không có đơn vị này.")) from error
    if slug != report.version.slug:
        path = reverse("reporting:commune", args=[unit_id, report.version.slug])
        query = request.GET.urlencode()
        return redirect(f"{path}?{query}" if query else path)
    return render(request, "reporting/commune.html", {"page": commune_page(report)})
