"""Proofs as pages list them: of a unit in a period, and what may be carried over."""

from accounts.roles import Roles
from assessments.models import Assessment
from assessments.permissions import may_read


def may_read_evidence(roles: Roles, unit_id: int, period_id: int) -> bool:
    """Somebody who may read an account of the unit in the period."""
    accounts = Assessment.objects.filter(unit=unit_id, period=period_id)
    return any(may_read(roles, account) for account in accounts)
