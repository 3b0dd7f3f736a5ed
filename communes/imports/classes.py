"""Regions of the sets of 2010–2025, and zones of Bắc Kạn."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from communes.choices import REGION_NAMES, Basis, Scheme, UnitLevel
from communes.imports.plan import (
    Plan,
    PlannedClass,
    PlannedLink,
    PlannedUnit,
    is_same_name,
)
from communes.imports.reform import REFORM
from communes.imports.sheets import Folder, Row

REGION_COLUMNS = ["code", "name_vi", "region"]
REGIONS = "regions-2021-2025"
# The list of regions is that of 2021–2025; the sets before it named the same seven.
REGIONS_FROM, LISTED_FROM = dt.date(2010, 1, 1), dt.date(2021, 1, 1)
EVE = REFORM - dt.timedelta(days=1)

ZONE_COLUMNS = ["code", "name", "zone", "basis"]
ZONES = ["I", "II", "III"]
# 861/QĐ-TTg has effect from the day it was signed, and calls zone III disadvantaged.
ZONES_FROM = dt.date(2021, 6, 4)
HARD_ZONE, HARD = "III", "dbkk"


def region_rows(folder: Folder) -> dict[str, str]:
    """Region by province code of 2021; an unknown region is told."""
    found = {}
    for row in folder.rows("provinces-2021.csv", REGION_COLUMNS):
        if row["region"] not in REGION_NAMES:
            folder.refuse(row, "region", _("không có vùng “%(value)s”"))
        found[row["code"]] = row["region"]
    return found


def classify_regions(plan: Plan, regions: dict[str, str], folder: Folder) -> None:
    """Old provinces by the list; new ones where those they came from agree.

    Where a province of 2025 joins two regions, its communes are classed instead.
    """
    region_of: dict[int, str] = {}
    for unit in plan.units:
        first = unit.versions[0]
        if unit.level != UnitLevel.PROVINCE or first.valid_from >= REFORM:
            continue
        if first.code in regions:
            region_of[id(unit)] = regions[first.code]
            plan.classes.extend(_listed(unit, regions[first.code]))
        elif first.row is not None:
            folder.refuse(first.row, "code", _("không rõ vùng của tỉnh “%(value)s”"))
    folder.finish()
    mixed = set()
    for one in plan.successions:
        if one.successor.level != UnitLevel.PROVINCE:
            continue
        found = {region_of[id(link.predecessor)] for link in one.links}
        if len(found) == 1:
            plan.classes.append(_inferred(one.successor, found.pop()))
        else:
            mixed.add(id(one.successor))
    _classify_communes(plan, mixed, region_of)


def _listed(unit: PlannedUnit, region: str) -> Iterator[PlannedClass]:
    first, last = unit.versions[0].valid_from, unit.last.valid_to
    if first < LISTED_FROM:
        yield PlannedClass(
            unit,
            Scheme.REGION,
            region,
            max(first, REGIONS_FROM),
            LISTED_FROM,
            REGIONS,
            Basis.INFERRED,
        )
    start = max(first, LISTED_FROM)
    yield PlannedClass(unit, Scheme.REGION, region, start, last, REGIONS)


def _inferred(unit: PlannedUnit, region: str) -> PlannedClass:
    return PlannedClass(
        unit,
        Scheme.REGION,
        region,
        REFORM,
        unit.last.valid_to,
        REGIONS,
        Basis.INFERRED,
    )


def _classify_communes(plan: Plan, mixed: set[int], region_of: dict[int, str]) -> None:
    """Communes of provinces of two regions, each where it came from.

    That is its main predecessors' province, or all its predecessors' where none has
    it as main successor; if these disagree the region is unknown.
    """
    links = {id(one.successor): one.links for one in plan.successions}
    for unit in plan.units:
        version = unit.on(REFORM)
        if version is None or id(version.province) not in mixed:
            continue
        sources = _sources(unit, links.get(id(unit), ()))
        provinces = [source.on(EVE) for source in sources]
        found = {region_of[id(v.province)] for v in provinces if v is not None}
        if len(found) == 1:
            plan.classes.append(_inferred(unit, found.pop()))


def _sources(unit: PlannedUnit, links: tuple[PlannedLink, ...]) -> list[PlannedUnit]:
    if unit.versions[0].valid_from < REFORM:
        return [unit]
    main = [link.predecessor for link in links if link.is_main]
    return main or [link.predecessor for link in links]


def zone_rows(folder: Folder) -> list[Row]:
    """Rows whose zone is known; the others stay unknown, which is not "no"."""
    rows = folder.rows("bac-kan-zones-2021.csv", ZONE_COLUMNS)
    folder.refuse_twice(rows, "code")
    known = [row for row in rows if row["zone"]]
    for row in known:
        if row["zone"] not in ZONES:
            folder.refuse(row, "zone", _("không có khu vực “%(value)s”"))
    return known


def classify_zones(plan: Plan, rows: list[Row], folder: Folder) -> None:
    """Zones I, II, III of Bắc Kạn; zone III are its disadvantaged communes."""
    standing = {
        version.code: unit
        for unit in plan.units
        if unit.level == UnitLevel.COMMUNE
        and (version := unit.on(ZONES_FROM)) is not None
    }
    for row in rows:
        unit = standing.get(row["code"])
        if unit is None or not is_same_name(unit.versions[-1].name, row["name"]):
            column = "code" if unit is None else "name"
            folder.refuse(row, column, _("không có xã “%(value)s” vào ngày đó"))
            continue
        is_listed = row["basis"].startswith("listed")
        basis = Basis.STATED if is_listed else Basis.INFERRED
        plan.classes.append(_zone(unit, Scheme.ZONE, row["zone"], basis))
        if row["zone"] == HARD_ZONE:
            plan.classes.append(_zone(unit, Scheme.HARDSHIP, HARD, Basis.INFERRED))


def _zone(unit: PlannedUnit, scheme: str, value: str, basis: Basis) -> PlannedClass:
    return PlannedClass(
        unit, scheme, value, ZONES_FROM, unit.last.valid_to, "qd-861-2021", basis
    )
