"""Withdrawing a recognition, with a dossier behind it or without."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.roles import roles_of
from assessments.actions import withdraw
from assessments.actions.documents import cite_document
from assessments.choices import RecognitionKind
from assessments.errors import AssessmentsError
from assessments.forms.dossiers import WithdrawForm
from assessments.models import Dossier, RecognitionDecision
from assessments.permissions import keeps_dossiers
from assessments.reports.dossiers import names_of
from assessments.views.access import LARGEST
from assessments.views.dossiers import page_of, refused


@login_required
def take_back(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Withdraw what a decision recognised, with the reason and the document."""
    found = _found(request, decision_id)
    form, status = WithdrawForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            _withdraw(form, found, request)
        except AssessmentsError as error:
            status = refused(form, error)
        else:
            return _after(request, found)
    name = names_of([found.unit_id])[found.unit_id]
    page = page_of(
        _("Thu hồi công nhận: %(unit)s") % {"unit": name},
        _("Quyết định trước được giữ lại; sổ công nhận thêm một dòng thu hồi."),
        facts=_facts(found),
        button=_("Ghi thu hồi"),
    )
    context = {"page": page, "form": form}
    return render(request, "rounds/form.html", context, status=status)


def _found(request: HttpRequest, decision_id: int) -> RecognitionDecision:
    """A recognition; decisions are public, withdrawing is for who keeps the unit's."""
    rows = RecognitionDecision.objects.select_related("unit", "document")
    found = get_object_or_404(rows, pk=min(decision_id, LARGEST))
    if not keeps_dossiers(roles_of(request.user), found.unit_id):
        raise PermissionDenied
    if found.kind == RecognitionKind.WITHDRAWN:
        raise Http404
    return found


@transaction.atomic
def _withdraw(
    form: WithdrawForm, found: RecognitionDecision, request: HttpRequest
) -> None:
    said = form.cleaned_data
    withdraw(
        unit=found.unit,
        tier=found.tier,
        document=cite_document(form.citation),
        decided_on=said["decided_on"],
        number=said["decision_number"],
        note=said["note"],
        by=request.user,
    )


def _after(request: HttpRequest, found: RecognitionDecision) -> HttpResponse:
    """Back to the dossier, or to the register of the unit, where it now stands."""
    dossier = Dossier.objects.filter(decision=found).first()
    if dossier is not None:
        messages.success(request, _("Đã ghi quyết định thu hồi."))
        return redirect("recognition:dossier", dossier.pk)
    version = found.unit.versions.latest("valid_from")
    query = urlencode({"q": version.name})
    return redirect(f"{reverse('reporting:register')}?{query}")


def _facts(found: RecognitionDecision) -> list[tuple[str, str]]:
    """What is about to be withdrawn."""
    return [
        (_("Đang có"), str(found)),
        (_("Biết là có vào ngày"), date_format(found.known_by)),
        (_("Số quyết định"), found.number or _("chưa có số quyết định")),
        (_("Nguồn"), found.document.label),
    ]
