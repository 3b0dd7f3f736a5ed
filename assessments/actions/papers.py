"""Papers of a dossier for recognition (giấy tờ): proofs of its unit, put and taken.

The history of the dossier keeps each change; the proof itself is never deleted.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.actions.dossiers import lock_dossier
from assessments.actions.proofs import refuse_ended
from assessments.choices import PeriodKind
from assessments.errors import AssessmentsError
from assessments.models import Dossier, Evidence, Period
from assessments.permissions import keeps_dossiers


@dataclass(frozen=True, slots=True)
class ForDossier:
    """A proof as a paper of a dossier, filed under the period of the dossier's year."""

    dossier: Dossier
    period: Period
    valid_until: dt.date | None = None

    @property
    def unit_id(self) -> int:
        """The unit that the dossier is about."""
        return self.dossier.unit_id

    def refuse_stranger(self, by: User) -> None:
        """Only who keeps the dossier brings its papers."""
        if not keeps_dossiers(roles_of(by), self.unit_id):
            raise PermissionDenied

    def opened(self, by: User) -> Callable[[Evidence], None]:
        """The open dossier, locked; the answer puts a paper into it."""
        fresh = lock_dossier(self.dossier, by)
        return lambda evidence: _put(fresh, evidence, by)


def for_dossier(dossier: Dossier, valid_until: dt.date | None = None) -> ForDossier:
    """What a new paper of a dossier is for; AssessmentsError without such a period."""
    years = Period.objects.filter(kind=PeriodKind.YEAR, year=dossier.year)
    period = years.first()
    if period is None:
        raise AssessmentsError(
            _("Cổng chưa có kỳ đánh giá năm %(year)s để giữ giấy tờ.")
            % {"year": dossier.year}
        )
    return ForDossier(dossier, period, valid_until)


@transaction.atomic
def attach_paper(*, dossier: Dossier, evidence: Evidence, by: User) -> None:
    """Put a proof that the unit has already into its open dossier."""
    fresh = lock_dossier(dossier, by)
    if evidence.unit_id != fresh.unit_id:
        raise AssessmentsError(_("Giấy tờ này là của đơn vị khác."), "existing")
    refuse_ended(evidence.valid_until)
    _put(fresh, evidence, by)


@transaction.atomic
def detach_paper(*, dossier: Dossier, evidence: Evidence, by: User) -> None:
    """Take a paper out of an open dossier; the second of two clicks does nothing."""
    fresh = lock_dossier(dossier, by)
    if fresh.evidence.filter(pk=evidence.pk).exists():
        fresh._history_user = by  # type: ignore[attr-defined]  # read by the history
        fresh.evidence.remove(evidence)


def _put(dossier: Dossier, evidence: Evidence, by: User) -> None:
    """The relation itself writes the state of the history, once for each change."""
    if not dossier.evidence.filter(pk=evidence.pk).exists():
        dossier._history_user = by  # type: ignore[attr-defined]  # read by the history
        dossier.evidence.add(evidence)
