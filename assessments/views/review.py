"""Confirming results: the queue, one result, and what is decided and said of it."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.permissions import roles_today
from accounts.roles import Roles
from assessments.actions.reviewing import agree, agree_many, comment, send_back
from assessments.errors import AssessmentsError, StaleResult
from assessments.forms.review import OTHER, RETURN, DecideForm, QueueForm, SayForm
from assessments.models import CriterionResult
from assessments.permissions import may_read, may_review
from assessments.reports.decision import decision_report, result_with_names
from assessments.reports.queue import next_waiting, queue_of
from assessments.views.access import LARGEST
from assessments.views.decision_page import changed_by, decision_page
from assessments.views.queue_page import about, queue_page

_CHOSEN = re.compile(r"(\d{1,18})\.(\d{1,9})", re.ASCII)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the person; a post agrees to all that were chosen."""
    roles = roles_today(request.user)
    if not roles.reviews:
        raise PermissionDenied
    if request.method == "POST":
        _agree_chosen(request, roles)
        return redirect(request.get_full_path())
    form = QueueForm(request.GET)
    if not form.is_valid():
        raise Http404
    page = form.cleaned_data["trang"] or 1
    report = queue_of(request.user, roles, form.asked, page)
    is_all_chosen = bool(form.cleaned_data["chon"])
    shown = queue_page(report, form.asked, is_all_chosen=is_all_chosen)
    return render(request, "review/queue.html", {"page": shown})


def _agree_chosen(request: HttpRequest, roles: Roles) -> None:
    """Agree to each that was chosen; those refused are told by name."""
    found = (_CHOSEN.fullmatch(one) for one in request.POST.getlist("chon"))
    versions = {int(one[1]): int(one[2]) for one in found if one}
    rows = CriterionResult.objects.filter(pk__in=versions).select_related(
        "criterion", "assessment__unit_version"
    )
    done = 0
    for result in rows.order_by("assessment_id", "pk"):
        if not may_read(roles, result.assessment):
            continue
        try:
            agree_many(versions={result.pk: versions[result.pk]}, by=request.user)
            done += 1
        except AssessmentsError as error:
            messages.error(request, f"{about(result)}: {error.message}")
        except PermissionDenied:
            text = _("không chờ bạn xác nhận.")
            messages.error(request, f"{about(result)}: {text}")
    if done:
        said = ngettext("Đã đồng ý %(n)s kết quả.", "Đã đồng ý %(n)s kết quả.", done)
        messages.success(request, said % {"n": done})
    elif not versions:
        messages.error(request, _("Chưa chọn kết quả nào."))


@login_required
@require_safe
def result(request: HttpRequest, result_id: int) -> HttpResponse:
    """One result with all that is needed to decide; only read by who may not."""
    return _shown(request, _readable(request, result_id))


@login_required
@require_POST
def decide(request: HttpRequest, result_id: int) -> HttpResponse:
    """Agree, agree with another verdict, or return, on the version that was read."""
    row = _readable(request, result_id)
    roles = roles_today(request.user)
    if not roles.reviews:
        raise PermissionDenied
    form = DecideForm(request.POST)
    if not form.is_valid():
        if not may_review(roles, row):
            raise PermissionDenied
        return _shown(request, row, form, status=422)
    try:
        _decide(request, row, form)
    except StaleResult:
        return _stale(request, row)
    except AssessmentsError as error:
        form.refuse(error)
        return _shown(request, row, form, status=422)
    following = next_waiting(roles, row.pk) if "tiep" in request.POST else None
    if following is None:
        return redirect("review:queue")
    return redirect("review:result", following)


@login_required
@require_POST
def say(request: HttpRequest, result_id: int) -> HttpResponse:
    """An answer or opinion beside the result, or what a check on the ground found."""
    row = _readable(request, result_id)
    leaves = decision_report(row).leaves
    may_find = roles_today(request.user).reviews
    form = SayForm(leaves, request.POST, may_find=may_find)
    if not form.is_valid():
        return _shown(request, row, say_form=form, status=422)
    comment(
        result=row,
        by=request.user,
        note=form.cleaned_data["note"],
        found=form.found,
    )
    messages.success(request, _("Đã ghi ý kiến."))
    return redirect("review:result", row.pk)


def _readable(request: HttpRequest, result_id: int) -> CriterionResult:
    """The result; not there for who may not read its account."""
    row = result_with_names(result_id) if result_id <= LARGEST else None
    if row is None or not may_read(roles_today(request.user), row.assessment):
        raise Http404
    return row


def _decide(request: HttpRequest, row: CriterionResult, form: DecideForm) -> None:
    said = form.cleaned_data
    about_it = {"result": row, "version": said["version"], "by": request.user}
    if said["decision"] == RETURN:
        send_back(reason=said["reason"], **about_it)
        messages.success(request, _("Đã trả lại: %(name)s.") % {"name": about(row)})
        return
    if said["decision"] == OTHER:
        reason = said["reason"]
        agree(verdict=said["verdict"], verdict_reason=reason, **about_it)
    else:
        agree(note=said["reason"], **about_it)
    messages.success(request, _("Đã đồng ý: %(name)s.") % {"name": about(row)})


def _stale(request: HttpRequest, row: CriterionResult) -> HttpResponse:
    """What changed since the page was read, with the result as it stands now."""
    event = row.events.select_related("by").order_by("-sequence").first()
    return _shown(request, row, stale=changed_by(event), status=409)


def _shown(
    request: HttpRequest,
    row: CriterionResult,
    form: DecideForm | None = None,
    say_form: SayForm | None = None,
    status: int = 200,
    **notice: str,
) -> HttpResponse:
    roles = roles_today(request.user)
    report = decision_report(row)
    is_reviewer = may_review(roles, row)
    page = decision_page(report, is_reviewer=is_reviewer, has_queue=roles.reviews)
    # What was written is there to be sent again, or to be copied where it cannot be.
    written = request.POST.get("reason", "").strip()
    page |= {"written": written, **notice}
    initial = {"version": row.version, "reason": written}
    context = {
        "page": page,
        "form": form or DecideForm(initial=initial),
        "say_form": say_form or SayForm(report.leaves, may_find=roles.reviews),
    }
    return render(request, "review/result.html", context, status=status)
