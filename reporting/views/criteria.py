"""All criteria of a year, and one of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from reporting.exports.criteria import criteria_sheet, criterion_sheet
from reporting.pages.criteria import criteria_page
from reporting.pages.criterion import criterion_page
from reporting.queries import plain_text, where_of, whole_number
from reporting.reports.criteria import SORTS, criteria_report
from reporting.reports.criterion import (
    SORTS as COMMUNE_SORTS,
)
from reporting.reports.criterion import (
    NoSuchCriterion,
    Query,
    criterion_report,
)
from reporting.views.answers import answer


def criteria(request: HttpRequest) -> HttpResponse:
    """Which criteria most communes fail."""
    sort = request.GET.get("xep", "")
    sort = sort if sort in SORTS else "chua-dat"
    is_turned = request.GET.get("nguoc") == "1"
    return answer(
        request,
        "reporting/criteria.html",
        lambda: criteria_report(
            where_of(request),
            whole_number(request.GET.get("huyen")),
            sort=sort,
            is_descending=is_turned == (sort == "so"),
        ),
        criteria_page,
        criteria_sheet,
    )


def criterion(request: HttpRequest, number: int) -> HttpResponse:
    """Who fails one criterion, and by how far; the form may ask for another one."""
    asked = whole_number(request.GET.get("tc"))
    if asked is not None:
        query = request.GET.copy()
        del query["tc"]
        if asked != number:
            query.pop("chi_tieu", None)
        path = reverse("reporting:criterion", args=[asked])
        return redirect(f"{path}?{query.urlencode()}" if query else path)
    try:
        return answer(
            request,
            "reporting/criterion.html",
            lambda: criterion_report(where_of(request), number, _query(request)),
            criterion_page,
            criterion_sheet,
        )
    except NoSuchCriterion as error:
        raise Http404(_("Bộ tiêu chí của năm này không có tiêu chí này.")) from error


def _query(request: HttpRequest) -> Query:
    """What the address narrows the communes to, and their order."""
    get = request.GET
    sort = get.get("xep", "")
    sort = sort if sort in COMMUNE_SORTS else COMMUNE_SORTS[0]
    is_turned = get.get("nguoc") == "1"
    return Query(
        district=whole_number(get.get("huyen")),
        indicator=plain_text(request, "chi_tieu"),
        text=plain_text(request, "q"),
        everyone=get.get("xem") == "tat-ca",
        sort=sort,
        is_descending=is_turned != (sort == "dat"),
        page=whole_number(get.get("trang")) or 1,
    )
