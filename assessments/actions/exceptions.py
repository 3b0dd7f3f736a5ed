"""Letting a unit enter for some days after its period closed (gia hạn)."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_of
from assessments.actions.notices import tell_reopened
from assessments.errors import AssessmentsError
from assessments.models import Period, PeriodException
from assessments.permissions import steers
from assessments.reports.judged import judged_in
from communes.clock import now, today
from communes.facts import facts_on
from communes.models import Unit
from criteria.models import Criterion

LONGEST_DAYS = 60


@transaction.atomic
def give_exception(
    *,
    period: Period,
    unit: Unit,
    valid_from: dt.date,
    valid_to: dt.date,
    reason: str,
    by: User,
    criterion: Criterion | None = None,
) -> PeriodException:
    """Open a closed period again for one unit, one criterion or all, for some days.

    By the coordination office of the unit's province; `valid_to` is the first day
    no longer. What is entered then is confirmed as usual.
    """
    on_the_day = facts_on([unit.pk], period.as_of).get(unit.pk)
    if on_the_day is None or not facts_on([unit.pk], today()):
        raise AssessmentsError(
            _("Đơn vị phải còn hôm nay và có vào ngày của kỳ."), "unit"
        )
    if not steers(roles_of(by), on_the_day.province_ids[0]):
        raise PermissionDenied
    _refuse_open(period)
    if not judged_in(period).filter(unit=unit).exists():
        raise AssessmentsError(
            _("Kỳ này không đánh giá đơn vị này: chỉ gia hạn cho xã."), "unit"
        )
    _refuse_strange(period, criterion)
    _refuse_days(valid_from, valid_to)
    _refuse_given(period, unit, criterion, valid_from, valid_to)
    if not reason.strip():
        raise AssessmentsError(_("Gia hạn phải nêu lý do."), "reason")
    exception = PeriodException.objects.create(
        period=period,
        unit=unit,
        criterion=criterion,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason.strip(),
        given_by=by,
    )
    tell_reopened(exception, by=by)
    return exception


@transaction.atomic
def revoke_exception(*, exception: PeriodException, by: User) -> PeriodException:
    """End an exception at once; what was entered meanwhile stays."""
    facts = facts_on([exception.unit_id], exception.period.as_of)[exception.unit_id]
    if not steers(roles_of(by), facts.province_ids[0]):
        raise PermissionDenied
    revoked = PeriodException.objects.filter(
        pk=exception.pk, revoked_at__isnull=True
    ).update(revoked_at=now(), revoked_by=by)
    if not revoked:
        raise AssessmentsError(_("Gia hạn này đã hủy."))
    exception.refresh_from_db()
    return exception


def _refuse_open(period: Period) -> None:
    if period.round_document_id is None:
        raise AssessmentsError(_("Kỳ này không nhập kết quả trên cổng."), "period")
    if period.closed_at is None:
        raise AssessmentsError(_("Kỳ đang mở, không cần gia hạn."), "period")


def _refuse_strange(period: Period, criterion: Criterion | None) -> None:
    if criterion is None:
        return
    if not period.period_sets.filter(criteria_set=criterion.criteria_set_id).exists():
        raise AssessmentsError(_("Tiêu chí này không thuộc bộ của kỳ."), "criterion")


def _refuse_given(
    period: Period,
    unit: Unit,
    criterion: Criterion | None,
    valid_from: dt.date,
    valid_to: dt.date,
) -> None:
    """A second one must open something: a later day or another criterion."""
    given = PeriodException.objects.filter(
        Q(criterion=None) | Q(criterion=criterion),
        period=period,
        unit=unit,
        valid_from__lte=valid_from,
        valid_to__gte=valid_to,
        revoked_at__isnull=True,
    ).first()
    if given is not None:
        raise AssessmentsError(
            _("Những ngày này đã gia hạn: xã nhập được đến hết %(day)s.")
            % {"day": date_format(given.last_day)},
            "valid_to",
        )


def _refuse_days(valid_from: dt.date, valid_to: dt.date) -> None:
    if valid_from < today():
        raise AssessmentsError(_("Ngày bắt đầu đã qua."), "valid_from")
    if valid_to <= valid_from:
        raise AssessmentsError(
            _("Ngày hết hiệu lực phải sau ngày bắt đầu."), "valid_to"
        )
    if (valid_to - valid_from).days > LONGEST_DAYS:
        raise AssessmentsError(
            _("Gia hạn không quá %(days)s ngày.") % {"days": LONGEST_DAYS}, "valid_to"
        )
