"""The whole history of one province since 2004: days decided, some inferred.

Rows give inclusive last days. Rows of one unit follow each other under the same
name; a row that took in another while it stood becomes two identities at that day,
because merging makes a new one.
"""

import datetime as dt
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from communes.choices import Basis, DayBasis, Extent, SuccessionKind, UnitLevel
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
from communes.imports.snapshots import KNOWN_PROVINCE

FILE = "bac-kan-unit-history.csv"
COLUMNS = [
    "unit_id",
    "code",
    "full_name",
    "type",
    "parent_code",
    "valid_from",
    "valid_to",
    "started_by",
    "ended_by",
    "successor_unit_ids",
    "successor_basis",
    "detail",
]
REGISTER_START = dt.date(2004, 8, 31)
REGISTER = "nso-register-2004"
REFORM = dt.date(2025, 7, 1)


@dataclass
class Stretch:
    """One row of the history in half-open days, and where it goes."""

    row: Row
    key: str
    name: str
    start: dt.date
    end: dt.date
    document: str
    successors: list[str] = field(default_factory=list)
    predecessors: list[str] = field(default_factory=list)
    unit: PlannedUnit | None = None

    @property
    def level(self) -> UnitLevel:
        return UnitLevel.DISTRICT if len(self.row["code"]) == 3 else UnitLevel.COMMUNE


Stretches = dict[str, Stretch]


def load_history(plan: Plan, folder: Folder) -> None:
    """Add the province's units as they stood until the day before the reform."""
    rows = folder.rows(FILE, COLUMNS)
    folder.refuse_twice(rows, "unit_id")
    stretches = _stretches([r for r in rows if not _is_after_reform(r)], folder)
    _join(stretches, folder)
    if folder.problems:
        return
    _split_absorbers(stretches, folder)
    in_order = sorted(
        stretches.values(), key=lambda s: (s.level == UnitLevel.COMMUNE, s.start)
    )
    for stretch in in_order:
        _place(plan, stretch, stretches, folder)
    if not folder.problems:
        _link(plan, stretches)
        _settle_alive(plan, stretches)


def check_reform(plan: Plan, folder: Folder) -> None:
    """The province's own rows of 2025 must tell what the national map told."""
    rows = folder.rows(FILE, COLUMNS)
    for row in filter(_is_after_reform, rows):
        unit = plan.alive.get(row["code"])
        version = unit.on(REFORM) if unit else None
        if version is None:
            folder.refuse(row, "code", _("danh mục không có mã “%(value)s”"))
        elif not is_same_name(version.name, _bare_name(row)):
            reason = _("“%(value)s” nhưng danh mục ghi %(other)s")
            folder.refuse(row, "full_name", reason, other=version.name)
        elif version.kind != KIND_OF_TYPE.get(("xã", row["type"])):
            reason = _("“%(value)s” nhưng danh mục ghi %(other)s")
            folder.refuse(row, "type", reason, other=version.kind.label)


def _is_after_reform(row: Row) -> bool:
    return row["valid_from"] == REFORM.isoformat()


def _stretches(rows: list[Row], folder: Folder) -> Stretches:
    found: Stretches = {}
    last_of_code: dict[str, Stretch] = {}
    for row in rows:
        stretch = _stretch(row, folder)
        if stretch is None:
            continue
        former = last_of_code.get(row["code"])
        if former is not None and former.end > stretch.start:
            reason = _("mã này còn là của dòng %(line)s vào ngày đó")
            folder.refuse(row, "valid_from", reason, line=former.row.line)
        found[stretch.key] = last_of_code[row["code"]] = stretch
    return found


def _stretch(row: Row, folder: Folder) -> Stretch | None:
    start = folder.day(row, "valid_from") or REGISTER_START
    last = folder.day(row, "valid_to")
    end = last + dt.timedelta(days=1) if last else REFORM
    if end <= start:
        folder.refuse(row, "valid_to", _("ngày cuối không thể trước ngày đầu"))
        return None
    if end > REFORM:
        folder.refuse(row, "valid_to", _("sau ngày 1/7/2025 là việc của bảng khác"))
        return None
    # A row without a first day began under an act that the register lacks.
    known = row["valid_from"] and row["started_by"]
    return Stretch(
        row=row,
        key=row["unit_id"],
        name=_bare_name(row),
        start=start,
        end=end,
        document=folder.document(row, "started_by") if known else REGISTER,
        successors=[] if end == REFORM else row["successor_unit_ids"].split(),
    )


def _bare_name(row: Row) -> str:
    return row["full_name"][len(row["type"]) :].strip()


def _join(stretches: Stretches, folder: Folder) -> None:
    """Tell each stretch whom it comes after."""
    for stretch in stretches.values():
        for key in stretch.successors:
            heir = stretches.get(key)
            if heir is None:
                reason = _("không có đơn vị “%(key)s”")
                folder.refuse(stretch.row, "successor_unit_ids", reason, key=key)
            elif not heir.start <= stretch.end < heir.end:
                reason = _("“%(key)s” không tồn tại vào ngày đơn vị này kết thúc")
                folder.refuse(stretch.row, "successor_unit_ids", reason, key=key)
            else:
                heir.predecessors.append(stretch.key)


