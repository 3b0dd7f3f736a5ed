"""What communes promised, what became of it, and what each still lacks."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from assessments.choices import Metric, RecognitionKind
from assessments.models import (
    Plan,
    PlanPostponement,
    PublishedFigure,
    RecognitionDecision,
)
from assessments.reports.keep import built_once
from assessments.summaries import counting_of
from communes.models import UnitVersion
from criteria.choices import Outcome, Tier
from criteria.rules.outcomes import missing_numbers
from documents.choices import DocumentKind
from reporting.reports.commune import CommuneReport
from reporting.reports.rows import CommuneRow
from reporting.reports.scope import Scope
from reporting.rules.promises import (
    PlanStanding,
    PlanState,
    Recognised,
    standing_of_plan,
)

_TIERS = {tier: rank for rank, tier in enumerate(Tier.values)}


@dataclass(frozen=True, slots=True)
class Promise:
    """A planned recognition of a commune, beside how it stands.

    `row` is the commune in the year of the page, None where it is not counted there;
    `lacks` are criteria not met there, None where its results cannot say.
    """

    plan: Plan
    standing: PlanStanding
    name: str
    name_sort: str
    district_id: int | None
    row: CommuneRow | None = None
    lacks: list[int] | None = None
    waiting: int = 0

    @property
    def state(self) -> PlanState:
        return self.standing.state


@dataclass(frozen=True, slots=True)
class PlansReport:
    """The promises of a place: what is to come first, in a year who lacks least.

    `unnamed` are the tiers whose recognised communes are not all known by name.
    """

    year: int
    promises: list[Promise]
    unnamed: frozenset[str] = frozenset()

    def of(self, state: str) -> list[Promise]:
        """The promises in one state; "" = all of them."""
        return [p for p in self.promises if state in ("", p.state)]

    @property
    def counts(self) -> Counter[PlanState]:
        """How many promises stand in each state."""
        return Counter(promise.state for promise in self.promises)

    @property
    def ahead(self) -> list[Promise]:
        """Promised for the year of the page or later, and not kept yet."""
        return [
            p
            for p in self.promises
            if p.plan.year >= self.year and p.state != PlanState.KEPT
        ]


def plans_report(
    scope: Scope,
    rows: list[CommuneRow],
    figures: list[PublishedFigure],
    decisions: list[Any],
) -> PlansReport:
    """The promises of a place in a year; one query.

    `figures` are all that documents say of the province, of any year; `decisions` those
    on its communes.
    """
    units = _units_of(scope.province.unit_id)
    plans = list(_named_plans().filter(unit__in=units))
    unnamed = unnamed_tiers(figures, decisions)
    by_unit = _by_unit(decisions)
    by_id = {row.unit_id: row for row in rows}
    promises = [
        _promise(plan, scope, by_id.get(plan.unit_id), by_unit, unnamed)
        for plan in plans
    ]
    if scope.district is not None:
        promises = within(promises, scope.district.unit_id)
    return PlansReport(scope.year, _ordered(promises, scope.year), unnamed)


def within(promises: list[Promise], district_id: int) -> list[Promise]:
    """The promises of the communes of a district."""
    return [p for p in promises if p.district_id == district_id]


def plans_of_commune(report: CommuneReport) -> PlansReport:
    """The promises of one commune; at most three queries."""
    as_of = report.as_of
    plans = list(_plans().filter(unit=report.unit_id))
    lacks, waiting = _lacks_of(report)
    unnamed: frozenset[str] = frozenset()
    if any(plan.year <= as_of.year for plan in plans):
        province = report.version.province_id or 0
        unnamed = unnamed_tiers(figures_of({province}), decisions_in(province))
    by_unit = _by_unit(report.recognitions)
    newest = report.versions[0]
    promises = [
        Promise(
            plan=plan,
            standing=_standing(plan, as_of, by_unit, unnamed, newest.valid_to),
            name=newest.name,
            name_sort=newest.name_sort,
            district_id=newest.parent_id,
            lacks=lacks if plan.tier == Tier.NTM else None,
            waiting=waiting,
        )
        for plan in plans
    ]
    return PlansReport(as_of.year, _ordered(promises, as_of.year), unnamed)


def figures_of(unit_ids: Iterable[int]) -> list[PublishedFigure]:
    """All that documents say of some places, latest first; one query."""
    return list(
        PublishedFigure.objects.filter(unit_id__in=unit_ids)
        .select_related("document")
        .order_by("-as_of", "pk")
    )


def unnamed_tiers(
    figures: Iterable[PublishedFigure], decisions: Iterable[Any]
) -> frozenset[str]:
    """Tiers at which a document counts more recognised communes than are named.

    Where it does, a commune without a decision may be one of those not named.
    """
    held = list(decisions)
    return frozenset(
        figure.tier
        for figure in figures
        if figure.metric == Metric.RECOGNISED
        and figure.value > _count_named(held, figure.tier, figure.as_of)
    )


def _count_named(decisions: list[Any], tier: str, day: dt.date) -> int:
    """Units in force on a day that stand recognised by name."""
    standing: set[int] = set()
    for decision in sorted(decisions, key=lambda d: (d.known_by, d.pk)):
        has_ended = decision.unit_ended is not None and decision.unit_ended <= day
        if decision.tier != tier or decision.known_by > day or has_ended:
            continue
        if decision.kind == RecognitionKind.WITHDRAWN:
            standing.discard(decision.unit_id)
        else:
            standing.add(decision.unit_id)
    return len(standing)


def _units_of(province_id: int) -> QuerySet[Any]:
    return UnitVersion.objects.filter(province_id=province_id).values("unit_id")


def _newest(column: str) -> Subquery:
    """A column of the newest version of a row's unit."""
    versions = UnitVersion.objects.filter(unit=OuterRef("unit")).order_by("-valid_from")
    return Subquery(versions.values(column)[:1])


