"""What waits on the server for a person to come back to a page."""

from django.utils import timezone

from accounts.models import User
from assessments.models import HeldInput


def held_input(owner: User, unit_id: int, period_set_id: int) -> HeldInput | None:
    """The person's own held fields of a page while they last."""
    return HeldInput.objects.filter(
        owner=owner,
        unit=unit_id,
        period_set=period_set_id,
        expires_at__gt=timezone.now(),
    ).first()
