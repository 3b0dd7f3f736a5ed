"""Proofs of a commune: the list, adding, and the files themselves."""

import logging
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.roles import roles_of
from assessments.choices import EvidenceKind
from assessments.models import Evidence
from assessments.reports.evidence import may_read_evidence
from assessments.rules.files import file_name

logger = logging.getLogger(__name__)


@login_required
@require_safe
def download(request: HttpRequest, evidence_id: int) -> HttpResponseBase:
    """A file for those who may read the account; not there for all others."""
    evidence = get_object_or_404(Evidence, pk=evidence_id, kind=EvidenceKind.FILE)
    roles = roles_of(request.user)
    if not may_read_evidence(roles, evidence.unit_id, evidence.period_id):
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
