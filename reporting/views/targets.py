"""The targets of a place and the promises of its communes."""

from django.http import HttpRequest, HttpResponse

from reporting.pages.targets import targets_page
from reporting.queries import where_of, whole_number
from reporting.reports.targets import targets_report
from reporting.views.answers import answer


def targets(request: HttpRequest) -> HttpResponse:
    """Where we are against every target, and at which pace it would be met."""
    district = whole_number(request.GET.get("huyen"))
    state = request.GET.get("hua", "")
    page = whole_number(request.GET.get("trang")) or 1
    return answer(
        request,
        "reporting/targets.html",
        lambda: targets_report(where_of(request), district),
        lambda report: targets_page(report, state, page),
    )
