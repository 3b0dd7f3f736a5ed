"""How every page of a place and a year answers."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from reporting.exports.sheet import FORMATS, Sheet, sheet_response
from reporting.reports.scope import NoResults

Report = TypeVar("Report")


def answer(
    request: HttpRequest,
    template: str,
    read: Callable[[], Report],
    put: Callable[[Report], Any],
    sheet: Callable[[Report], Sheet] | None = None,
) -> HttpResponse:
    """The page of a report, or with ?dang=csv or xlsx the sheet of what it shows.

    A year asked for that has no results is 404; a place with none at all is a page
    that says so.
    """
    try:
        report = read()
    except NoResults as error:
        if request.GET.get("nam"):
            raise Http404(_("Chưa có kết quả nào của năm này.")) from error
        return render(request, "reporting/empty.html")
    wanted = request.GET.get("dang", "")
    if sheet is not None and wanted in FORMATS:
        return sheet_response(sheet(report), wanted)
    return render(request, template, {"page": put(report)})


def at_own_address(
    request: HttpRequest, address: str, answer_it: Callable[[], HttpResponse]
) -> HttpResponse:
    """The answer, or a redirect where the readable part of the address is not right."""
    if request.path == address:
        return answer_it()
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)
