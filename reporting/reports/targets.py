"""Every target of a place, and the promises of its communes."""

from dataclasses import dataclass, replace

from communes.models import UnitVersion
from reporting.models import Target
from reporting.reports.measuring import Known, TargetStanding, known_of, measure
from reporting.reports.plans import (
    PlansReport,
    decisions_in,
    figures_of,
    plans_report,
    within,
)
from reporting.reports.provenance import Provenance
from reporting.reports.rows import rows_standing, standing_on
from reporting.reports.scope import Scope, Where, open_scope


@dataclass(frozen=True, slots=True)
class TargetsReport:
    """Targets of a province, and of a district in it, with the promises of communes.

    `known` is what each of the two is held against, by unit.
    """

    scope: Scope
    district: UnitVersion | None
    standings: list[TargetStanding]
    past: list[Target]
    known: dict[int, Known]
    plans: PlansReport
    provenance: Provenance


def targets_report(where: Where, district_id: int | None = None) -> TargetsReport:
    """Every target of a place from the year on; ten queries at any size.

    Raises NoResults where the place or year has none.
    """
    scope = open_scope(where)
    decisions = decisions_in(scope.province.unit_id)
    rows = rows_standing(scope, standing_on(scope.as_of, decisions))
    district = scope.districts.get(district_id or 0)
    places = [scope.province.unit_id, *([district.unit_id] if district else [])]
    figures = figures_of(set(places))
    plans = plans_report(scope, rows, figures, decisions)
    known = {
        unit_id: known_of(scope, unit_id, rows, figures, plans.unnamed)
        for unit_id in places
    }
    targets = list(
        Target.objects.filter(unit_id__in=places)
        .select_related("document")
        .order_by("year_to", "year_from", "pk")
    )
    if district is not None:
        promised = within(plans.promises, district.unit_id)
        plans = replace(plans, promises=promised)
    return TargetsReport(
        scope=scope,
        district=district,
        standings=[
            measure(known[t.unit_id], t) for t in targets if t.year_to >= scope.year
        ],
        past=[t for t in targets if t.year_to < scope.year],
        known=known,
        plans=plans,
        provenance=scope.provenance_of(rows),
    )
