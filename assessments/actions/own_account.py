"""The commune's own account of a round: found, made, and locked."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.actions.moves import lock_account, write_summary
from assessments.errors import AssessmentsError
from assessments.models import Assessment, CriterionResult, Period, PeriodSet
from assessments.reports.locks import locks_of, with_standing
from assessments.reports.own_account import own_account
from communes.facts import facts_on


@dataclass(frozen=True, slots=True)
class Opened:
    """The account, whether it is new, and the unit's accounts by other sets; locked."""

    account: Assessment
    is_new: bool
    others: tuple[Assessment, ...]


def open_account(unit_id: int, period_set: PeriodSet, criterion_id: int) -> Opened:
    """The account, locked, made with all its criteria where it is new.

    Raises AssessmentsError where the criterion is locked for the unit.
    """
    accounts = _locked(unit_id, period_set)
    is_new = period_set.criteria_set_id not in accounts
    if is_new:
        locks = locks_of(period=period_set.period, unit_id=unit_id)
        refuse_locked(locks.reason(criterion_id))
        _new_account(unit_id, period_set)
        accounts = _locked(unit_id, period_set)
    account = accounts.pop(period_set.criteria_set_id)
    locks = locks_of(period=account.period, unit_id=unit_id, account=account)
    refuse_locked(locks.reason(criterion_id))
    return Opened(account, is_new, tuple(accounts.values()))


def _locked(unit_id: int, period_set: PeriodSet) -> dict[int, Assessment]:
    """The unit's accounts of the round by set id, locked in id order.

    A value may be filled into the account of another set, so all of them are. The
    period is read behind the locks: closing it waits for them.
    """
    document_id = period_set.period.round_document_id
    if document_id is None:
        return {}
    own = Assessment.objects.filter(
        unit=unit_id, period=period_set.period_id, document=document_id
    )
    rows = with_standing(own, period_set.period.as_of)
    accounts = list(
        rows.select_for_update(of=("self",))
        .select_related("criteria_set")
        .order_by("pk")
    )
    period = Period.objects.get(pk=period_set.period_id) if accounts else None
    for account in accounts:
        account.period = period
    return {account.criteria_set_id: account for account in accounts}


def existing_account(unit_id: int, period_set: PeriodSet) -> Assessment:
    """The account, locked; refused where nothing was entered yet."""
    account = own_account(unit_id, period_set)
    if account is None:
        raise AssessmentsError(_("Xã chưa nhập kết quả nào của kỳ này."))
    return lock_account(account.pk)


def refuse_locked(reason: str) -> None:
    """Refuse with the reason of a lock, if there is one."""
    if reason:
        raise AssessmentsError(reason)


def _new_account(unit_id: int, period_set: PeriodSet) -> Assessment:
    period, criteria_set = period_set.period, period_set.criteria_set
    document = period.round_document
    assert document is not None  # noqa: S101  asked by the locks
    facts = facts_on([unit_id], period.as_of)[unit_id]
    same = {"unit_id": unit_id, "criteria_set": criteria_set, "period": period}
    is_chosen = not Assessment.objects.filter(**same, is_chosen=True).exists()
    account, is_new = Assessment.objects.get_or_create(
        **same,
        document=document,
        defaults={
            "unit_version_id": facts.version_id,
            "province_id": facts.province_ids[0],
            "district_id": facts.district_id,
            "is_chosen": is_chosen,
            "chosen_reason": _chosen_reason() if is_chosen else "",
            "illustrative": document.is_illustrative,
        },
    )
    if is_new:
        CriterionResult.objects.bulk_create(
            CriterionResult(assessment=account, criterion=criterion)
            for criterion in criteria_set.criteria.order_by("number")
        )
        write_summary(account)
    return account


def _chosen_reason() -> str:
    """Why pages read this account, as it is kept: in Vietnamese, whoever enters."""
    with override("vi"):
        return _("Kết quả do xã nhập trên cổng.")
