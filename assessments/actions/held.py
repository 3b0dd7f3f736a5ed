"""Values posted after the session ended: kept through the sign-in for their owner."""

import datetime as dt
import json
from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.errors import AssessmentsError
from assessments.models import HeldInput, PeriodSet
from assessments.permissions import may_enter
from communes.clock import now

KEPT_FOR = dt.timedelta(days=7)
# Every field of a set, filled with words, is below it.
MOST_BYTES = 64 * 1024


@transaction.atomic
def hold_input(
    *, owner: User, unit_id: int, period_set: PeriodSet, values: Mapping[str, str]
) -> HeldInput:
    """Keep fields for their owner, over what is held of them already.

    Raises PermissionDenied where the owner is no official of the commune any more,
    AssessmentsError where it would be too much; nothing is kept then.
    """
    if not may_enter(roles_of(owner), unit_id):
        raise PermissionDenied
    HeldInput.objects.filter(expires_at__lte=timezone.now()).delete()
    when = {"held_at": now(), "expires_at": timezone.now() + KEPT_FOR}
    held, _is_new = HeldInput.objects.select_for_update().get_or_create(
        owner=owner,
        unit_id=unit_id,
        period_set=period_set,
        defaults={"values": {}, **when},
    )
    held.values = {**held.values, **values}
    if len(json.dumps(held.values, ensure_ascii=False).encode()) > MOST_BYTES:
        raise AssessmentsError(_("Quá nhiều chữ để giữ qua lần đăng nhập."))
    held.held_at, held.expires_at = when["held_at"], when["expires_at"]
    held.save(update_fields=["values", "held_at", "expires_at"])
    return held


@transaction.atomic
def let_go(
    *,
    by: User,
    unit_id: int,
    period_set: PeriodSet,
    names: Collection[str] | None = None,
) -> None:
    """Forget the person's own held fields of these names, or all of them."""
    own = HeldInput.objects.filter(owner=by, unit=unit_id, period_set=period_set)
    held = own.select_for_update().first()
    if held is None:
        return
    left = {} if names is None else dict(held.values)
    for name in names or ():
        left.pop(name, None)
    if not left:
        held.delete()
        return
    held.values = left
    held.save(update_fields=["values"])
