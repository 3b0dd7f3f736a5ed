"""The list of communes."""

from django.http import HttpRequest, HttpResponse

from reporting.exports.communes import communes_sheet
from reporting.pages.communes import communes_page
from reporting.queries import ListQuery, where_of
from reporting.reports.communes import commune_list
from reporting.views.answers import answer


def communes(request: HttpRequest) -> HttpResponse:
    """Which communes, filtered and sorted; the address holds the whole state."""
    query = ListQuery(request)
    return answer(
        request,
        "reporting/communes.html",
        lambda: commune_list(
            where_of(request),
            query.filters,
            sort=query.sort,
            is_descending=query.is_descending,
            page=query.page,
        ),
        communes_page,
        communes_sheet,
    )