def _put_off(column: str) -> Subquery:
    """A column of the last time that a plan was put off."""
    rows = PlanPostponement.objects.filter(plan=OuterRef("pk")).order_by("-to_year")
    return Subquery(rows.values(column)[:1])


@built_once
def _named_plans() -> QuerySet[Any]:
    """Plans of recognition, each with the name and the end of its unit."""
    return _plans().annotate(
        unit_name=_newest("name"),
        unit_sort=_newest("name_sort"),
        unit_parent=_newest("parent_id"),
        unit_ended=_newest("valid_to"),
    )


def promised() -> QuerySet[Plan]:
    """Plans of recognition; what a commune still drafts here is no promise yet."""
    return Plan.objects.filter(is_recognition_planned=True).exclude(
        document__kind=DocumentKind.ROUND, registered_at__isnull=True
    )


@built_once
def _plans() -> QuerySet[Any]:
    """Plans of recognition, each with the last time that it was put off."""
    return (
        promised()
        .select_related("document")
        .annotate(
            put_off_to=_put_off("to_year"),
            put_off_reason=_put_off("reason"),
        )
    )


def decisions_in(province_id: int) -> list[Any]:
    """Decisions on recognition in a province, the oldest first; one query."""
    return list(_decisions().filter(unit__in=_units_of(province_id)))


@built_once
def _decisions() -> QuerySet[Any]:
    """Decisions on recognition, the oldest first, each with the end of its unit."""
    return (
        RecognitionDecision.objects.annotate(unit_ended=_newest("valid_to"))
        .order_by("known_by", "pk")
        .values_list(
            "pk",
            "unit_id",
            "tier",
            "kind",
            "year",
            "known_by",
            "basis",
            "unit_ended",
            named=True,
        )
    )


def _by_unit(
    decisions: Iterable[RecognitionDecision],
) -> dict[tuple[int, str], list[Recognised]]:
    """What is known of recognition, by unit and tier."""
    found: dict[tuple[int, str], list[Recognised]] = defaultdict(list)
    for d in decisions:
        if d.kind == RecognitionKind.RECOGNISED:
            known = Recognised(d.year, d.known_by, d.basis == "inferred")
            found[d.unit_id, d.tier].append(known)
    return found


def _standing(
    plan: Any,
    as_of: dt.date,
    by_unit: dict[tuple[int, str], list[Recognised]],
    unnamed: frozenset[str],
    ended_on: dt.date | None,
) -> PlanStanding:
    return standing_of_plan(
        plan.year,
        as_of,
        by_unit.get((plan.unit_id, plan.tier), []),
        ended_on=ended_on,
        has_unnamed=plan.tier in unnamed,
    )


def _promise(
    plan: Any,
    scope: Scope,
    row: CommuneRow | None,
    by_unit: dict[tuple[int, str], list[Recognised]],
    unnamed: frozenset[str],
) -> Promise:
    says = row is not None and row.has_results and plan.tier == Tier.NTM
    counting = counting_of(scope.criteria_set)
    return Promise(
        plan=plan,
        standing=_standing(plan, scope.as_of, by_unit, unnamed, plan.unit_ended),
        name=row.name if row else plan.unit_name,
        name_sort=row.name_sort if row else plan.unit_sort,
        district_id=row.district_id if row else plan.unit_parent,
        row=row,
        lacks=row.failing(scope.numbers, counting) if row and says else None,
        waiting=_waiting(row.letters) if row and says else 0,
    )


def _lacks_of(report: CommuneReport) -> tuple[list[int] | None, int]:
    """Criteria of a commune's page that are not met, and how many have no outcome."""
    if report.assessment is None or not report.letters:
        return None, 0
    letters = report.letters
    numbers = [view.criterion.number for view in report.criteria]
    counting = counting_of(report.assessment.criteria_set)
    open_ones = {
        number
        for number, letter in zip(numbers, letters, strict=True)
        if letter == Outcome.NOT_ASSESSED.letter
    }
    short = missing_numbers(letters, numbers, counting)
    return [n for n in short if n not in open_ones], len(open_ones)


def _waiting(letters: str) -> int:
    return letters.count(Outcome.NOT_ASSESSED.letter)


def _ordered(promises: list[Promise], year: int) -> list[Promise]:
    """For the year and later ones first; then by tier, what is lacking and name."""

    def key(promise: Promise) -> tuple[Any, ...]:
        lacks = 99 if promise.lacks is None else len(promise.lacks) + promise.waiting
        plan = promise.plan
        rank = (_TIERS[plan.tier], lacks, promise.name_sort, plan.pk)
        return (plan.year < year, plan.year, *rank)

    return sorted(promises, key=key)
