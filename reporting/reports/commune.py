"""One commune: its outcomes, its gaps, its years, its history."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language, gettext

from assessments.choices import Metric, PeriodKind, RecognitionKind, Status
from assessments.models import (
    Assessment,
    Correction,
    Dossier,
    IndicatorResult,
    PublishedFigure,
    RecognitionDecision,
)
from assessments.reports.keep import built_once, kept
from assessments.summaries import DECLARED_STATUSES
from communes.choices import UnitLevel
from communes.clock import today
from communes.models import SuccessionLink, UnitVersion
from criteria.book import CriterionEntry, entry_of
from criteria.choices import MeasureKind, Outcome, Tier
from criteria.models import Criterion, CriterionLead, Indicator
from criteria.rules.distance import relative_gap
from criteria.rules.outcomes import evaluate
from criteria.rules.steps import Step, order_steps, step_of
from reporting.reports.provenance import Provenance, provenance_of
from reporting.reports.rows import Standing, standing_on
from reporting.reports.scope import CONFIRMED


class NoSuchCommune(Exception):
    """No commune-level unit has this id."""


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One criterion of the commune: outcome, verdict, and outcome of each indicator.

    `results` are those of its leaves by indicator id; `is_shown` says whether they
    count on the page's basis, `corrected` what changed them after closing.
    """

    entry: CriterionEntry
    outcome: Outcome
    verdict_reason: str
    outcomes: dict[int, Outcome]
    results: dict[int, IndicatorResult]
    is_shown: bool
    lead: str
    corrected: Correction | None = None

    @property
    def criterion(self) -> Criterion:
        return self.entry.criterion

    @property
    def met_indicators(self) -> int:
        """Printed indicators met; "57" counts these, not their parts."""
        return sum(self.outcomes[top.pk] == Outcome.MET for top in self.entry.tops)

    def relative(self, leaf: Indicator) -> Decimal | None:
        """How far a leaf is from its level, without unit; None = unknown."""
        result = self.results.get(leaf.pk)
        if result is None or result.level is None or leaf.measure is None:
            return None
        return relative_gap(
            result.value,
            leaf.operator,
            result.level.value,
            leaf.measure.kind,
        )

    @property
    def step(self) -> Step:
        """What is left of the criterion."""
        gaps = {leaf.pk: self.relative(leaf) for leaf in self.entry.leaves}
        skipped = frozenset(
            leaf.pk
            for leaf in self.entry.leaves
            if self.outcomes[leaf.pk] == Outcome.NOT_APPLICABLE
        )
        return step_of(self.criterion.number, self.entry.tree, gaps, skipped)


@dataclass(frozen=True, slots=True)
class CommuneReport:
    """Everything the page of a commune shows."""

    unit_id: int
    version: UnitVersion
    versions: list[UnitVersion]
    basis: str
    assessment: Assessment | None
    assessments: list[Assessment]
    criteria: list[CriterionView]
    recognitions: list[RecognitionDecision]
    links: list[SuccessionLink]
    provenance: Provenance | None
    dossiers: list[Dossier]

    @property
    def year(self) -> int | None:
        return self.assessment.period.year if self.assessment else None

    @property
    def met(self) -> int:
        """Criteria met as the set counts, on this basis."""
        return self.count_of(self.assessment) if self.assessment else 0

    def count_of(self, assessment: Assessment) -> int:
        """The stored count of an account on the page's basis."""
        return getattr(assessment, f"{self.basis}_counted")

    @property
    def has_outcomes(self) -> bool:
        """Whether any criterion of the year has an outcome on this basis."""
        return self.assessment is not None and self.judges(self.assessment)

    def judges(self, assessment: Assessment) -> bool:
        """Whether an account has an outcome of some criterion on the page's basis."""
        return bool(getattr(assessment, f"{self.basis}_assessed"))

    @property
    def stated(self) -> int | None:
        """The count of criteria met that the source names, where its rows differ."""
        stated = self.assessment.reported_criteria if self.assessment else None
        return None if self.has_outcomes and stated == self.met else stated

    @property
    def as_of(self) -> dt.date:
        """The day of the page: of its account, else today."""
        return self.assessment.period.as_of if self.assessment else today()

    @property
    def standing(self) -> Standing:
        """How it stands recognised on the day."""
        return standing_on(self.as_of, reversed(self.recognitions))

    @property
    def is_withdrawn(self) -> bool:
        """Whether its last decision by the day took the recognition back."""
        known = [d for d in self.recognitions if d.known_by <= self.as_of]
        return bool(known) and known[0].kind == RecognitionKind.WITHDRAWN

    @property
    def letters(self) -> str:
        """Outcomes as one letter a criterion."""
        if self.assessment is None:
            return ""
        return getattr(self.assessment, f"{self.basis}_outcomes")

    @property
    def to_do(self) -> list[CriterionView]:
        """Criteria assessed and not met, nearest to their levels first."""
        short = {
            view.criterion.number: view
            for view in self.criteria
            if view.outcome == Outcome.NOT_MET
        }
        ordered = order_steps(view.step for view in short.values())
        return [short[step.criterion_number] for step in ordered]


