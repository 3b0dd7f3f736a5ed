"""One commune."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.permissions import roles_today
from assessments.reports.dossiers import ways_of
from reporting.pages.commune import commune_page
from reporting.pages.parts import place_url
from reporting.pages.plans import commune_plans
from reporting.queries import LARGEST, basis_of, whole_number
from reporting.reports.commune import NoSuchCommune, commune_report
from reporting.reports.plans import plans_of_commune
from reporting.views.answers import at_own_address


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
    ways = ways_of(roles_today(request.user), report.recognitions, report.dossiers)
    return at_own_address(
        request,
        place_url(report.version),
        lambda: render(
            request,
            "reporting/commune.html",
            {
                "page": commune_page(report, ways),
                "plans": commune_plans(plans_of_commune(report)),
            },
        ),
    )
