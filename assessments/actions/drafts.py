"""Keeping an upload between its preview and its execution."""

import datetime as dt
import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.actions.documents import Citation
from assessments.choices import DraftKind
from assessments.models import ImportDraft, PeriodSet
from assessments.permissions import can_import
from communes.models import Unit

KEPT_FOR = dt.timedelta(hours=24)


@transaction.atomic
def keep_draft(
    *,
    province: Unit,
    citation: Citation,
    file_name: str,
    content: bytes,
    by: User,
    period_set: PeriodSet | None = None,
    chosen_reason: str = "",
) -> ImportDraft:
    """Keep an upload for its owner for a day; drafts whose day is over go."""
    if not can_import(by, province.pk):
        raise PermissionDenied
    now = timezone.now()
    ImportDraft.objects.filter(expires_at__lte=now).delete()
    return ImportDraft.objects.create(
        owner=by,
        kind=DraftKind.FIGURES if period_set is None else DraftKind.RESULTS,
        province=province,
        period_set=period_set,
        document=citation.as_json(),
        chosen_reason=chosen_reason,
        file_name=file_name[-200:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        created_at=now,
        expires_at=now + KEPT_FOR,
    )
