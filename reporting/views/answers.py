"""How every page of a place and a year answers."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from reporting.exports.sheet import FORMATS, Sheet, sheet_response
from reporting.pages.absence import absence_page, nation_absence
from reporting.queries import basis_of, whole_number
from reporting.reports.absence import absence_of
from reporting.reports.nation import nation_years
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
    kept = {key: request.GET[key] for key in ("tinh", "ket_qua") if key in request.GET}
    if error.where is None:
        return _nation_without_results(request, kept)
    absence = absence_of(error.where)
    if absence.place is None and error.where.is_by_id:
        raise Http404(_("Không có đơn vị này.")) from error
    is_answer = error.where.year is None or absence.ended_before
    return render(
        request,
        "reporting/empty.html",
        {"page": absence_page(absence, request.path, kept)},
        status=200 if is_answer else 404,
    )


def _nation_without_results(request: HttpRequest, kept: dict[str, str]) -> HttpResponse:
    year = whole_number(request.GET.get("nam"))
    if year is None:
        return render(request, "reporting/empty.html")
    years = nation_years(basis_of(request))
    page = nation_absence(year, years, request.path, kept)
    return render(request, "reporting/empty.html", {"page": page}, status=404)


def at_own_address(
    request: HttpRequest, address: str, answer_it: Callable[[], HttpResponse]
) -> HttpResponse:
    """The answer, or a redirect where the readable part of the address is not right."""
    if request.path == address:
        return answer_it()
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)
