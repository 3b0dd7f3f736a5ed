"""Dossiers that a person may see, and where decisions lead them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.roles import Roles
from assessments.choices import PeriodKind, RecognitionKind
from assessments.models import Assessment, Dossier, Evidence, RecognitionDecision
from assessments.permissions import kept_units, visible_dossiers
from communes.clock import today
from communes.models import UnitVersion

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class DossierList:
    """One page of dossiers with names of their units: those under way first."""

    rows: list[Dossier]
    names: dict[int, str]
    total: int
    page: int
    pages: int


def dossier_list(roles: Roles, page: int = 1, size: int = PAGE_SIZE) -> DossierList:
    """Dossiers by state, then the latest; three queries at any size."""
    found = (
        visible_dossiers(roles)
        .select_related("decision")
        .annotate(
            asked=Count("conditions"),
            met=Count("conditions", filter=Q(conditions__is_met=True)),
            is_closed=Q(closed_at__isnull=False),
        )
        .order_by("is_closed", "-opened_at", "pk")
    )
    total = found.count()
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    rows: list[Any] = list(found[(page - 1) * size : page * size])
    return DossierList(rows, names_of(row.unit_id for row in rows), total, page, pages)


@dataclass(frozen=True, slots=True)
class Ways:
    """Where decisions lead a person: dossiers by decision, what may be withdrawn.

    `visible` are the dossiers that the person may open.
    """

    dossiers: dict[int, int] = field(default_factory=dict)
    visible: frozenset[int] = frozenset()
    withdrawable: frozenset[int] = frozenset()


NOWHERE = Ways()


def ways_of(
    roles: Roles,
    decisions: Collection[RecognitionDecision],
    under_way: Iterable[Dossier] = (),
) -> Ways:
    """For who has a role: four queries at any number of decisions."""
    if not roles:
        return NOWHERE
    found = visible_dossiers(roles).filter(
        Q(decision__in=[one.pk for one in decisions])
        | Q(pk__in=[one.pk for one in under_way])
    )
    rows = list(found.values_list("decision", "pk"))
    return Ways(
        dossiers={decision: pk for decision, pk in rows if decision is not None},
        visible=frozenset(pk for _decision, pk in rows),
        withdrawable=_withdrawable(roles, decisions),
    )


def _withdrawable(
    roles: Roles, decisions: Iterable[RecognitionDecision]
) -> frozenset[int]:
    """Decisions that hold today, of units that the person keeps."""
    kept = kept_units(roles, {one.unit_id for one in decisions})
    newest = {
        (unit, tier): (pk, kind)
        for unit, tier, pk, kind in RecognitionDecision.objects.filter(
            unit__in=kept, known_by__lte=today()
        )
        .order_by("known_by", "pk")
        .values_list("unit", "tier", "pk", "kind")
    }
    return frozenset(
        pk for pk, kind in newest.values() if kind != RecognitionKind.WITHDRAWN
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Confirmed criteria that count as met, of all that the set has."""

    counted: int
    total: int


def counted_in_portal(dossier: Dossier) -> Standing | None:
    """What the portal counts for the unit, tier and year; None without an account."""
    account = (
        Assessment.objects.filter(
            unit=dossier.unit_id,
            is_chosen=True,
            period__year=dossier.year,
            period__kind=PeriodKind.YEAR,
            criteria_set__tier=dossier.tier,
        )
        .annotate(total=Count("criteria_set__criteria"))
        .order_by("-pk")
        .first()
    )
    return Standing(account.confirmed_counted, account.total) if account else None


def claims_everything(dossier: Dossier) -> bool:
    """Whether the dossier says that every condition is met, the set among them."""
    answers = list(dossier.conditions.values_list("is_met", flat=True))
    return bool(answers) and all(answers)


def papers_of(dossier: Dossier) -> QuerySet[Evidence]:
    """What lies in a dossier, the latest first, with its documents; one query."""
    return dossier.evidence.select_related("document").order_by("-pk")


def addable_to(dossier: Dossier) -> QuerySet[Evidence]:
    """Proofs of the unit that still hold and do not lie in the dossier."""
    held = dossier.evidence.values("pk")
    rows = Evidence.objects.filter(unit=dossier.unit_id).exclude(pk__in=held)
    return rows.exclude(valid_until__lt=today()).order_by("-period__as_of", "-pk")


def names_of(unit_ids: Iterable[int]) -> dict[int, str]:
    """Latest full names by unit id; one query."""
    versions = UnitVersion.objects.filter(unit__in=list(unit_ids))
    return {v.unit_id: v.full_name for v in versions.order_by("valid_from")}


def dossier_of(roles: Roles, pk: int) -> QuerySet[Dossier]:
    """The dossier with what its page prints, if this person may see it."""
    return (
        visible_dossiers(roles)
        .filter(pk=pk)
        .select_related("unit", "procedure", "decision__document", "opened_by")
    )
