"""How every page of a place and a year answers."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from reporting.exports.sheet import FORMATS, Sheet, sheet_response
from reporting.pages.absence import absence_page
from reporting.reports.absence import absence_of
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
    A year asked for that has no results is 404, unless the place ended before: that
    is an answer. Either page says what there is instead.
    """
    try:
        report = read()
    except NoResults as error:
        return _without_results(request, error)
    wanted = request.GET.get("dang", "")
    if sheet is not None and wanted in FORMATS:
        return sheet_response(sheet(report), wanted)
    return render(request, template, {"page": put(report)})


def _without_results(request: HttpRequest, error: NoResults) -> HttpResponse:
    if error.where is None:
        if request.GET.get("nam"):
            raise Http404(_("Chưa có kết quả nào của năm này.")) from error
        return render(request, "reporting/empty.html")
    absence = absence_of(error.where)
    kept = {key: request.GET[key] for key in ("tinh", "ket_qua") if key in request.GET}
    is_answer = error.where.year is None or absence.ended_before
    return render(
        request,
        "reporting/empty.html",
        {"page": absence_page(absence, request.path, kept)},
        status=200 if is_answer else 404,
    )


def at_own_address(
    request: HttpRequest, address: str, answer_it: Callable[[], HttpResponse]
) -> HttpResponse:
    """The answer, or a redirect where the readable part of the address is not right."""
    if request.path == address:
        return answer_it()
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)
