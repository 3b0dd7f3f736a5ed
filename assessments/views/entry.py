"""Entering the results of a commune: its page, saving, handing in.

The page is one form. The same address answers JSON where the request accepts
`application/json`; that contract stands in `entry_json`.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.roles import roles_of
from assessments.actions.held import let_go
from assessments.reports.entry import EntryReport, entry_report
from assessments.reports.entry_places import entry_places
from assessments.reports.held import held_input
from assessments.reports.law import kept_law
from assessments.views.entry_held import (
    files_again,
    mark_of,
    release,
    release_files,
    session_over,
    shown_again,
)
from assessments.views.entry_home import home_page, place_url
from assessments.views.entry_json import answer_script
from assessments.views.entry_page import address, entry_page
from assessments.views.entry_places import place_of, result_to_read, wants_json
from assessments.views.entry_saving import Attempt, save_posted, still_failed
from assessments.views.entry_script import script_data
from assessments.views.evidence_adding import attach_posted
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
        return session_over(request, year, unit_id, period_set_id)
    if request.method == "POST" and wants_json(request):
        return answer_script(request, year, unit_id, period_set_id)
    if request.method != "POST":
        result = result_to_read(request, year, unit_id, period_set_id)
        if result is not None:
            text = _("Bạn xem được kết quả của xã; chỉ cán bộ của xã nhập.")
            messages.info(request, text)
            return redirect("review:result", result.pk)
    place = place_of(request, year, unit_id, period_set_id)
    if request.method != "POST":
        return _shown(request, entry_report(place.unit_id, place.period_set))
    asked = kept_law(place.period_set).asked
    attempts = save_posted(place, request.POST, asked, request.user)
    refused = attach_posted(
        request.FILES, unit_id=unit_id, period_set=place.period_set, by=request.user
    )
    for refusal in refused:
        messages.error(request, refusal)
    report = entry_report(place.unit_id, place.period_set)
    failed = still_failed(report, attempts)
    release(request, place, asked, set(failed))
    if failed:
        return _shown(request, report, failed, status=409)
    if any(attempt.saved for attempt in attempts):
        said = {"time": time_format(now().time())}
        messages.success(request, _("Đã lưu nháp lúc %(time)s.") % said)
    goes_on = request.POST.get("action") == "check" and not refused
    return redirect(address(report, "entry:check" if goes_on else "entry:page"))


@login_required
@require_POST
def drop(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> HttpResponse:
    """Let go of what was held through the sign-in, or of the names of files alone."""
    place = place_of(request, year, unit_id, period_set_id)
    back = request.POST.get("files")
    if back:
        ids = {entry.criterion.pk for entry in kept_law(place.period_set).asked.entries}
        release_files(request.user, place.unit_id, place.period_set, ids)
    else:
        let_go(by=request.user, unit_id=place.unit_id, period_set=place.period_set)
        messages.success(request, _("Đã bỏ các ô đang giữ."))
    view = "evidence:page" if back == "evidence" else "entry:page"
    return redirect(view, year, unit_id, period_set_id)


def _shown(
    request: HttpRequest,
    report: EntryReport,
    failed: dict[int, Attempt] | None = None,
    status: int = 200,
) -> HttpResponse:
    held = held_input(request.user, report.unit.unit_id, report.period_set.pk)
    page = entry_page(
        report,
        failed,
        held=shown_again(held, report),
        held_at=held.held_at if held else None,
        hold_token=mark_of(request.user, report.unit.unit_id, report.period_set),
        files=files_again(held),
    )
    context = {"page": page, "script": script_data(report, request.user)}
    return render(request, "entry/page.html", context, status=status)