def commune_report(
    unit_id: int, year: int | None = None, basis: str = CONFIRMED
) -> CommuneReport:
    """The report of a commune; nine queries at any size, one more where a result was
    corrected. Raises NoSuchCommune.
    """
    versions = list(_versions().filter(unit=unit_id))
    if not versions:
        raise NoSuchCommune(unit_id)
    assessments = list(_yearly_accounts().filter(unit=unit_id))
    assessment = _pick(assessments, year, basis)
    day = assessment.period.as_of if assessment else None
    return CommuneReport(
        unit_id=unit_id,
        version=_version_on(versions, day),
        versions=versions,
        basis=basis,
        assessment=assessment,
        assessments=assessments,
        criteria=_criteria(assessment, basis) if assessment else [],
        recognitions=list(
            RecognitionDecision.objects.filter(unit=unit_id)
            .select_related("document")
            .order_by("-known_by", "-pk")
        ),
        links=_links(unit_id),
        provenance=_provenance(assessment, basis) if assessment else None,
        dossiers=list(Dossier.objects.filter(unit=unit_id, closed_at__isnull=True)),
    )


@built_once
def _yearly_accounts() -> QuerySet[Any]:
    """Chosen accounts of years, latest first: whether documents tell the bands, and
    whether a result of it was corrected.
    """
    published = PublishedFigure.objects.filter(
        unit=OuterRef("province"),
        metric=Metric.IN_BAND,
        as_of=OuterRef("period__as_of"),
    )
    corrected = Correction.objects.filter(
        criterion_result__assessment=OuterRef("pk"), is_agreed=True
    )
    return (
        Assessment.objects.chosen()
        .filter(period__kind=PeriodKind.YEAR, criteria_set__tier=Tier.NTM)
        .select_related("period", "criteria_set__document", "document")
        .annotate(has_published=Exists(published), is_corrected=Exists(corrected))
        .order_by("-period__year")
    )


def _pick(
    assessments: list[Assessment], year: int | None, basis: str
) -> Assessment | None:
    """The account of the year; without a year the latest one that is complete."""
    if year is not None:
        return next((a for a in assessments if a.period.year == year), None)
    whole = [a for a in assessments if "?" not in getattr(a, f"{basis}_outcomes")]
    return next(iter(whole or assessments), None)


@built_once
def _versions() -> QuerySet[Any]:
    """Versions of communes, newest first, each with its parent's name of its time."""
    parent = UnitVersion.objects.filter(
        unit=OuterRef("parent"), valid_from__lte=OuterRef("valid_from")
    ).order_by("-valid_from")
    province = UnitVersion.objects.filter(unit=OuterRef("province")).order_by(
        "-valid_from"
    )
    return (
        UnitVersion.objects.of_level(UnitLevel.COMMUNE)
        .select_related("document")
        .annotate(
            parent_name=Subquery(parent.values("name")[:1]),
            parent_kind=Subquery(parent.values("kind")[:1]),
            province_name=Subquery(province.values("name")[:1]),
            province_kind=Subquery(province.values("kind")[:1]),
        )
        .order_by("-valid_from")
    )


def _version_on(versions: list[UnitVersion], day: dt.date | None) -> UnitVersion:
    """The version in force on a day, else the newest."""
    if day is not None:
        for version in versions:
            is_open = version.valid_to is None or version.valid_to > day
            if version.valid_from <= day and is_open:
                return version
    return versions[0]


