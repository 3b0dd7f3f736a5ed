"""The overview of the whole country."""

from django.http import HttpRequest, HttpResponse

from reporting.exports.nation import provinces_sheet
from reporting.pages.nation import nation_page
from reporting.pages.provinces import SORTS, Order
from reporting.queries import basis_of, whole_number
from reporting.reports.nation import nation_report
from reporting.views.answers import answer


def nation(request: HttpRequest) -> HttpResponse:
    """How many communes of the country meet the standard, province by province."""
    sort = request.GET.get("xep", "")
    sort = sort if sort in SORTS else "ty-le"
    is_turned = request.GET.get("nguoc") == "1"
    order = Order(sort, is_turned if sort == "ten" else not is_turned)
    year = whole_number(request.GET.get("nam"))
    return answer(
        request,
        "reporting/nation.html",
        lambda: nation_report(year, basis_of(request)),
        lambda report: nation_page(report, order),
        lambda report: provinces_sheet(report, order),
    )
