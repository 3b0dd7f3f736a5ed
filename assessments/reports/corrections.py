"""Values that a correction holds, and corrections that wait for a decision."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from assessments.models import Correction
from criteria.book import Entered


def values_as_json(values: Mapping[str, Entered]) -> dict[str, Any]:
    """Leaves by code as a correction keeps them."""
    return {
        code: {
            "value": None if one.value is None else f"{one.value:f}",
            "basis": str(one.basis),
            "not_applicable_reason": one.not_applicable_reason,
            "note": one.note,
        }
        for code, one in values.items()
    }


def values_of_json(kept: Mapping[str, Any]) -> dict[str, Entered]:
    """The same leaves, to be judged and written."""
    return {
        code: Entered(
            value=None if said["value"] is None else Decimal(said["value"]),
            basis=said["basis"],
            not_applicable_reason=said["not_applicable_reason"],
            note=said["note"],
        )
        for code, said in kept.items()
    }


def corrections_waiting(provinces: set[int] | None) -> QuerySet[Correction]:
    """Open corrections of these provinces, of all where None; the oldest first."""
    rows = Correction.objects.filter(is_agreed__isnull=True)
    if provinces is not None:
        rows = rows.filter(criterion_result__assessment__province__in=provinces)
    return rows.select_related(
        "asked_by",
        "document",
        "criterion_result__criterion",
        "criterion_result__assessment__unit_version",
        "criterion_result__assessment__period",
    ).order_by("asked_at", "pk")
