"""1 July 2025: provinces merge, districts end, communes are rearranged."""

import datetime as dt

from django.utils.translation import gettext as _

from communes.choices import Basis, Extent, SuccessionKind, UnitKind, UnitLevel
from communes.imports.plan import (
    KIND_OF_TYPE,
    Plan,
    PlannedLink,
    PlannedSuccession,
    PlannedUnit,
    PlannedVersion,
    is_same_name,
)
from communes.imports.sheets import Folder, Row
from communes.imports.snapshots import kind_of, list_rows

REFORM = dt.date(2025, 7, 1)
PROVINCE_COLUMNS = ["code", "name_vi", "type", "merged_from_2021_codes"]
MAP_COLUMNS = ["old_code", "new_code", "extent", "main_successor"]
KEPT = {"unchanged", "renamed_or_retyped"}
EXTENTS = {
    "whole": (Extent.WHOLE, ""),
    "part": (Extent.PART, ""),
    "part_area_only": (Extent.PART, "một phần diện tích, không có dân số"),
    "part_area_all_population": (Extent.PART, "một phần diện tích, toàn bộ dân số"),
    "part_population_only": (Extent.PART, "một phần dân số, không có diện tích"),
}
PROVINCES_BY = "nq-202-2025"
# The resolutions on communes whose numbers our sources give, by province; elsewhere
# the conversion list stands for them.
COMMUNES_BY = {"19": "nq-1683-2025"}
CONVERSION_LIST = "nso-2025-07"

Former = list[tuple[Row, PlannedUnit]]


def load_reform(plan: Plan, folder: Folder) -> None:
    """Bring the plan to 1 July 2025."""
    provinces = folder.rows("provinces-2025.csv", PROVINCE_COLUMNS)
    folder.refuse_twice(provinces, "code")
    rows = list_rows(folder, "units-2025.csv")
    communes = [row for row in rows if row["level"] == "xã"]
    pairs = folder.rows("map-2025-06-to-2025-07.csv", MAP_COLUMNS)
    if folder.problems:
        return
    old = dict(plan.alive)
    _check_map(pairs, communes, old, folder)
    _provinces(plan, provinces, folder)
    if folder.problems:
        return
    former = _by_new_code(pairs, old)
    islands = _lone_districts(old)
    for code, unit in old.items():
        if unit.level != UnitLevel.PROVINCE:
            plan.alive.pop(code)
    for row in communes:
        _commune(plan, row, former.get(row["code"], []), islands, folder)
    for unit in old.values():
        goes_on = unit.level == UnitLevel.PROVINCE or unit.last.valid_from == REFORM
        if not goes_on:
            unit.close(REFORM)


def _check_map(
    pairs: list[Row], communes: list[Row], old: dict[str, PlannedUnit], folder: Folder
) -> None:
    """Every old commune goes somewhere, and every place it goes to exists."""
    new = {row["code"] for row in communes}
    gone = set()
    for row in pairs:
        unit = old.get(row["old_code"])
        if unit is None or unit.level != UnitLevel.COMMUNE:
            folder.refuse(row, "old_code", _("không có xã mã “%(value)s”"))
        if row["new_code"] not in new:
            folder.refuse(row, "new_code", _("danh mục mới không có mã “%(value)s”"))
        if row["extent"] not in KEPT | set(EXTENTS):
            folder.refuse(row, "extent", _("không có phạm vi “%(value)s”"))
        if row["main_successor"] not in ("", "1"):
            folder.refuse(row, "main_successor", _("chỉ để trống hoặc ghi 1"))
        gone.add(row["old_code"])
    for code, unit in old.items():
        source = unit.last.row
        if unit.level == UnitLevel.COMMUNE and code not in gone and source is not None:
            folder.refuse(source, "code", _("bảng chuyển đổi thiếu mã “%(value)s”"))


def _provinces(plan: Plan, rows: list[Row], folder: Folder) -> None:
    """A province that took in another is a new identity; the others go on."""
    old = {c: u for c, u in plan.alive.items() if u.level == UnitLevel.PROVINCE}
    for code in old:
        plan.alive.pop(code)
    left = dict(old)
    for row in rows:
        kind = kind_of(row, folder, "tỉnh", "type")
        codes = row["merged_from_2021_codes"].split()
        if not codes or any(code not in left for code in codes):
            reason = _("có mã không phải của tỉnh cũ, hoặc đã nhập nơi khác: %(value)s")
            folder.refuse(row, "merged_from_2021_codes", reason)
        elif kind is not None:
            _province(plan, row, kind, [left.pop(code) for code in codes], folder)
    for unit in left.values():
        if unit.last.row is not None:
            reason = _("danh mục mới không nói tỉnh “%(value)s” về đâu")
            folder.refuse(unit.last.row, "code", reason)


