"""Proofs as pages list them: of a unit in a period, and what may be carried over."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.roles import Roles
from assessments.models import (
    Assessment,
    CriterionResult,
    Evidence,
    Period,
    PeriodSet,
)
from assessments.permissions import may_enter, may_read, visible_dossiers
from assessments.reports.locks import locks_of
from assessments.workflow import OPEN
from communes.clock import today
from communes.models import UnitVersion
from communes.names import fold
from criteria.models import Criterion
from documents.models import Document

FOUND = 10


@dataclass(frozen=True, slots=True)
class CriterionState:
    """A criterion of the page's set, and whether its proofs may still change."""

    criterion: Criterion
    is_open: bool


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A proof with the criteria of the page's set that it stands for.

    `elsewhere` counts criteria of other sets of the period.
    """

    evidence: Evidence
    criteria: tuple[CriterionState, ...]
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """All proofs of a unit in a period, seen from one of its sets."""

    unit: UnitVersion
    period_set: PeriodSet
    criteria: tuple[CriterionState, ...]
    rows: tuple[ProofRow, ...]
    carryable: tuple[ProofRow, ...]
    lock: str

    @property
    def open_criteria(self) -> tuple[CriterionState, ...]:
        """Criteria to which a proof can be attached."""
        return tuple(state for state in self.criteria if state.is_open)


def may_read_evidence(roles: Roles, unit_id: int, period_id: int) -> bool:
    """An official of the unit, or who may read an account of it in the period."""
    if may_enter(roles, unit_id):
        return True
    accounts = Assessment.objects.filter(unit=unit_id, period=period_id)
    return any(may_read(roles, account) for account in accounts)


def may_open(roles: Roles, evidence: Evidence) -> bool:
    """Who may read a file: by an account of its unit, or by a dossier it lies in."""
    return (
        may_read_evidence(roles, evidence.unit_id, evidence.period_id)
        or visible_dossiers(roles).filter(evidence=evidence).exists()
    )


def evidence_report(unit_id: int, period_set: PeriodSet) -> EvidenceReport:
    """The page of a commune's proofs; the same number of queries at any size."""
    lock, criteria = _criteria(unit_id, period_set)
    states = {state.criterion.pk: state for state in criteria}
    rows = list(_proofs(unit_id, period_set.period))
    carried = {row.carried_from_id for row in rows}
    return EvidenceReport(
        unit=_named(unit_id, period_set.period),
        period_set=period_set,
        criteria=criteria,
        rows=tuple(_row(evidence, states) for evidence in rows),
        carryable=tuple(
            ProofRow(evidence, same)
            for evidence in _former(unit_id, period_set.period)
            if evidence.pk not in carried
            and (same := _same_questions(evidence, criteria))
        ),
        lock=lock,
    )


def _named(unit_id: int, period: Period) -> UnitVersion:
    """The unit as it was called on the period's day, or else at last."""
    versions = UnitVersion.objects.filter(unit=unit_id)
    return versions.in_force_on(period.as_of).first() or versions.latest("valid_from")


def _criteria(
    unit_id: int, period_set: PeriodSet
) -> tuple[str, tuple[CriterionState, ...]]:
    """Why the whole is locked, and each criterion of the set."""
    period = period_set.period
    account = Assessment.objects.filter(
        unit=unit_id,
        period=period,
        criteria_set=period_set.criteria_set_id,
        document=period.round_document_id,
    ).first()
    results = CriterionResult.objects.filter(assessment=account)
    handed_in = set(
        results.exclude(status__in=OPEN).values_list("criterion_id", flat=True)
    )
    locks = locks_of(period=period, unit_id=unit_id, account=account)
    criteria = period_set.criteria_set.criteria.order_by("number")
    return locks.whole, tuple(
        CriterionState(
            criterion,
            is_open=not locks.reason(criterion.pk) and criterion.pk not in handed_in,
        )
        for criterion in criteria.prefetch_related("indicators")
    )


def _proofs(unit_id: int, period: Period) -> QuerySet[Evidence]:
    results = CriterionResult.objects.select_related("criterion").order_by(
        "criterion__number"
    )
    return (
        Evidence.objects.filter(unit=unit_id, period=period)
        .select_related("document", "period")
        .prefetch_related(Prefetch("criterion_results", results))
        .order_by("-pk")
    )


def _row(evidence: Evidence, states: dict[int, CriterionState]) -> ProofRow:
    ids = [result.criterion_id for result in evidence.criterion_results.all()]
    own = tuple(states[pk] for pk in ids if pk in states)
    return ProofRow(evidence, own, len(ids) - len(own))


def _former(unit_id: int, period: Period) -> Iterable[Evidence]:
    """Proofs of the last period that has any, as far as they still hold."""
    former = (
        Period.objects.filter(
            kind=period.kind, as_of__lt=period.as_of, evidence__unit=unit_id
        )
        .order_by("-as_of")
        .first()
    )
    if former is None:
        return []
    rows = _proofs(unit_id, former).exclude(valid_until__lt=today())
    return rows.prefetch_related("criterion_results__criterion__indicators")


def _same_questions(
    evidence: Evidence, criteria: Iterable[CriterionState]
) -> tuple[CriterionState, ...]:
    """Open criteria that the proof stood for: the same, or asking the same measure."""
    proved = [result.criterion for result in evidence.criterion_results.all()]
    asked = {pk for criterion in proved for pk in _measures(criterion)}
    return tuple(
        state
        for state in criteria
        if state.is_open
        and (state.criterion in proved or asked & _measures(state.criterion))
    )


def _measures(criterion: Criterion) -> set[int]:
    """What the criterion asks; its indicators are prefetched."""
    leaves = criterion.indicators.all()
    return {leaf.measure_id for leaf in leaves if leaf.measure_id is not None}


def find_documents(text: str) -> list[Document]:
    """Documents by words of their number or title, marks left out; the first ten."""
    needle = fold(text)
    if not needle:
        return []
    rows = Document.objects.only("number", "title", "title_en", "kind", "issued_on")
    found = (
        row
        for row in rows
        if needle in fold(f"{row.number} {row.title} {row.title_en}")
    )
    return [row for row, _place in zip(found, range(FOUND), strict=False)]
