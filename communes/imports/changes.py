"""Changes decided one by one between and after the lists: retypings, renamings."""

import datetime as dt

from django.utils.translation import gettext as _

from communes.choices import UnitKind
from communes.imports.plan import Plan, PlannedUnit, PlannedVersion, is_same_name
from communes.imports.sheets import Folder, Row
from communes.imports.snapshots import kind_of

COLUMNS = [
    "code",
    "level",
    "change",
    "type_old",
    "type_new",
    "name",
    "effective",
    "resolution",
]
TYPE, NAME_AND_TYPE, CORRECTION = "type_change", "name_and_type", "name_correction"
ARROW = " -> "


def load_changes(plan: Plan, folder: Folder, name: str) -> None:
    """Carry out the changes of a file, each on the unit in force under its code."""
    for row in folder.rows(name, COLUMNS):
        unit = plan.alive.get(row["code"])
        old, _arrow, new = row["name"].partition(ARROW)
        if unit is None:
            folder.refuse(row, "code", _("không có đơn vị mã “%(value)s”"))
        elif row["change"] not in (TYPE, NAME_AND_TYPE, CORRECTION):
            folder.refuse(row, "change", _("không biết thay đổi “%(value)s”"))
        elif not is_same_name(old, unit.last.name):
            reason = _("“%(value)s” nhưng đơn vị tên là %(other)s")
            folder.refuse(row, "name", reason, other=unit.last.name)
        elif row["change"] == CORRECTION:
            # The list was wrong from the start: the record is mended, not renamed.
            unit.last.name = new
        else:
            _change(plan, row, folder, unit, new or unit.last.name)


def _change(plan: Plan, row: Row, folder: Folder, unit: PlannedUnit, name: str) -> None:
    day = folder.day(row, "effective")
    kind = kind_of(row, folder, row["level"], "type_new")
    document = folder.document(row, "resolution")
    if not row["effective"]:
        folder.refuse(row, "effective", _("ô này không được để trống"))
    if kind_of(row, folder, row["level"], "type_old") != unit.last.kind:
        reason = _("“%(value)s” nhưng đơn vị là %(other)s")
        folder.refuse(row, "type_old", reason, other=unit.last.kind.label)
    elif day is not None and kind is not None and document:
        plan.renew(unit, _renewed(unit, row, name, kind, day, document))


def _renewed(
    unit: PlannedUnit, row: Row, name: str, kind: UnitKind, day: dt.date, document: str
) -> PlannedVersion:
    return PlannedVersion(
        code=row["code"],
        name=name,
        kind=kind,
        parent=unit.last.parent,
        province=unit.last.province,
        valid_from=day,
        document=document,
        row=row,
    )
