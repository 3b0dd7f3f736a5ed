"""The national lists of November 2021 and June 2025: days only observed.

Between the lists nothing is guessed: a code with another name is another unit, and
what changed in between is dated by the later list.
"""

import datetime as dt

from django.utils.translation import gettext as _

from communes.choices import DayBasis, UnitKind, UnitLevel
from communes.imports.plan import (
    KIND_OF_TYPE,
    LEVEL_OF_WORD,
    Plan,
    PlannedUnit,
    PlannedVersion,
    is_same_name,
)
from communes.imports.sheets import Folder, Row

COLUMNS = ["code", "level", "type", "name", "parent_code", "province_code"]
FIRST_LIST = dt.date(2021, 11, 1)
SECOND_LIST = dt.date(2025, 6, 30)
# The province whose whole history is known from another file.
KNOWN_PROVINCE = "06"
ORDER = {"tỉnh": 0, "huyện": 1, "xã": 2}


def list_rows(folder: Folder, name: str) -> list[Row]:
    """Rows of a national list, provinces first; wrong kinds and codes are told."""
    rows = folder.rows(name, COLUMNS)
    folder.refuse_twice(rows, "code")
    good = []
    for row in rows:
        if (row["level"], row["type"]) not in KIND_OF_TYPE:
            reason = _("không có loại “%(value)s” ở cấp “%(level)s”")
            folder.refuse(row, "type", reason, level=row["level"])
        elif not row["name"] or not row["code"]:
            column = "code" if row["name"] else "name"
            folder.refuse(row, column, _("ô này không được để trống"))
        else:
            good.append(row)
    return sorted(good, key=lambda row: (ORDER[row["level"]], row.line))


def load_first(plan: Plan, rows: list[Row], folder: Folder, start: dt.date) -> None:
    """Open every unit of the first list but those below the known province.

    `start` is the first day of the known province's own history.
    """
    for row in rows:
        is_known = row["province_code"] == KNOWN_PROVINCE
        if is_known and row["level"] != "tỉnh":
            continue
        version = version_of(plan, row, folder, FIRST_LIST, "nso-2021-11")
        if version is None:
            continue
        if is_known:
            version.valid_from, version.document = start, "nso-register-2004"
        plan.open(LEVEL_OF_WORD[row["level"]], version)


def version_of(
    plan: Plan, row: Row, folder: Folder, day: dt.date, document: str
) -> PlannedVersion | None:
    """The version a list row gives, observed on `day`; None with a fault told."""
    parent = province = None
    if row["level"] != "tỉnh":
        parent = _alive(plan, row, "parent_code", folder)
        province = _alive(plan, row, "province_code", folder)
        if parent is None or province is None:
            return None
    return PlannedVersion(
        code=row["code"],
        name=row["name"],
        kind=KIND_OF_TYPE[row["level"], row["type"]],
        parent=parent,
        province=province,
        valid_from=day,
        document=document,
        from_basis=DayBasis.OBSERVED,
        row=row,
    )


def _alive(plan: Plan, row: Row, column: str, folder: Folder) -> PlannedUnit | None:
    unit = plan.alive.get(row[column])
    if unit is None:
        folder.refuse(row, column, _("không có đơn vị cấp trên mã “%(value)s”"))
    return unit


def load_second(plan: Plan, rows: list[Row], folder: Folder) -> None:
    """Bring the plan to the second list; the known province stays as it is."""
    # Codes of districts that the list no longer has must not serve as parents.
    listed = {row["code"] for row in rows}
    gone = [
        (code, unit)
        for code, unit in plan.alive.items()
        if unit.level != UnitLevel.PROVINCE
        and code not in listed
        and not _is_known(unit)
    ]
    for code, _unit in gone:
        plan.end(code, SECOND_LIST, DayBasis.OBSERVED)
    for row in rows:
        if row["province_code"] != KNOWN_PROVINCE:
            _bring(plan, row, folder)


def _is_known(unit: PlannedUnit) -> bool:
    province = unit.last.province
    return province is not None and province.last.code == KNOWN_PROVINCE


def _bring(plan: Plan, row: Row, folder: Folder) -> None:
    version = version_of(plan, row, folder, SECOND_LIST, "nso-2025-06")
    if version is None:
        return
    unit = plan.alive.get(row["code"])
    if unit is not None and unit.is_named(row["name"]):
        if (unit.last.kind, unit.last.parent) != (version.kind, version.parent):
            plan.renew(unit, version)
        else:
            # One version under two spellings: the later list mends the first.
            unit.last.name = version.name
        return
    if unit is not None:
        plan.end(row["code"], SECOND_LIST, DayBasis.OBSERVED)
    plan.open(LEVEL_OF_WORD[row["level"]], version)


def check_known(plan: Plan, rows: list[Row], folder: Folder, day: dt.date) -> None:
    """A list must tell the known province as its own history does on that day."""
    told = {
        version.code: version
        for unit in plan.units
        if _is_known(unit) and (version := unit.on(day)) is not None
    }
    below = [
        row
        for row in rows
        if row["province_code"] == KNOWN_PROVINCE and row["level"] != "tỉnh"
    ]
    for row in below:
        _compare(row, told.pop(row["code"], None), folder)
    for version in told.values():
        if version.row is not None:
            reason = _("danh mục ngày %(day)s không có mã “%(value)s”")
            folder.refuse(version.row, "code", reason, day=day)


def _compare(row: Row, version: PlannedVersion | None, folder: Folder) -> None:
    if version is None:
        reason = _("lịch sử của tỉnh không có mã “%(value)s” vào ngày đó")
        folder.refuse(row, "code", reason)
        return
    reason = _("“%(value)s” nhưng lịch sử của tỉnh ghi %(other)s")
    parent = version.parent.last.code if version.parent else ""
    if not is_same_name(row["name"], version.name):
        folder.refuse(row, "name", reason, other=version.name)
    if KIND_OF_TYPE[row["level"], row["type"]] != version.kind:
        folder.refuse(row, "type", reason, other=version.kind.label)
    if row["parent_code"] != parent:
        folder.refuse(row, "parent_code", reason, other=parent)


def kind_of(row: Row, folder: Folder, level: str, column: str) -> UnitKind | None:
    """The kind named in a cell, at a level; None with a fault told."""
    kind = KIND_OF_TYPE.get((level, row[column]))
    if kind is None:
        folder.refuse(row, column, _("không có loại “%(value)s”"))
    return kind
