"""The commune's own account of a round: found, made, and locked."""

from django.utils.translation import gettext as _

from assessments.actions.moves import lock_account, write_summary
from assessments.errors import AssessmentsError
from assessments.models import Assessment, CriterionResult, PeriodSet
from assessments.reports.locks import locks_of
from assessments.reports.own_account import own_account
from communes.facts import facts_on

# Why the account of the commune itself is the one that pages read.
CHOSEN_REASON = "Kết quả do xã nhập trên cổng."


def open_account(
    unit_id: int, period_set: PeriodSet, criterion_id: int
) -> tuple[Assessment, bool]:
    """The account, locked, and whether it is new; made with all its criteria.

    Raises AssessmentsError where the criterion is locked for the unit.
    """
    account = own_account(unit_id, period_set)
    is_new = account is None
    if account is None:
        locks = locks_of(period=period_set.period, unit_id=unit_id)
        refuse_locked(locks.reason(criterion_id))
        account = _new_account(unit_id, period_set)
    account = _lock_with_siblings(account)
    locks = locks_of(period=account.period, unit_id=unit_id, account=account)
    refuse_locked(locks.reason(criterion_id))
    return account, is_new


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


def siblings(account: Assessment) -> list[int]:
    """Accounts of the same unit and round, by every set, in id order."""
    same = Assessment.objects.filter(
        unit=account.unit_id, period=account.period_id, document=account.document_id
    )
    return list(same.order_by("pk").values_list("pk", flat=True))


def _lock_with_siblings(account: Assessment) -> Assessment:
    """Locked in id order: a value may be filled into the account of another set."""
    locked = {pk: lock_account(pk) for pk in siblings(account)}
    return locked[account.pk]


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
            "chosen_reason": CHOSEN_REASON if is_chosen else "",
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
