"""Papers of a dossier: added and taken out while it is open."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from assessments.actions.papers import attach_paper, detach_paper, for_dossier
from assessments.errors import AssessmentsError
from assessments.forms.evidence import PaperForm
from assessments.models import Dossier, Evidence
from assessments.reports.dossiers import addable_to
from assessments.reports.evidence import find_documents
from assessments.views.access import LARGEST
from assessments.views.dossiers import name_of, open_one, page_of
from assessments.views.entry_places import wants_json
from assessments.views.evidence_adding import attach_said, tell_added
from assessments.views.evidence_json import answer_alive, answer_file
from assessments.views.evidence_page import adding_at, found_words


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Add papers to an open dossier: proofs of the commune, or new ones."""
    by_script = wants_json(request)
    if not request.user.is_authenticated:
        back = redirect_to_login(request.get_full_path())
        return JsonResponse({"sign_in": back.url}, status=401) if by_script else back
    dossier = open_one(request, dossier_id)
    if by_script and request.method != "POST":
        return answer_alive(request)
    searched = request.GET.get("q", "")[:100]
    documents = find_documents(searched)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*posted, documents=documents, addable=addable_to(dossier))
    if by_script:
        return _answer(form, dossier, request.user)
    if form.is_bound and form.is_valid():
        tell_added(request, _attach(form, dossier, request.user))
        if form.is_valid():
            return redirect("recognition:dossier", dossier.pk)
    url = reverse("recognition:papers", args=[dossier.pk])
    page = page_of(
        _("Thêm giấy tờ: %(unit)s") % {"unit": name_of(dossier)},
        _("Chọn minh chứng xã đã có, hoặc gửi tệp, địa chỉ, văn bản mới."),
        url=url,
        adding=adding_at(url),
        dossier_url=reverse("recognition:dossier", args=[dossier.pk]),
        searched=searched,
        found=found_words(searched, len(documents)),
    )
    return render(request, "recognition/papers.html", {"page": page, "form": form})


@login_required
@require_POST
def take_out(request: HttpRequest, dossier_id: int, evidence_id: int) -> HttpResponse:
    """Take a paper out of an open dossier."""
    dossier = open_one(request, dossier_id)
    rows = Evidence.objects.filter(unit=dossier.unit_id)
    paper = get_object_or_404(rows, pk=min(evidence_id, LARGEST))
    try:
        detach_paper(dossier=dossier, evidence=paper, by=request.user)
    except AssessmentsError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã gỡ “%(title)s”.") % {"title": paper.title})
    return redirect("recognition:dossier", dossier.pk)


def _answer(form: PaperForm, dossier: Dossier, by: User) -> JsonResponse:
    """One file that the script sent, or why it is refused."""
    purpose = None
    try:
        if form.is_valid():
            purpose = for_dossier(dossier, form.cleaned_data["valid_until"])
    except AssessmentsError as error:
        form.add_error(None, error.message)
    return answer_file(form, purpose, by=by)


def _attach(form: PaperForm, dossier: Dossier, by: User) -> list[str]:
    """Titles of what was put in; what is refused goes to its field."""
    said = form.cleaned_data
    attached = []
    try:
        for paper in said.get("existing") or []:
            attach_paper(dossier=dossier, evidence=paper, by=by)
            attached.append(paper.title)
        if form.brings_new:
            purpose = for_dossier(dossier, said["valid_until"])
            attached += attach_said(form, purpose, by=by)
    except AssessmentsError as error:
        form.add_error(
            error.field if error.field in form.fields else None, error.message
        )
    return attached
