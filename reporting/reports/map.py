"""Where the communes of a province lie, with what each of them met."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from communes.choices import PROVINCE_KINDS, LayerKind, UnitLevel
from communes.clock import today
from communes.models import BoundaryLayer, BoundaryShape, SuccessionLink, UnitVersion
from criteria.choices import Tier
from criteria.models import CriteriaSet
from reporting.reports.provenance import Provenance
from reporting.reports.rows import CommuneRow, commune_rows
from reporting.reports.scope import (
    NoResults,
    Scope,
    Where,
    YearTotals,
    open_scope,
    province_ids,
)

# The key of a sketch of districts beside the kinds of layers of communes.
DISTRICTS = "districts"
# No register of units is older.
FIRST_YEAR = 2004


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map shows: a province on a day. No `scope` = no results of that year.

    `years` are those of the place asked for, which may have ended before.
    """

    province_id: int
    year: int
    as_of: dt.date
    scope: Scope | None
    years: list[YearTotals]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A year that a layer begins in: its units can be shown, results or none."""

    year: int
    province_id: int


@dataclass(frozen=True, slots=True)
class Place:
    """One unit: its version on the day, its shape if drawn, its row if it has one.

    `is_counted` says whether the criteria are asked of this kind of unit; `group` is
    its district, or where districts have ended its former province.
    """

    version: UnitVersion
    shape: BoundaryShape | None
    row: CommuneRow | None
    is_counted: bool
    group: int | None


@dataclass(frozen=True, slots=True)
class MapReport:
    """Everything that the page of the map shows."""

    where: Where
    frame: Frame
    province: UnitVersion
    drawn: list[Drawn]
    layers: dict[str, BoundaryLayer]
    layer: BoundaryLayer | None
    places: list[Place]
    groups: dict[int, UnitVersion]
    group_shapes: dict[int, BoundaryShape]
    district: UnitVersion | None
    provenance: Provenance | None

    @property
    def scope(self) -> Scope | None:
        return self.frame.scope

    @property
    def is_last_resort(self) -> bool:
        """Whether the place has no results at all, and this is what it shows then."""
        own = Drawn(self.frame.year, self.frame.province_id)
        return self.scope is None and not self.frame.years and [own] == self.drawn[:1]

    @property
    def has_districts(self) -> bool:
        """Whether groups are districts; else they are the provinces of before."""
        return any(one.kind not in PROVINCE_KINDS for one in self.groups.values())

    @property
    def counted(self) -> list[Place]:
        """The communes of which the criteria are asked."""
        return [place for place in self.places if place.is_counted]


def map_report(
    where: Where, kind: str = LayerKind.TILES, district: int | None = None
) -> MapReport:
    """The map of a place and a year; the same number of queries at any size.

    A year without results is drawn where a layer shows its units. Raises NoResults
    where there is neither.
    """
    every = _layers(where)
    frame = _frame(where, every)
    layers = {
        _key(one): one
        for one in every
        if one.province_id == frame.province_id and one.holds_on(frame.as_of)
    }
    layer = layers.get(kind) or next(iter(layers.values()), None)
    rows = commune_rows(frame.scope) if frame.scope else []
    shapes = {one.unit_id: one for one in layer.shapes.all()} if layer else {}
    province, groups, places = _territory(frame, shapes, rows)
    chosen = groups.get(district) if district is not None else None
    return MapReport(
        where=where,
        frame=frame,
        province=province,
        drawn=_drawn(every, frame.years),
        layers=layers,
        layer=layer,
        places=[p for p in places if chosen is None or p.group == chosen.unit_id],
        groups=groups,
        group_shapes={unit: shapes[unit] for unit in groups if unit in shapes},
        district=chosen,
        provenance=_provenance(frame.scope, rows) if frame.scope else None,
    )


def _layers(where: Where) -> list[BoundaryLayer]:
    """Layers of the place and of what came after it; the latest last."""
    ids = province_ids(where)
    own = Q(province__in=ids)
    later = Q(province__predecessor_links__predecessor__in=ids)
    found = BoundaryLayer.objects.filter(own | later)
    return list(found.select_related("document").distinct().order_by("valid_from"))


def _key(layer: BoundaryLayer) -> str:
    return layer.kind if layer.draws_communes else DISTRICTS


def _frame(where: Where, layers: list[BoundaryLayer]) -> Frame:
    try:
        scope = open_scope(where)
    except NoResults:
        return _frame_without_results(where, layers)
    return Frame(scope.province.unit_id, scope.year, scope.as_of, scope, scope.years)


def _frame_without_results(where: Where, layers: list[BoundaryLayer]) -> Frame:
    """The year asked for, or the latest that a layer begins in.

    Where the place has ended it is the map of what came after it.
    """
    begun = _drawn(layers, [])
    year = where.year or (begun[0].year if begun else 0)
    if not FIRST_YEAR <= year <= today().year:
        raise NoResults(where)
    day = dt.date(year, 12, 31)
    layer = next((one for one in layers if one.holds_on(day)), None)
    if layer is None:
        raise NoResults(where)
    years = _years(replace(where, year=None))
    try:
        scope = open_scope(replace(where, province=layer.province_id, year=year))
    except NoResults:
        return Frame(layer.province_id, year, day, None, years)
    return Frame(layer.province_id, year, scope.as_of, scope, years)


def _years(where: Where) -> list[YearTotals]:
    """The years in which a place has results."""
    try:
        return open_scope(where).years
    except NoResults:
        return []


def _drawn(layers: Iterable[BoundaryLayer], years: list[YearTotals]) -> list[Drawn]:
    """Years without results of the place that begin a layer, latest first."""
    known = {one.year for one in years}
    begun = {
        Drawn(one.valid_from.year, one.province_id)
        for one in layers
        if one.holds_on(dt.date(one.valid_from.year, 12, 31))
    }
    left = [one for one in begun if one.year not in known]
    return sorted(left, key=lambda one: (one.year, one.province_id), reverse=True)


def _territory(
    frame: Frame, shapes: dict[int, BoundaryShape], rows: list[CommuneRow]
) -> tuple[UnitVersion, dict[int, UnitVersion], list[Place]]:
    """The province, its groups, and its communes with shapes and rows."""
    versions = UnitVersion.objects.in_force_on(frame.as_of).filter(
        Q(province=frame.province_id) | Q(unit=frame.province_id)
    )
    by_unit = {version.unit_id: version for version in versions}
    province = by_unit.pop(frame.province_id)
    communes = {u: v for u, v in by_unit.items() if v.parent_id in by_unit}
    groups = {u: v for u, v in by_unit.items() if u not in communes}
    group_of: dict[int, int | None] = {u: v.parent_id for u, v in communes.items()}
    if not communes:
        communes = by_unit
        groups, group_of = _former_provinces(communes)
    by_row = {row.unit_id: row for row in rows}
    kinds = _counted_kinds(frame)
    places = [
        Place(
            version=version,
            shape=shapes.get(unit_id),
            row=by_row.get(unit_id),
            is_counted=version.kind in kinds,
            group=group_of.get(unit_id),
        )
        for unit_id, version in communes.items()
    ]
    return province, groups, places


def _counted_kinds(frame: Frame) -> list[str]:
    """The kinds of unit that the set of the day asks."""
    if frame.scope is not None:
        return frame.scope.criteria_set.counted_kinds
    sets = CriteriaSet.objects.filter(
        unit_level=UnitLevel.COMMUNE, tier=Tier.NTM, valid_from__lte=frame.as_of
    )
    latest = sets.order_by("-valid_from").first()
    return latest.counted_kinds if latest else []


def _former_provinces(
    communes: dict[int, UnitVersion],
) -> tuple[dict[int, UnitVersion], dict[int, int | None]]:
    """Where districts have ended: the province that each commune came from.

    Of a merger across provinces the main predecessor tells; a commune that went on
    as it was has its own earlier days.
    """
    links = SuccessionLink.objects.filter(successor__in=communes)
    merged = links.order_by("is_main", "predecessor__versions__valid_from", "pk")
    group_of: dict[int, int | None] = dict(
        merged.values_list("successor_id", "predecessor__versions__province_id")
    )
    earlier = UnitVersion.objects.filter(
        unit__in=communes, valid_to__in={v.valid_from for v in communes.values()}
    )
    group_of |= dict(earlier.values_list("unit_id", "province_id"))
    former = UnitVersion.objects.filter(unit__in=set(group_of.values()))
    groups = {one.unit_id: one for one in former.order_by("valid_from")}
    return (groups, group_of) if len(groups) > 1 else ({}, {})


def _provenance(scope: Scope, rows: list[CommuneRow]) -> Provenance:
    return scope.provenance_of(rows)
