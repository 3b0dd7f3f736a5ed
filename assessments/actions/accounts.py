"""Recording one document's account of many units, and choosing between accounts."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.actions.leaves import leaf_row
from assessments.choices import EventKind, Status
from assessments.errors import AssessmentsError
from assessments.events import append_event, next_event
from assessments.models import (
    Assessment,
    CriterionResult,
    IndicatorResult,
    Period,
    ResultEvent,
    ReviewStep,
)
from assessments.permissions import can_import
from assessments.reports.steps import first_step
from assessments.summaries import summary_values
from communes.clock import now
from communes.facts import UnitFacts, facts_on
from criteria.book import Book, Entered, JudgedCriterion, open_book
from criteria.choices import Outcome
from criteria.models import CriteriaSet
from documents.models import Document

# The largest province is one batch: as many statements as the smallest needs.
UNITS_A_BATCH = 600


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the source concludes of a criterion, and on what ground."""

    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """What a document gives for one unit: values by leaf code, states by criterion.

    A criterion without a state has the account's `status`. The `reported_` counts
    are those that the source gives without rows.
    """

    values: Mapping[str, Entered] = field(default_factory=dict)
    status: Status = Status.CONFIRMED
    statuses: Mapping[int, Status] = field(default_factory=dict)
    reported_criteria: int | None = None
    reported_indicators: int | None = None
    reported_basically_met: int | None = None
    verdicts: Mapping[int, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recording:
    """What all accounts of one recording share."""

    period: Period
    document: Document
    book: Book
    first_step: ReviewStep | None
    origin: str
    by: User | None
    at: dt.datetime
    chosen_reason: str


@transaction.atomic
def record_results(
    *,
    period: Period,
    criteria_set: CriteriaSet,
    document: Document,
    accounts: Mapping[int, Account],
    origin: str,
    chosen_reason: str = "",
    by: User | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Record a document's accounts by unit id, judged by the rules; returns how many.

    Each account becomes an assessment, chosen when `chosen_reason` is given, with one
    event that holds every value. All or nothing. Refuses a closed period, a set that
    does not judge it, a unit not in force on its day, an unknown indicator or
    criterion, a second account of this document or a second chosen one, and
    submitted results where no procedure says at which step they wait.
    """
    _refuse_wrong_set(period, criteria_set)
    book = open_book(criteria_set, day=period.as_of, year=period.year)
    _refuse_unknown(book, accounts)
    first_wait = first_step(period, day=period.as_of)
    if first_wait is None:
        _refuse_submitted(accounts)
    facts = facts_on(accounts, period.as_of)
    missing = sorted(set(accounts) - set(facts))
    if missing:
        raise AssessmentsError(
            _("Đơn vị không tồn tại vào ngày của kỳ: %(ids)s.")
            % {"ids": ", ".join(map(str, missing[:10]))}
        )
    _refuse_rivals(period, criteria_set, document, accounts, bool(chosen_reason))
    recording = Recording(
        period=period,
        document=document,
        book=book,
        first_step=first_wait,
        origin=origin,
        by=by,
        at=now(),
        chosen_reason=chosen_reason,
    )
    unit_ids = list(accounts)
    for start in range(0, len(unit_ids), UNITS_A_BATCH):
        batch = unit_ids[start : start + UNITS_A_BATCH]
        _record_batch(recording, {u: accounts[u] for u in batch}, facts)
        progress(len(batch))
    return len(unit_ids)


def _refuse_wrong_set(period: Period, criteria_set: CriteriaSet) -> None:
    if period.closed_at is not None:
        raise AssessmentsError(_("Kỳ đã khóa, không ghi thêm kết quả."), "period")
    if not period.period_sets.filter(criteria_set=criteria_set).exists():
        raise AssessmentsError(
            _("Bộ tiêu chí này không dùng cho kỳ đã chọn."), "criteria_set"
        )


def _refuse_unknown(book: Book, accounts: Mapping[int, Account]) -> None:
    codes = {code for a in accounts.values() for code in a.values}
    unknown = sorted(codes - set(book.leaf_of_code))
    if unknown:
        raise AssessmentsError(
            _("Bộ tiêu chí không có chỉ tiêu: %(codes)s.")
            % {"codes": ", ".join(unknown[:10])}
        )
    numbers = {n for a in accounts.values() for n in (*a.statuses, *a.verdicts)}
    strange = sorted(numbers - set(book.number_of.values()))
    if strange:
        raise AssessmentsError(
            _("Bộ tiêu chí không có tiêu chí số: %(numbers)s.")
            % {"numbers": ", ".join(map(str, strange[:10]))}
        )


def _refuse_submitted(accounts: Mapping[int, Account]) -> None:
    given = {s for a in accounts.values() for s in (a.status, *a.statuses.values())}
    if Status.SUBMITTED in given:
        raise AssessmentsError(
            _("Chưa có trình tự xác nhận cho kỳ này, kết quả chưa thể nộp."), "period"
        )


def _refuse_rivals(
    period: Period,
    criteria_set: CriteriaSet,
    document: Document,
    unit_ids: Iterable[int],
    is_chosen: bool,
) -> None:
    """Refuse what the database would, naming the units."""
    rivals = Assessment.objects.filter(
        period=period, criteria_set=criteria_set, unit_id__in=list(unit_ids)
    )
    told = _unit_ids(rivals.filter(document=document))
    if told:
        raise AssessmentsError(
            _("Văn bản này đã có đánh giá của đơn vị: %(ids)s.") % {"ids": told},
            "document",
        )
    chosen = _unit_ids(rivals.filter(is_chosen=True))
    if is_chosen and chosen:
        raise AssessmentsError(
            _("Đơn vị đã có một đánh giá được chọn: %(ids)s.") % {"ids": chosen},
            "chosen_reason",
        )


def _unit_ids(assessments: QuerySet[Assessment]) -> str:
    ids = assessments.order_by("unit_id").values_list("unit_id", flat=True)
    return ", ".join(map(str, ids[:10]))


def _record_batch(
    recording: Recording,
    accounts: Mapping[int, Account],
    facts: Mapping[int, UnitFacts],
) -> None:
    judged = {
        unit_id: _judge(recording.book, facts[unit_id], account)
        for unit_id, account in accounts.items()
    }
    assessments = Assessment.objects.bulk_create(
        _assessment(recording, facts[unit_id], account, judged[unit_id])
        for unit_id, account in accounts.items()
    )
    pairs = [
        (_criterion_result(recording, a, accounts[a.unit_id], criterion), criterion)
        for a in assessments
        for criterion in judged[a.unit_id]
    ]
    CriterionResult.objects.bulk_create([result for result, _judged in pairs])
    IndicatorResult.objects.bulk_create(
        leaf_row(leaf, book=recording.book, criterion_result_id=result.pk)
        for result, criterion in pairs
        for leaf in criterion.leaves
    )
    ResultEvent.objects.bulk_create(
        _loaded_event(recording, a, accounts[a.unit_id]) for a in assessments
    )


def _judge(book: Book, unit: UnitFacts, account: Account) -> list[JudgedCriterion]:
    leaf_of = book.leaf_of_code
    return book.judge(unit, {leaf_of[c].pk: e for c, e in account.values.items()})


def _assessment(
    recording: Recording,
    unit: UnitFacts,
    account: Account,
    judged: list[JudgedCriterion],
) -> Assessment:
    assessment = Assessment(
        unit_id=unit.unit_id,
        criteria_set=recording.book.criteria_set,
        period=recording.period,
        document=recording.document,
        unit_version_id=unit.version_id,
        province_id=unit.province_ids[0],
        district_id=unit.district_id,
        is_chosen=bool(recording.chosen_reason),
        chosen_reason=recording.chosen_reason,
        illustrative=recording.document.is_illustrative,
        reported_criteria=account.reported_criteria,
        reported_indicators=account.reported_indicators,
        reported_basically_met=account.reported_basically_met,
    )
    results = [
        _criterion_result(recording, assessment, account, criterion)
        for criterion in judged
    ]
    leaves = [
        (leaf.entered.basis, leaf.answer.level.status if leaf.answer.level else None)
        for criterion, result in zip(judged, results, strict=True)
        if result.status == Status.CONFIRMED
        for leaf in criterion.leaves
        if leaf.outcome != Outcome.NOT_ASSESSED
    ]
    for name, value in summary_values(results, leaves, recording.book.counting).items():
        setattr(assessment, name, value)
    return assessment


def _criterion_result(
    recording: Recording,
    assessment: Assessment,
    account: Account,
    judged: JudgedCriterion,
) -> CriterionResult:
    number = recording.book.number_of[judged.criterion_id]
    status = account.statuses.get(number, account.status)
    verdict = account.verdicts.get(number)
    return CriterionResult(
        assessment=assessment,
        criterion_id=judged.criterion_id,
        status=status,
        step=recording.first_step if status == Status.SUBMITTED else None,
        waits_since=recording.at if status == Status.SUBMITTED else None,
        computed=judged.computed,
        verdict=verdict.outcome if verdict else "",
        verdict_reason=verdict.reason if verdict else "",
        entered_by=recording.by,
        submitted_at=recording.at if status == Status.SUBMITTED else None,
        confirmed_at=recording.at if status == Status.CONFIRMED else None,
    )


def _loaded_event(
    recording: Recording, assessment: Assessment, account: Account
) -> ResultEvent:
    values: dict[str, Any] = {
        code: entered.not_applicable_reason or f"{entered.value:f}"
        for code, entered in account.values.items()
        if entered.not_applicable_reason or entered.value is not None
    }
    return next_event(
        assessment,
        kind=EventKind.LOADED,
        origin=recording.origin,
        by=recording.by,
        old={},
        new={
            "values": values,
            "document": recording.document.key,
            **_said_without_values(account),
        },
        note=recording.chosen_reason,
    )


def _said_without_values(account: Account) -> dict[str, Any]:
    """Verdicts and counts of an account for its event; only those given."""
    counts = {
        "reported_criteria": account.reported_criteria,
        "reported_indicators": account.reported_indicators,
        "reported_basically_met": account.reported_basically_met,
    }
    said: dict[str, Any] = {k: n for k, n in counts.items() if n is not None}
    if account.verdicts:
        said["verdicts"] = {str(n): v.outcome for n, v in account.verdicts.items()}
    return said


@transaction.atomic
def choose_account(
    *, assessment: Assessment, chosen_reason: str, by: User | None = None
) -> Assessment:
    """Choose one account of a unit, set and period; the former one steps back.

    Both get an event. A person must be one who may bring in results of the province.
    """
    if by is not None and not can_import(by, assessment.province_id):
        raise PermissionDenied
    if not chosen_reason.strip():
        raise AssessmentsError(_("Chọn một đánh giá phải nêu lý do."), "chosen_reason")
    if assessment.period.closed_at is not None:
        raise AssessmentsError(_("Kỳ đã khóa, không đổi đánh giá được chọn."), "period")
    if assessment.lapsed_at is not None:
        raise AssessmentsError(_("Đánh giá này đã dừng do sắp xếp đơn vị."))
    rivals = Assessment.objects.select_for_update(of=("self",)).filter(
        unit=assessment.unit_id,
        criteria_set=assessment.criteria_set_id,
        period=assessment.period_id,
    )
    # Locked in id order: two coordinators choosing at once must not both win.
    former = [a for a in rivals.order_by("pk") if a.is_chosen and a.pk != assessment.pk]
    for rival in former:
        rival.is_chosen, rival.updated_at = False, now()
        rival.save(update_fields=["is_chosen", "updated_at"])
    assessment.is_chosen, assessment.updated_at = True, now()
    assessment.chosen_reason = chosen_reason.strip()
    assessment.save(update_fields=["is_chosen", "chosen_reason", "updated_at"])
    for account in (*former, assessment):
        append_event(
            account,
            kind=EventKind.CHOSEN,
            origin="action",
            by=by,
            old={"chosen": [rival.pk for rival in former]},
            new={"chosen": assessment.pk},
            note=chosen_reason.strip(),
        )
    return assessment
