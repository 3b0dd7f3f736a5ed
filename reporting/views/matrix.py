"""The matrix of communes and criteria."""

from django.http import HttpRequest, HttpResponse

from reporting.exports.matrix import matrix_sheet
from reporting.pages.matrix import matrix_page
from reporting.queries import where_of, whole_number
from reporting.reports.matrix import Query, matrix_of
from reporting.views.answers import answer


def matrix(request: HttpRequest) -> HttpResponse:
    """The whole province against the whole set; the address holds the whole state."""
    get = request.GET
    query = Query(
        district=whole_number(get.get("huyen")),
        order=get.get("xep", ""),
        columns=get.get("cot", ""),
        page=whole_number(get.get("trang")) or 1,
    )
    return answer(
        request,
        "reporting/matrix.html",
        lambda: matrix_of(where_of(request), query),
        matrix_page,
        matrix_sheet,
    )