def _province(
    plan: Plan, row: Row, kind: UnitKind, former: list[PlannedUnit], folder: Folder
) -> None:
    if len(former) == 1:
        unit = former[0]
        plan.alive[row["code"]] = unit
        if not unit.is_named(row["name_vi"]) or unit.last.kind != kind:
            reason = _("“%(value)s” nhưng trước đó là %(other)s, không rõ vì sao")
            folder.refuse(row, "name_vi", reason, other=unit.last.name)
        return
    for unit in former:
        unit.close(REFORM)
    version = PlannedVersion(
        row["code"], row["name_vi"], kind, None, None, REFORM, PROVINCES_BY, row=row
    )
    plan.successions.append(
        PlannedSuccession(
            REFORM,
            SuccessionKind.MERGE,
            PROVINCES_BY,
            plan.open(UnitLevel.PROVINCE, version),
            tuple(PlannedLink(unit, Extent.WHOLE, is_main=True) for unit in former),
        )
    )


def _by_new_code(rows: list[Row], old: dict[str, PlannedUnit]) -> dict[str, Former]:
    """Predecessors with their rows, by the code of the new unit."""
    found: dict[str, Former] = {}
    for row in rows:
        found.setdefault(row["new_code"], []).append((row, old[row["old_code"]]))
    return found


def _lone_districts(old: dict[str, PlannedUnit]) -> list[PlannedUnit]:
    """Districts without communes: islands, which become special zones (đặc khu)."""
    parents = {
        id(unit.last.parent) for unit in old.values() if unit.level == UnitLevel.COMMUNE
    }
    return [
        unit
        for unit in old.values()
        if unit.level == UnitLevel.DISTRICT and id(unit) not in parents
    ]


def _commune(
    plan: Plan,
    row: Row,
    former: Former,
    islands: list[PlannedUnit],
    folder: Folder,
) -> None:
    version = _version(plan, row, folder)
    if version is None:
        return
    if _goes_on(former, version):
        plan.renew(former[0][1], version)
        return
    links = [_link(pair, unit) for pair, unit in former]
    if not links:
        links = [
            PlannedLink(unit, Extent.WHOLE, is_main=True, basis=Basis.INFERRED)
            for unit in islands
            if unit.is_named(version.name)
        ]
    if len(links) != 1 and not former:
        folder.refuse(row, "code", _("bảng chuyển đổi không nói mã “%(value)s” từ đâu"))
        return
    unit = plan.open(UnitLevel.COMMUNE, version)
    plan.successions.append(
        PlannedSuccession(REFORM, _kind(links), version.document, unit, tuple(links))
    )


def _version(plan: Plan, row: Row, folder: Folder) -> PlannedVersion | None:
    province = plan.alive.get(row["province_code"])
    if province is None:
        folder.refuse(row, "province_code", _("không có tỉnh mã “%(value)s”"))
        return None
    return PlannedVersion(
        code=row["code"],
        name=row["name"],
        kind=KIND_OF_TYPE["xã", row["type"]],
        parent=province,
        province=province,
        valid_from=REFORM,
        document=COMMUNES_BY.get(row["province_code"], CONVERSION_LIST),
        row=row,
    )


def _goes_on(former: Former, version: PlannedVersion) -> bool:
    """Whether the one predecessor only changed name, kind or parent.

    The map says so of most; a unit taken whole, alone and under its own name (xã
    Thổ Châu, now đặc khu) was retyped too, though the map says "whole".
    """
    if len(former) != 1:
        return False
    row, unit = former[0]
    is_retyped = row["extent"] == "whole" and is_same_name(unit.last.name, version.name)
    return row["extent"] in KEPT or is_retyped


def _link(row: Row, unit: PlannedUnit) -> PlannedLink:
    extent, detail = EXTENTS.get(row["extent"], (Extent.WHOLE, ""))
    return PlannedLink(
        predecessor=unit,
        extent=extent,
        detail=detail,
        is_main=row["main_successor"] == "1",
    )


def _kind(links: list[PlannedLink]) -> SuccessionKind:
    if all(link.extent == Extent.WHOLE for link in links):
        return SuccessionKind.MERGE
    return SuccessionKind.SPLIT if len(links) == 1 else SuccessionKind.REARRANGE
