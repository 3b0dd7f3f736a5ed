"""The year plan of a commune: what it will meet, registered before the year."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.actions.plans import (
    StalePlan,
    postpone_plan,
    register_plan,
    save_plan,
)
from assessments.errors import AssessmentsError
from assessments.forms.plans import PlanForm, PostponeForm
from assessments.reports.plan import PlanReport, plan_report
from assessments.views.entry_places import Place, place_of
from assessments.views.plan_page import plan_page

Forms = dict[str, PlanForm | PostponeForm]


@login_required
def page(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> HttpResponse:
    """The plan; a post keeps it, or keeps and registers it."""
    place = place_of(request, year, unit_id, period_set_id)
    report = plan_report(place.unit_id, place.period_set)
    if request.method != "POST":
        return _shown(request, place, report)
    form = PlanForm(report, request.POST)
    if not form.is_valid():
        return _shown(request, place, report, form)
    try:
        _keep(request, place, form)
    except AssessmentsError as error:
        name = error.field if error.field in form.fields else None
        form.add_error(name, error.message)
        status = 409 if isinstance(error, StalePlan) else 200
        return _shown(request, place, report, form, status)
    return redirect(_address(place))


@login_required
@require_POST
def postpone(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> HttpResponse:
    """Put a registered plan off."""
    place = place_of(request, year, unit_id, period_set_id)
    report = plan_report(place.unit_id, place.period_set)
    if report.plan is None:
        raise Http404
    form = PostponeForm(report.plan, request.POST)
    if form.is_valid():
        try:
            postpone_plan(plan=report.plan, by=request.user, **form.cleaned_data)
        except AssessmentsError as error:
            form.add_error(error.field or None, error.message)
        else:
            messages.success(request, _("Đã lùi kế hoạch."))
            return redirect(_address(place))
    return _shown(request, place, report, postponing=form)


@transaction.atomic
def _keep(request: HttpRequest, place: Place, form: PlanForm) -> None:
    """Keep the plan and, where it is asked, register it: both or neither."""
    late_reason = form.cleaned_data.get("late_reason", "")
    plan = save_plan(
        unit_id=place.unit_id,
        period_set=place.period_set,
        promised=form.promised,
        version=form.cleaned_data["version"],
        by=request.user,
        late_reason=late_reason,
    )
    if request.POST.get("action") == "register":
        register_plan(
            plan=plan,
            version=plan.version,
            by=request.user,
            late_reason=late_reason,
        )
        messages.success(request, _("Đã đăng ký kế hoạch. Từ nay chỉ có thể lùi."))
    else:
        messages.success(request, _("Đã lưu bản nháp kế hoạch."))


def _address(place: Place) -> str:
    period_set = place.period_set
    return reverse(
        "plans:page", args=[period_set.period.year, place.unit_id, period_set.pk]
    )


def _shown(
    request: HttpRequest,
    place: Place,
    report: PlanReport,
    form: PlanForm | None = None,
    status: int = 200,
    postponing: PostponeForm | None = None,
) -> HttpResponse:
    page = plan_page(place, report, form or PlanForm(report), _address(place))
    if report.plan is not None and report.is_registered and postponing is None:
        postponing = PostponeForm(report.plan)
    forms = {"page": page, "form": page.form, "postponing": postponing}
    return render(request, "plans/page.html", forms, status=status)
