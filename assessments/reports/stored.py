"""What the accounts of one document say now: what an import compares with."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from assessments.choices import Status
from assessments.models import Assessment, CriterionResult, IndicatorResult
from criteria.book import Entered
from criteria.choices import Outcome
from criteria.models import CriteriaSet
from documents.models import Document

REPORTED_FIELDS = (
    "reported_criteria",
    "reported_indicators",
    "reported_basically_met",
)


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """One stored account: values by leaf code, verdicts and states by number."""

    assessment_id: int
    is_chosen: bool
    is_lapsed: bool
    reported: dict[str, int | None]
    values: dict[str, Entered] = field(default_factory=dict)
    verdicts: dict[int, tuple[str, str]] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)

    @property
    def waiting(self) -> set[int]:
        """Numbers of the criteria that wait at a review step: locked."""
        return {n for n, status in self.statuses.items() if status == Status.SUBMITTED}


def stored_accounts(
    *, period_id: int, criteria_set: CriteriaSet, document: Document | None
) -> dict[int, StoredAccount]:
    """A document's accounts of a period by unit id; three queries at any size."""
    if document is None:
        return {}
    rows = Assessment.objects.filter(
        period=period_id, criteria_set=criteria_set, document=document
    )
    return read_accounts(rows)


def read_accounts(assessments: Iterable[Assessment]) -> dict[int, StoredAccount]:
    """Accounts with everything they say, by unit id."""
    found = {
        a.unit_id: StoredAccount(
            assessment_id=a.pk,
            is_chosen=a.is_chosen,
            is_lapsed=a.lapsed_at is not None,
            reported={name: getattr(a, name) for name in REPORTED_FIELDS},
        )
        for a in assessments
    }
    by_id = {account.assessment_id: account for account in found.values()}
    _read_criteria(by_id)
    _read_leaves(by_id)
    return found


def _read_criteria(by_id: dict[int, StoredAccount]) -> None:
    rows = CriterionResult.objects.filter(assessment__in=list(by_id)).values_list(
        "assessment_id", "criterion__number", "status", "verdict", "verdict_reason"
    )
    for assessment_id, number, status, verdict, reason in rows:
        account = by_id[assessment_id]
        account.statuses[number] = status
        if verdict:
            account.verdicts[number] = (Outcome(verdict), reason)


def _read_leaves(by_id: dict[int, StoredAccount]) -> None:
    rows = IndicatorResult.objects.filter(
        criterion_result__assessment__in=list(by_id)
    ).values_list(
        "criterion_result__assessment_id",
        "indicator__code",
        "value",
        "basis",
        "not_applicable_reason",
        "note",
    )
    for assessment_id, code, value, basis, reason, note in rows:
        if value is not None or reason:
            by_id[assessment_id].values[code] = Entered(value, basis, reason, note)


def chosen_units(period_id: int, criteria_set: CriteriaSet) -> set[int]:
    """Units that have a chosen account already."""
    return set(
        Assessment.objects.filter(
            period=period_id, criteria_set=criteria_set, is_chosen=True
        ).values_list("unit_id", flat=True)
    )
