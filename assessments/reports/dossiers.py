"""Dossiers that a person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.roles import Roles
from assessments.models import Dossier, Evidence
from assessments.permissions import visible_dossiers
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
