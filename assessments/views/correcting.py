"""Correcting results of a closed period: which, asking, deciding."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.roles import roles_of
from assessments.actions import ask_correction, decide_correction
from assessments.actions.documents import cite_document
from assessments.choices import Status
from assessments.errors import AssessmentsError
from assessments.forms.entry import Fields, posted, read
from assessments.forms.rounds import CorrectionForm, DecideForm
from assessments.models import Correction, CriterionResult, PeriodSet
from assessments.permissions import import_provinces, may_correct, may_read, steers
from assessments.reports.corrections import correction_report
from assessments.reports.entry import CriterionState, entry_report
from assessments.reports.rounds import communes_on
from assessments.views.access import LARGEST, enter, number_in
from assessments.views.correction_page import correction_rows, state_of, waits_for
from assessments.views.entry_criterion import Link
from assessments.views.entry_leaf import leaf_part
from assessments.views.rounds import back_to, page_of, period_or_404, province_of


@login_required
def results(request: HttpRequest, period_id: int) -> HttpResponse:
    """Confirmed results of a commune in a closed period, each with the way to ask."""
    enter(request)
    province_id = province_of(request)
    period = period_or_404(period_id)
    communes = communes_on(province_id, period)
    unit_id = number_in(request, "xa") or 0
    found = CriterionResult.objects.filter(
        assessment__period=period,
        assessment__document=period.round_document_id,
        assessment__unit=unit_id,
        assessment__province=province_id,
        assessment__is_chosen=True,
        status=Status.CONFIRMED,
    )
    options = [
        {"value": c.unit_id, "label": c.full_name, "selected": c.unit_id == unit_id}
        for c in communes
    ]
    page = page_of(
        _("Đính chính: kỳ %(period)s") % {"period": period},
        _("Chọn xã rồi chọn kết quả đã xác nhận cần đính chính."),
        fields=[{"name": "xa", "label": _("Xã"), "options": options}],
        rows=found.select_related("criterion").order_by("criterion__number"),
        is_chosen=bool(unit_id),
        is_closed=period.closed_at is not None,
    )
    return render(request, "rounds/results.html", {"page": page})


@login_required
def ask(request: HttpRequest, result_id: int) -> HttpResponse:
    """Ask for other values of one confirmed result, with reason and document."""
    result = _own_result(request, result_id)
    state = _state(result)
    fields: dict[int, Fields] = {}
    form = CorrectionForm(request.POST or None)
    if request.method == "POST":
        fields = {one.leaf.pk: posted(request.POST, one.leaf) for one in state.leaves}
        made = _asked(request, result, state, fields, form)
        if made is not None:
            messages.success(request, _("Đã gửi đề nghị đính chính."))
            return redirect("rounds:decide", made.pk)
    leaves = [
        leaf_part(one, 0, is_open=True, fields=fields.get(one.leaf.pk))
        for one in state.leaves
    ]
    page = page_of(
        _("Đề nghị đính chính tiêu chí %(number)s") % {"number": state.number},
        f"{result.assessment.unit_version.full_name}, {result.assessment.period}: "
        f"{result.criterion.name}",
        leaves=leaves,
        errors=[
            Link(f"#v-{leaf.slug}", f"{leaf.code}: {leaf.error}")
            for leaf in leaves
            if leaf.error
        ],
        opens=import_provinces(request.user).exists(),
        verdict=result.verdict_reason,
        waiting=result.corrections.filter(is_agreed__isnull=True).first(),
    )
    return render(request, "rounds/ask.html", {"page": page, "form": form})


def _own_result(request: HttpRequest, result_id: int) -> CriterionResult:
    """A result of a commune's own account; not there for who may not read it."""
    if result_id > LARGEST:
        raise Http404
    result = get_object_or_404(
        CriterionResult.objects.select_related(
            "criterion", "assessment__period", "assessment__unit_version"
        ),
        pk=result_id,
    )
    account, roles = result.assessment, roles_of(request.user)
    is_own = account.document_id == account.period.round_document_id
    if not is_own or not may_read(roles, account):
        raise Http404
    if not may_correct(roles, account):
        raise PermissionDenied
    return result


def _state(result: CriterionResult) -> CriterionState:
    account = result.assessment
    period_set = get_object_or_404(
        PeriodSet.objects.select_related("period", "criteria_set"),
        period=account.period_id,
        criteria_set=account.criteria_set_id,
    )
    report = entry_report(account.unit_id, period_set)
    return report.criterion(result.criterion.number)


def _asked(
    request: HttpRequest,
    result: CriterionResult,
    state: CriterionState,
    fields: dict[int, Fields],
    form: CorrectionForm,
) -> Correction | None:
    """The request that was made; otherwise the form or a leaf says why not."""
    read_in = {
        one.leaf.code: read(fields[one.leaf.pk], one.leaf, one.options)
        for one in state.leaves
    }
    if not form.is_valid() or any(mark for _said, mark in read_in.values()):
        return None
    try:
        with transaction.atomic():
            return ask_correction(
                result=result,
                given={code: said.entered for code, (said, _mark) in read_in.items()},
                reason=form.cleaned_data["reason"],
                document=cite_document(form.citation),
                by=request.user,
            )
    except AssessmentsError as error:
        name = error.field if error.field in form.fields else None
        form.add_error(name, error.message)
        return None


@login_required
def decide(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Both values, reason and document; agree or refuse, for another than who asked."""
    correction = _correction(request, correction_id)
    account = correction.criterion_result.assessment
    may_steer = steers(roles_of(request.user), account.province_id)
    if request.method == "POST" and not may_steer:
        raise PermissionDenied
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide_correction(
                correction=correction, by=request.user, **form.cleaned_data
            )
        except AssessmentsError as error:
            name = error.field if error.field in form.fields else None
            form.add_error(name, error.message)
            # It may have been decided meanwhile.
            correction = _correction(request, correction_id)
        else:
            messages.success(request, _("Đã quyết định đề nghị đính chính."))
            return redirect(back_to(account.province_id))
    page = _decide_page(request, correction, may_steer=may_steer)
    return render(request, "rounds/decide.html", {"page": page, "form": form})


def _decide_page(
    request: HttpRequest, correction: Correction, *, may_steer: bool
) -> dict[str, Any]:
    result, report = correction.criterion_result, correction_report(correction)
    is_own = correction.asked_by_id == request.user.pk
    heading = _("Đính chính tiêu chí %(number)s của %(unit)s") % {
        "number": result.criterion.number,
        "unit": result.assessment.unit_version.full_name,
    }
    return page_of(
        heading,
        str(result.assessment.period),
        opens=import_provinces(request.user).exists(),
        correction=correction,
        rows=correction_rows(report),
        waits_for=waits_for(report, may_steer=may_steer, is_own=is_own),
        may_decide=may_steer and not is_own and correction.is_agreed is None,
        **state_of(report),
    )


def _correction(request: HttpRequest, correction_id: int) -> Correction:
    """A request; not there for who may not read the account."""
    if correction_id > LARGEST:
        raise Http404
    correction = get_object_or_404(
        Correction.objects.select_related(
            "criterion_result__criterion",
            "criterion_result__assessment__period",
            "criterion_result__assessment__unit_version",
            "criterion_result__assessment__criteria_set",
            "document",
            "asked_by",
            "decided_by",
        ),
        pk=correction_id,
    )
    if not may_read(roles_of(request.user), correction.criterion_result.assessment):
        raise Http404
    return correction
