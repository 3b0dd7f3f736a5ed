"""What a merger or split of units does to their accounts."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from assessments.choices import EventKind
from assessments.events import append_event
from assessments.models import Assessment
from communes.clock import now
from communes.dated import in_force_q
from communes.models import Unit, UnitVersion
from documents.models import Document


@transaction.atomic
def lapse_accounts(
    *, units: Iterable[Unit], document: Document, by: User | None = None
) -> list[Assessment]:
    """Stop open accounts of units that are gone on the day of their period.

    They are kept and stay outside denominators; accounts of closed periods, and of
    periods whose day the unit still saw, stay as they are.
    """
    stands = UnitVersion.objects.filter(
        in_force_q(OuterRef("period__as_of")), unit=OuterRef("unit")
    )
    rows = Assessment.objects.select_for_update(of=("self",)).filter(
        ~Exists(stands),
        unit__in=[unit.pk for unit in units],
        period__closed_at__isnull=True,
        lapsed_at__isnull=True,
    )
    lapsed = list(rows.order_by("pk"))
    for assessment in lapsed:
        assessment.lapsed_at = now()
        assessment.save(update_fields=["lapsed_at", "updated_at"])
        append_event(
            assessment,
            kind=EventKind.LAPSED,
            origin="action",
            by=by,
            new={"document": document.key},
        )
    return lapsed