def _split_absorbers(stretches: Stretches, folder: Folder) -> None:
    """Cut what took in others after it began: a new identity begins each time."""
    for stretch in list(stretches.values()):
        ends = {stretches[key].end for key in stretch.predecessors}
        for day in sorted(end for end in ends if end > stretch.start):
            stretch = _cut(stretches, stretch, day, folder)


def _cut(
    stretches: Stretches, stretch: Stretch, day: dt.date, folder: Folder
) -> Stretch:
    came = [key for key in stretch.predecessors if stretches[key].end >= day]
    now = next(stretches[key] for key in came if stretches[key].end == day)
    later = replace(
        stretch,
        key=f"{stretch.key}/{day}",
        start=day,
        document=folder.document(now.row, "ended_by"),
        predecessors=[stretch.key, *came],
    )
    for key in came:
        one = stretches[key]
        one.successors = [later.key if s == stretch.key else s for s in one.successors]
    stretch.predecessors = [key for key in stretch.predecessors if key not in came]
    stretch.end, stretch.successors = day, [later.key]
    stretches[later.key] = later
    return later


def _is_same_unit(one: Stretch, other: Stretch) -> bool:
    """A mere change of kind: one predecessor, one successor, one name and code."""
    return (
        one.successors == [other.key]
        and other.predecessors == [one.key]
        and one.row["code"] == other.row["code"]
        and is_same_name(one.name, other.name)
    )


def _place(plan: Plan, stretch: Stretch, stretches: Stretches, folder: Folder) -> None:
    version = _version(plan, stretch, stretches, folder)
    if version is None:
        return
    former = [stretches[key] for key in stretch.predecessors]
    if len(former) == 1 and _is_same_unit(former[0], stretch) and former[0].unit:
        stretch.unit = former[0].unit
        stretch.unit.versions.append(version)
    else:
        stretch.unit = PlannedUnit(stretch.level, [version])
        plan.units.append(stretch.unit)


def _version(
    plan: Plan, stretch: Stretch, stretches: Stretches, folder: Folder
) -> PlannedVersion | None:
    row, is_district = stretch.row, stretch.level == UnitLevel.DISTRICT
    kind = KIND_OF_TYPE.get(("huyện" if is_district else "xã", row["type"]))
    province = plan.alive.get(KNOWN_PROVINCE)
    parent = province if is_district else _parent(stretch, stretches)
    if kind is None or parent is None:
        column = "type" if kind is None else "parent_code"
        folder.refuse(row, column, _("không có “%(value)s”"))
        return None
    is_observed = stretch.start == REGISTER_START
    return PlannedVersion(
        code=row["code"],
        name=stretch.name,
        kind=kind,
        parent=parent,
        province=province,
        valid_from=stretch.start,
        document=stretch.document,
        from_basis=DayBasis.OBSERVED if is_observed else DayBasis.DECIDED,
        valid_to=stretch.end,
        row=row,
    )


def _parent(stretch: Stretch, stretches: Stretches) -> PlannedUnit | None:
    code = stretch.row["parent_code"]
    found = (
        other.unit
        for other in stretches.values()
        if other.row["code"] == code and other.start <= stretch.start < other.end
    )
    return next(found, None)


def _link(plan: Plan, stretches: Stretches) -> None:
    for stretch in stretches.values():
        former = [stretches[key] for key in stretch.predecessors]
        if not former or former[0].unit is stretch.unit or stretch.unit is None:
            continue
        is_partial = any(len(one.successors) > 1 for one in former)
        plan.successions.append(
            PlannedSuccession(
                day=stretch.start,
                kind=SuccessionKind.REARRANGE if is_partial else SuccessionKind.MERGE,
                document=stretch.document,
                successor=stretch.unit,
                links=tuple(_planned_link(one) for one in former if one.unit),
            )
        )


def _planned_link(one: Stretch) -> PlannedLink:
    is_whole = len(one.successors) == 1
    # What goes on under its own row after a cut is no guess.
    is_cut = one.successors[0].startswith(f"{one.row['unit_id']}/")
    says_inferred = one.row["successor_basis"].startswith("inferred")
    assert one.unit is not None  # noqa: S101  told by the caller
    return PlannedLink(
        predecessor=one.unit,
        extent=Extent.WHOLE if is_whole else Extent.PART,
        detail="" if is_cut else one.row["detail"],
        is_main=is_whole,
        basis=Basis.INFERRED if says_inferred and not is_cut else Basis.STATED,
    )


def _settle_alive(plan: Plan, stretches: Stretches) -> None:
    """Units that the reform finds in force: their last day is set there."""
    for stretch in stretches.values():
        if stretch.end == REFORM and stretch.unit is not None:
            stretch.unit.last.valid_to = None
            plan.alive[stretch.row["code"]] = stretch.unit
