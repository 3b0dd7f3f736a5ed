"""Handing in: the check page, one criterion or all that are complete."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actions.entering import submit_criteria
from assessments.errors import AssessmentsError
from assessments.forms.submit import SubmitForm
from assessments.reports.entry import EntryReport, entry_report
from assessments.views.entry_check import check_page
from assessments.views.entry_criterion import moment
from assessments.views.entry_page import address
from assessments.views.entry_places import Place, place_of
from communes.clock import now


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> HttpResponse:
    """What would be handed in, and what is missing; a post hands in what was chosen."""
    place = place_of(request, year, unit_id, period_set_id)
    report = entry_report(place.unit_id, place.period_set)
    if request.method != "POST":
        return _shown(request, report, SubmitForm(report))
    form = SubmitForm(report, request.POST)
    if form.is_valid() and _hand_in(request, place, form):
        return redirect(address(report))
    fresh = entry_report(place.unit_id, place.period_set)
    return _shown(request, fresh, form, status=409 if form.is_stale else 422)


def _hand_in(request: HttpRequest, place: Place, form: SubmitForm) -> bool:
    """Hand in what was chosen; a refusal goes to the form.

    A second click finds everything handed in: it is answered like the first.
    """
    if not form.versions:
        return True
    try:
        results = submit_criteria(
            unit_id=place.unit_id,
            period_set=place.period_set,
            versions=form.versions,
            by=request.user,
        )
    except AssessmentsError as error:
        form.refuse(error)
        return False
    results[0].refresh_from_db()
    step = results[0].step
    actor = step.get_actor_display() if step else ""
    said = {"actor": actor, "time": moment(now())}
    messages.success(request, _("Đã nộp cho %(actor)s lúc %(time)s.") % said)
    return True


def _shown(
    request: HttpRequest, report: EntryReport, form: SubmitForm, status: int = 200
) -> HttpResponse:
    context = {"page": check_page(report, form), "form": form}
    return render(request, "entry/check.html", context, status=status)
