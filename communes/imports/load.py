"""From the files of a folder to a plan, every row checked before any is written."""

from itertools import pairwise
from pathlib import Path

from django.utils.translation import gettext as _

from communes.imports.changes import load_changes
from communes.imports.classes import (
    classify_regions,
    classify_zones,
    region_rows,
    zone_rows,
)
from communes.imports.documents import document_rows
from communes.imports.history import REGISTER_START, check_reform, load_history
from communes.imports.plan import Plan, PlannedUnit, PlannedVersion
from communes.imports.reform import load_reform
from communes.imports.sheets import Folder, Problem
from communes.imports.snapshots import (
    FIRST_LIST,
    SECOND_LIST,
    check_known,
    list_rows,
    load_first,
    load_second,
)


def plan_units(path: Path) -> Plan:
    """The whole plan of a folder; raises UnitsFileError with every fault found."""
    folder = Folder(path)
    plan = Plan(documents=document_rows(folder))
    first = list_rows(folder, "units-2021.csv")
    second = list_rows(folder, "units-2025-06.csv")
    regions, zones = region_rows(folder), zone_rows(folder)
    folder.finish()
    load_first(plan, first, folder, REGISTER_START)
    load_history(plan, folder)
    folder.finish()
    check_known(plan, first, folder, FIRST_LIST)
    check_known(plan, second, folder, SECOND_LIST)
    load_changes(plan, folder, "changes-2025.csv")
    load_second(plan, second, folder)
    folder.finish()
    load_reform(plan, folder)
    folder.finish()
    check_reform(plan, folder)
    load_changes(plan, folder, "changes-2026.csv")
    classify_regions(plan, regions, folder)
    classify_zones(plan, zones, folder)
    _check(plan, folder)
    folder.finish()
    return plan


def _check(plan: Plan, folder: Folder) -> None:
    """What must hold of the whole: no day twice, no orphan, no unknown document."""
    by_code: dict[str, list[PlannedVersion]] = {}
    for unit in plan.units:
        for version in unit.versions:
            by_code.setdefault(version.code, []).append(version)
            _check_parent(version, folder)
    for versions in by_code.values():
        versions.sort(key=lambda version: version.valid_from)
        for one, other in pairwise(versions):
            if one.valid_to is None or one.valid_to > other.valid_from:
                _refuse(folder, other, _("mã này còn là của đơn vị khác ngày đó"))
    known = {document.key for document in plan.documents}
    for key in sorted(plan.cited() - known):
        reason = _("thiếu văn bản “%(key)s”") % {"key": key}
        folder.problems.append(Problem("documents.csv", 1, "key", reason))


def _check_parent(version: PlannedVersion, folder: Folder) -> None:
    for above in (version.parent, version.province):
        if above is not None and not _covers(above, version):
            _refuse(folder, version, _("đơn vị cấp trên không có suốt thời gian đó"))
            return


def _covers(above: PlannedUnit, version: PlannedVersion) -> bool:
    end = above.last.valid_to
    begins = above.versions[0].valid_from <= version.valid_from
    return begins and (
        end is None or (version.valid_to is not None and version.valid_to <= end)
    )


def _refuse(folder: Folder, version: PlannedVersion, reason: str) -> None:
    if version.row is not None:
        folder.refuse(version.row, "code", reason)
