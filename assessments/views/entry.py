"""Entering the results of a commune: its page, saving, handing in.

The page is one form. The same address answers JSON where the request accepts
`application/json`; that contract stands in `entry_json`.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.roles import roles_of
from assessments.forms.entry import digest
from assessments.models import PeriodSet
from assessments.permissions import may_enter
from assessments.reports.entry import EntryReport, entry_report
from assessments.reports.entry_places import entry_places
from assessments.views.access import LARGEST
from assessments.views.entry_json import json_answer, wants_json
from assessments.views.entry_page import (
    address,
    entry_page,
    home_page,
    place_url,
    stored_digest,
)
from assessments.views.entry_saving import Attempt, Place, save_posted
from communes.choices import UnitLevel
from communes.clock import now


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What the person may enter; straight to the page where it is only one."""
    places = entry_places(roles_of(request.user).communes)
    if len(places) == 1:
        return redirect(place_url(places[0]))
    page = home_page(places)
    return render(request, "entry/home.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def page(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> HttpResponse:
    """All criteria of a commune in a period; a post saves what was touched."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    place = place_of(request, year, unit_id, period_set_id)
    report = entry_report(place.unit_id, place.period_set)
    if request.method != "POST":
        return _shown(request, report)
    attempts = save_posted(place, request.POST, report.asked, request.user)
    report = entry_report(place.unit_id, place.period_set)
    failed = still_failed(report, attempts)
    if wants_json(request):
        return json_answer(report, attempts, failed)
    if failed:
        return _shown(request, report, failed, status=409)
    if any(attempt.result for attempt in attempts):
        said = {"time": time_format(now().time())}
        messages.success(request, _("Đã lưu nháp lúc %(time)s.") % said)
    goes_on = request.POST.get("action") == "check"
    return redirect(address(report, "entry:check" if goes_on else "entry:page"))


def place_of(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> Place:
    """The page's commune and period set; not there for anybody but its officials."""
    if max(unit_id, period_set_id) > LARGEST or not may_enter(
        roles_of(request.user), unit_id
    ):
        raise Http404
    period_set = get_object_or_404(
        PeriodSet.objects.select_related("period", "criteria_set"),
        pk=period_set_id,
        period__year=min(year, 9999),
        unit_level=UnitLevel.COMMUNE,
    )
    return Place(unit_id, period_set)


def still_failed(report: EntryReport, attempts: list[Attempt]) -> dict[int, Attempt]:
    """Attempts that saved nothing, unless just that stands already: a double click."""
    return {
        one.number: one
        for one in attempts
        if one.result is None
        and digest(one.fields.values()) != stored_digest(report.criterion(one.number))
    }


def _shown(
    request: HttpRequest,
    report: EntryReport,
    failed: dict[int, Attempt] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = entry_page(report, failed)
    return render(request, "entry/page.html", {"page": page}, status=status)
