"""One value for the same question in every set of a round."""

from accounts.models import User
from assessments.actions.own_account import Opened
from assessments.actions.values import Given, open_law, save_draft
from assessments.models import Assessment, CriterionResult
from assessments.reports.locks import locks_of
from assessments.reports.shared import SharedValue, says_something, shared_values
from assessments.workflow import Move, is_allowed

ORIGIN = "shared"


def fill_shared(opened: Opened, by: User) -> None:
    """Fill what was saved into the unit's accounts by other sets, where it is empty.

    A new account is itself filled from them first. A field that says something else
    already stays; pages show the difference. Accounts are locked by the caller.
    """
    if opened.others and opened.is_new:
        _fill(opened.account, by)
    for account in opened.others:
        _fill(account, by)


def _fill(account: Assessment, by: User) -> None:
    values = shared_values(account)
    locks = locks_of(period=account.period, unit_id=account.unit_id, account=account)
    rows = account.criterion_results.prefetch_related("indicator_results")
    for result in rows.order_by("criterion__number"):
        is_open = is_allowed(Move.SAVE, result.status)
        if is_open and not locks.reason(result.criterion_id):
            _fill_criterion(account, result, values, by)


def _fill_criterion(
    account: Assessment,
    result: CriterionResult,
    values: dict[int, SharedValue],
    by: User,
) -> None:
    book, _facts = open_law(account)
    stored = {row.indicator_id: row for row in result.indicator_results.all()}
    taken = {i for i, row in stored.items() if says_something(row) or row.typed}
    given = {
        leaf.code: Given(values[leaf.measure_id].entered)
        for leaf in book.entry(result.criterion_id).leaves
        if leaf.pk not in taken and leaf.measure_id in values
    }
    if given:
        save_draft(account, result, given, stored.values(), by=by, origin=ORIGIN)
