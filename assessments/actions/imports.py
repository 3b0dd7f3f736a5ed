"""Executing a previewed import: exactly the plan, all of it or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.actions.accounts import Account, record_results
from assessments.actions.corrections import correct_accounts
from assessments.actions.documents import Citation, cite_document
from assessments.errors import AssessmentsError
from assessments.models import Assessment, Period, WrittenName
from assessments.permissions import can_import
from assessments.reports.stored import StoredAccount, chosen_units, stored_accounts
from communes.clock import now
from communes.models import Unit, UnitVersion
from criteria.models import CriteriaSet
from documents.models import Document


@dataclass(frozen=True, slots=True)
class Correction:
    """What a document now says of a unit, and what its account said at the preview."""

    account: Account
    before: StoredAccount


@dataclass(frozen=True, slots=True)
class ResultsPlan:
    """What an import writes. `chosen_reason` chooses new accounts of units without."""

    period: Period
    criteria_set: CriteriaSet
    province_id: int
    citation: Citation
    origin: str
    chosen_reason: str = ""
    new: Mapping[int, Account] = field(default_factory=dict)
    corrections: Mapping[int, Correction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What an import wrote."""

    document: Document
    new: int
    corrected: int


@transaction.atomic
def import_results(*, plan: ResultsPlan, by: User) -> Written:
    """Write a plan; refuses when the accounts are no longer what it was made from."""
    if not can_import(by, plan.province_id):
        raise PermissionDenied
    _lock_open(plan.period)
    document = cite_document(plan.citation)
    _refuse_own_account(plan.period, document)
    _refuse_elsewhere(plan)
    _refuse_changed(plan, document)
    for accounts, reason in _by_choice(plan):
        record_results(
            period=plan.period,
            criteria_set=plan.criteria_set,
            document=document,
            accounts=accounts,
            origin=plan.origin,
            chosen_reason=reason,
            by=by,
        )
    if plan.corrections:
        correct_accounts(
            period=plan.period,
            criteria_set=plan.criteria_set,
            document=document,
            accounts={u: c.account for u, c in plan.corrections.items()},
            before={u: c.before for u, c in plan.corrections.items()},
            origin=plan.origin,
            by=by,
        )
    return Written(document, len(plan.new), len(plan.corrections))


def _lock_open(period: Period) -> None:
    """Imports into a period go one after another; into a closed one none goes.

    Two people executing at once must not both believe the accounts to be as in
    their preview, and new ones cannot be locked before they exist.
    """
    rows = Period.objects.select_for_update(of=("self",), no_key=True)
    if rows.get(pk=period.pk).closed_at is not None:
        raise AssessmentsError(_("Kỳ đã khóa, không ghi thêm kết quả."), "period")


def _refuse_own_account(period: Period, document: Document) -> None:
    """What communes enter themselves is never overwritten by a sheet."""
    if document.pk == period.round_document_id:
        raise AssessmentsError(
            _("Đây là đợt xã tự nhập trên cổng; bảng phải dẫn văn bản khác."),
            "document",
        )


def _refuse_elsewhere(plan: ResultsPlan) -> None:
    """Refuse units outside the province of the plan, of which `by` may not speak."""
    units = {*plan.new, *plan.corrections}
    own = (
        UnitVersion.objects.in_force_on(plan.period.as_of)
        .filter(province=plan.province_id)
        .values_list("unit_id", flat=True)
    )
    if units - set(own):
        raise PermissionDenied


def _refuse_changed(plan: ResultsPlan, document: Document) -> None:
    # Locked in id order: nobody else may write to what is about to be corrected.
    list(
        Assessment.objects.select_for_update(of=("self",))
        .filter(period=plan.period, criteria_set=plan.criteria_set, document=document)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    stored = stored_accounts(
        period_id=plan.period.pk, criteria_set=plan.criteria_set, document=document
    )
    moved = any(unit_id in stored for unit_id in plan.new) or any(
        stored.get(unit_id) != correction.before
        for unit_id, correction in plan.corrections.items()
    )
    if moved:
        raise AssessmentsError(
            _("Số liệu đã thay đổi sau khi xem trước. Hãy xem lại rồi ghi.")
        )


def _by_choice(plan: ResultsPlan) -> Iterable[tuple[dict[int, Account], str]]:
    """New accounts with the reason to choose them; a rival beside a chosen has none."""
    taken = chosen_units(plan.period.pk, plan.criteria_set) if plan.new else set()
    free = {u: a for u, a in plan.new.items() if u not in taken}
    beside = {u: a for u, a in plan.new.items() if u in taken}
    if free:
        yield free, plan.chosen_reason
    if beside:
        yield beside, ""


@transaction.atomic
def remember_name(
    *, province: Unit, name_folded: str, district_folded: str, unit: Unit, by: User
) -> WrittenName:
    """Keep what a person chose for a written name; a later choice replaces it."""
    if not can_import(by, province.pk):
        raise PermissionDenied
    if not UnitVersion.objects.filter(unit=unit, province=province).exists():
        raise AssessmentsError(_("Xã được chọn không thuộc tỉnh này."), "unit")
    if not name_folded:
        raise AssessmentsError(_("Phải có tên đã viết."), "name")
    written, _is_new = WrittenName.objects.update_or_create(
        province=province,
        name_folded=name_folded,
        district_folded=district_folded,
        defaults={"unit": unit, "chosen_by": by, "chosen_at": now()},
    )
    return written


@transaction.atomic
def forget_name(*, written: WrittenName, by: User) -> None:
    """Take back a choice; the next sheet with that name asks again."""
    if not can_import(by, written.province_id):
        raise PermissionDenied
    written._history_user = by  # type: ignore[attr-defined]  # read by the history
    written.delete()
