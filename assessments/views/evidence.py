"""Proofs of a commune: the list, adding, and the files themselves."""

import logging
from collections.abc import Callable, Set
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.roles import roles_of
from assessments.actions.evidence import ForCriteria, carry_over, detach, link_to
from assessments.choices import EvidenceKind
from assessments.errors import AssessmentsError
from assessments.forms.evidence import EvidenceForm
from assessments.models import Evidence, PeriodSet
from assessments.permissions import may_enter
from assessments.reports.evidence import (
    evidence_report,
    find_documents,
    may_open,
    may_read_evidence,
)
from assessments.reports.held import held_input
from assessments.rules.files import file_name
from assessments.views.access import LARGEST
from assessments.views.entry_held import (
    files_again,
    mark_of,
    release_files,
    session_over,
)
from assessments.views.entry_places import wants_json
from assessments.views.evidence_adding import attach_said, tell_added
from assessments.views.evidence_json import answer_alive, answer_file
from assessments.views.evidence_page import evidence_page, page_url
from communes.choices import UnitLevel

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def page(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> HttpResponse:
    """All proofs of a commune in a period; officials of the commune add some."""
    if not request.user.is_authenticated:
        words = _("Phiên đã hết, chưa thêm được gì. Đăng nhập lại rồi thêm lại.")
        return session_over(request, year, unit_id, period_set_id, words)
    period_set = _place(request, year, unit_id, period_set_id)
    may_change = may_enter(roles_of(request.user), unit_id)
    by_script = wants_json(request)
    if (request.method == "POST" or by_script) and not may_change:
        raise PermissionDenied
    if by_script and request.method != "POST":
        return answer_alive(request)
    report = evidence_report(unit_id, period_set)
    searched = request.GET.get("q", "")[:100]
    documents = find_documents(searched)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EvidenceForm(*posted, criteria=report.open_criteria, documents=documents)
    is_sound = form.is_bound and form.is_valid()
    purpose = _purpose(form, unit_id, period_set) if is_sound else None
    if purpose:
        release_files(request.user, unit_id, period_set, purpose.criterion_ids)
    if by_script:
        return answer_file(form, purpose, by=request.user)
    if purpose:
        tell_added(request, attach_said(form, purpose, by=request.user))
        if form.is_valid():
            return redirect(page_url(unit_id, period_set))
        report = evidence_report(unit_id, period_set)
    shown = evidence_page(
        report,
        may_change=may_change,
        hold_token=mark_of(request.user, unit_id, period_set),
        files=files_again(held_input(request.user, unit_id, period_set.pk)),
        searched=searched,
        found=len(documents),
    )
    return render(request, "evidence/page.html", {"page": shown, "form": form})


def _purpose(form: EvidenceForm, unit_id: int, period_set: PeriodSet) -> ForCriteria:
    """What a valid form says that its proofs are for."""
    said = form.cleaned_data
    criterion_ids: Set[int] = set(said["criteria"])
    return ForCriteria(unit_id, period_set.period, criterion_ids, said["valid_until"])


@login_required
@require_POST
def link(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int, evidence_id: int
) -> HttpResponse:
    """Let a proof stand for more criteria."""
    period_set = _place(request, year, unit_id, period_set_id)
    evidence = _proof(evidence_id, unit=unit_id, period=period_set.period)
    ids = _numbers(request, "criteria")
    said = _("Đã gắn “%(title)s”.") % {"title": evidence.title}
    _do(
        request,
        said,
        lambda: link_to(evidence=evidence, criterion_ids=ids, by=request.user),
    )
    return redirect(page_url(unit_id, period_set))


@login_required
@require_POST
def unlink(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int, evidence_id: int
) -> HttpResponse:
    """Take a proof from one criterion."""
    period_set = _place(request, year, unit_id, period_set_id)
    evidence = _proof(evidence_id, unit=unit_id, period=period_set.period)
    criterion_id = min(_numbers(request, "criterion"), default=0)
    said = _("Đã gỡ “%(title)s”.") % {"title": evidence.title}
    _do(
        request,
        said,
        lambda: detach(evidence=evidence, criterion_id=criterion_id, by=request.user),
    )
    return redirect(page_url(unit_id, period_set))


@login_required
@require_POST
def carry(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int, evidence_id: int
) -> HttpResponse:
    """Bring over a proof of an earlier period that still holds."""
    period_set = _place(request, year, unit_id, period_set_id)
    evidence = _proof(evidence_id, unit=unit_id)
    ids = _numbers(request, "criteria")
    said = _("Đã lấy lại “%(title)s”.") % {"title": evidence.title}
    _do(
        request,
        said,
        lambda: carry_over(
            evidence=evidence,
            period=period_set.period,
            criterion_ids=ids,
            by=request.user,
        ),
    )
    return redirect(page_url(unit_id, period_set))


def _place(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> PeriodSet:
    """The period with its set; not there for those who may not read the account."""
    if max(unit_id, period_set_id) > LARGEST:
        raise Http404
    period_set = get_object_or_404(
        PeriodSet.objects.select_related("period", "criteria_set"),
        pk=period_set_id,
        period__year=min(year, 9999),
        unit_level=UnitLevel.COMMUNE,
    )
    roles = roles_of(request.user)
    if not may_read_evidence(roles, unit_id, period_set.period_id):
        raise Http404
    return period_set


def _proof(evidence_id: int, **place: object) -> Evidence:
    rows = Evidence.objects.select_related("period", "document")
    return get_object_or_404(rows, pk=min(evidence_id, LARGEST), **place)


def _numbers(request: HttpRequest, name: str) -> set[int]:
    """Ids of the form; whatever else stands there is none."""
    texts = request.POST.getlist(name)
    return {int(t) for t in texts if t.isascii() and t.isdigit() and len(t) < 19}


def _do(request: HttpRequest, said: str, act: Callable[[], object]) -> None:
    """Do it and say so, or say why not."""
    try:
        act()
    except AssessmentsError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said)


@login_required
@require_safe
def download(request: HttpRequest, evidence_id: int) -> HttpResponseBase:
    """A file for those who may read what it stands for; not there for all others."""
    evidence = _proof(evidence_id, kind=EvidenceKind.FILE)
    if not may_open(roles_of(request.user), evidence):
        raise Http404
    response = _handed_on(evidence) if settings.MEDIA_ACCEL else _opened(evidence)
    name = file_name(evidence.title, evidence.content_type)
    # Never shown in the portal's own name, whatever the browser takes it for.
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _handed_on(evidence: Evidence) -> HttpResponse:
    response = HttpResponse(content_type=evidence.content_type)
    response["X-Accel-Redirect"] = settings.MEDIA_ACCEL + quote(evidence.file.name)
    return response


def _opened(evidence: Evidence) -> FileResponse:
    try:
        file = evidence.file.open("rb")
    except FileNotFoundError as error:
        logger.exception("file of evidence %s is missing", evidence.pk)
        raise Http404 from error
    return FileResponse(file, content_type=evidence.content_type)