def _criteria(assessment: Any, basis: str) -> list[CriterionView]:
    results = IndicatorResult.objects.filter(
        criterion_result__assessment=assessment
    ).select_related("criterion_result", "level__document")
    by_criterion: dict[int, list[IndicatorResult]] = {}
    for result in results:
        by_criterion.setdefault(result.criterion_result.criterion_id, []).append(result)
    set_id, day = assessment.criteria_set_id, assessment.period.as_of
    leads = kept(_leads, set_id, day, get_language())
    corrections = _corrections(assessment)
    return [
        criterion_view(
            entry,
            by_criterion.get(entry.criterion.pk, []),
            basis,
            leads.get(entry.criterion.pk, ""),
            corrections.get(entry.criterion.pk),
        )
        for entry in kept(_entries, set_id)
    ]


def _corrections(assessment: Any) -> dict[int, Correction]:
    """The last correction that was agreed to, by criterion id."""
    if not assessment.is_corrected:
        return {}
    rows = Correction.objects.filter(
        criterion_result__assessment=assessment, is_agreed=True
    )
    return {
        row.criterion_result.criterion_id: row
        for row in rows.select_related("criterion_result", "document").order_by(
            "decided_at", "pk"
        )
    }


def _entries(set_id: int) -> list[CriterionEntry]:
    """What a set asks, in its order."""
    indicators = list(
        Indicator.objects.filter(criterion__criteria_set=set_id)
        .select_related("measure", "criterion__group")
        .prefetch_related("measure__options")
        .order_by("criterion__number", "position")
    )
    criteria = {i.criterion_id: i.criterion for i in indicators}
    return [entry_of(criterion, indicators) for criterion in criteria.values()]


def _leads(set_id: int, day: dt.date, _language: str | None) -> dict[int, str]:
    """Who leads each criterion of a set on a day."""
    rows = CriterionLead.objects.in_force_on(day).filter(criterion__criteria_set=set_id)
    found: dict[int, list[str]] = {}
    for criterion_id, name_vi in rows.values_list("criterion_id", "name_vi"):
        names = found.setdefault(criterion_id, [])
        # Agencies that merged lead a criterion twice under one name.
        if (name := gettext(name_vi)) not in names:
            names.append(name)
    return {criterion_id: "; ".join(names) for criterion_id, names in found.items()}


def criterion_view(
    entry: CriterionEntry,
    results: list[IndicatorResult],
    basis: str,
    lead: str,
    correction: Correction | None = None,
) -> CriterionView:
    work = results[0].criterion_result if results else None
    statuses = {Status.CONFIRMED} if basis == CONFIRMED else DECLARED_STATUSES
    is_shown = work is not None and work.status in statuses
    shown = {r.indicator_id: r for r in results} if is_shown else {}
    leaf_outcomes = {
        leaf.pk: Outcome(shown[leaf.pk].outcome)
        if leaf.pk in shown
        else Outcome.NOT_ASSESSED
        for leaf in entry.leaves
    }
    return CriterionView(
        entry=entry,
        outcome=work.outcome if work and is_shown else Outcome.NOT_ASSESSED,
        verdict_reason=work.verdict_reason if work and is_shown else "",
        outcomes=evaluate(entry.tree, leaf_outcomes),
        results={r.indicator_id: r for r in results},
        is_shown=is_shown,
        lead=lead,
        corrected=correction if is_shown else None,
    )


@built_once
def named_links() -> QuerySet[Any]:
    """Links of mergers and splits, each side with its latest name, kind and end."""
    names = {
        f"{side}_{column}": Subquery(
            UnitVersion.objects.filter(unit=OuterRef(side))
            .order_by("-valid_from")
            .values(column)[:1]
        )
        for side in ("predecessor", "successor")
        for column in ("name", "kind", "valid_to")
    }
    return SuccessionLink.objects.annotate(**names)


def _links(unit_id: int) -> list[SuccessionLink]:
    """Mergers and splits that the unit came from or went into."""
    return list(
        named_links()
        .filter(Q(predecessor=unit_id) | Q(successor=unit_id))
        .select_related("succession__document")
        .order_by("-succession__day", "pk")
    )


def _provenance(assessment: Any, basis: str) -> Provenance:
    return provenance_of(
        [assessment],
        basis=basis,
        as_of=assessment.period.as_of,
        criteria_set=assessment.criteria_set,
        has_published=assessment.has_published,
    )


def is_yes_no(leaf: Indicator) -> bool:
    """Whether a bar beside the value would say nothing."""
    kinds = (MeasureKind.YES_NO, MeasureKind.CHOICE)
    return leaf.measure is not None and leaf.measure.kind in kinds


def extra(row: Any, name: str) -> str:
    """An annotated column of a row, "" where it is empty."""
    return getattr(row, name, None) or ""
