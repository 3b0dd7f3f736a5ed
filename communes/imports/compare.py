"""What of a plan the database lacks, and what in it contradicts the plan.

A unit is known by the code and first day of its first version. What an office wrote
after loading stays: a version or class that it ended is not opened again.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from communes.choices import DayBasis
from communes.imports.documents import stored_documents, words_of
from communes.imports.plan import (
    Plan,
    PlannedClass,
    PlannedLink,
    PlannedSuccession,
    PlannedUnit,
    PlannedVersion,
)
from communes.models import Classification, SuccessionLink, UnitVersion
from documents.models import Document
from documents.wording import english_lacking


@dataclass
class Difference:
    """What is to be written; `unit_ids` are stored units by planned ones.

    `worded` are stored documents with the English that they lack.
    """

    unit_ids: dict[int, int] = field(default_factory=dict)
    stored_documents: dict[str, Document] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    worded: list[tuple[Document, dict[str, str]]] = field(default_factory=list)
    units: list[PlannedUnit] = field(default_factory=list)
    versions: list[tuple[PlannedUnit, PlannedVersion]] = field(default_factory=list)
    ended_versions: list[tuple[int, dt.date, DayBasis]] = field(default_factory=list)
    classes: list[PlannedClass] = field(default_factory=list)
    ended_classes: list[tuple[int, dt.date]] = field(default_factory=list)
    links: list[tuple[PlannedSuccession, PlannedLink]] = field(default_factory=list)
    succession_ids: dict[int, int] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)

    @property
    def successions(self) -> list[PlannedSuccession]:
        """Successions of which no link is stored."""
        new = {id(one): one for one, _link in self.links}
        return [one for key, one in new.items() if key not in self.succession_ids]

    @property
    def size(self) -> int:
        """How many rows are to be written."""
        rows: tuple[list[Any], ...] = (
            self.documents,
            self.worded,
            self.units,
            self.versions,
            self.ended_versions,
            self.classes,
            self.ended_classes,
            self.successions,
            self.links,
        )
        return sum(len(one) for one in rows)


def compare(plan: Plan) -> Difference:
    """Compare a plan with the database."""
    difference = Difference(stored_documents=stored_documents(plan.documents))
    difference.documents = [
        one for one in plan.documents if one.key not in difference.stored_documents
    ]
    for one in plan.documents:
        stored = difference.stored_documents.get(one.key)
        if stored is not None and english_lacking(stored, words_of(one)):
            difference.worded.append((stored, words_of(one)))
    _compare_versions(plan, difference)
    _compare_classes(plan, difference)
    _compare_links(plan, difference)
    return difference


def _compare_versions(plan: Plan, difference: Difference) -> None:
    stored = _StoredVersions()
    for unit in plan.units:
        first = unit.versions[0]
        unit_id = stored.units.get((first.code, first.valid_from))
        if unit_id is None:
            difference.units.append(unit)
        else:
            difference.unit_ids[id(unit)] = unit_id
        for version in unit.versions:
            _compare_version(unit, version, unit_id, stored, difference)
    new = {version.code for _unit, version in difference.versions}
    ids = {difference.unit_ids.get(id(unit)) for unit, _v in difference.versions}
    keys = new | {("unit", unit_id) for unit_id in ids if unit_id}
    difference.conflicts += stored.calendar.clashes(keys)


def _compare_version(
    unit: PlannedUnit,
    version: PlannedVersion,
    unit_id: int | None,
    stored: "_StoredVersions",
    difference: Difference,
) -> None:
    row = stored.rows.get((unit_id, version.valid_from)) if unit_id else None
    keys = version.code, ("unit", unit_id or id(unit))
    if row is None:
        difference.versions.append((unit, version))
        for key in keys:
            stored.calendar.add(key, version.valid_from, version.valid_to)
        return
    pk, end = row
    if end is None and version.valid_to is not None:
        difference.ended_versions.append((pk, version.valid_to, version.to_basis))
        for key in keys:
            stored.calendar.end(key, version.valid_from, version.valid_to)


class _StoredVersions:
    """Stored versions by unit and first day, and who has which code when."""

    def __init__(self) -> None:
        self.units: dict[tuple[str, dt.date], int] = {}
        self.rows: dict[tuple[int, dt.date], tuple[int, dt.date | None]] = {}
        self.calendar = _Calendar()
        columns = "pk", "unit_id", "code", "valid_from", "valid_to"
        for pk, unit_id, code, start, end in UnitVersion.objects.values_list(*columns):
            self.units[code, start] = unit_id
            self.rows[unit_id, start] = pk, end
            self.calendar.add(("unit", unit_id), start, end)
            if code:
                self.calendar.add(code, start, end)


def _compare_classes(plan: Plan, difference: Difference) -> None:
    taken, new, starts = _Calendar(), set(), {}
    columns = "pk", "unit_id", "scheme", "valid_from", "valid_to"
    for pk, unit_id, scheme, start, end in Classification.objects.values_list(*columns):
        starts[unit_id, scheme, start] = pk, end
        taken.add((unit_id, scheme), start, end)
    for one in plan.classes:
        unit_id = difference.unit_ids.get(id(one.unit))
        row = starts.get((unit_id, one.scheme, one.valid_from)) if unit_id else None
        if row is None:
            difference.classes.append(one)
            key = unit_id or id(one.unit), one.scheme
            taken.add(key, one.valid_from, one.valid_to)
            new.add(key)
        elif row[1] is None and one.valid_to is not None:
            difference.ended_classes.append((row[0], one.valid_to))
            taken.end((unit_id, one.scheme), one.valid_from, one.valid_to)
    difference.conflicts += taken.clashes(new)


def _compare_links(plan: Plan, difference: Difference) -> None:
    stored = {
        (predecessor, successor): succession
        for predecessor, successor, succession in SuccessionLink.objects.values_list(
            "predecessor_id", "successor_id", "succession_id"
        )
    }
    for one in plan.successions:
        successor = difference.unit_ids.get(id(one.successor))
        for link in one.links:
            predecessor = difference.unit_ids.get(id(link.predecessor))
            if (predecessor, successor) in stored and predecessor and successor:
                succession = stored[predecessor, successor]
                difference.succession_ids[id(one)] = succession
            else:
                difference.links.append((one, link))


class _Calendar:
    """Days by key (a code, a unit, a unit's scheme), to find those that overlap."""

    def __init__(self) -> None:
        self._days: dict[Hashable, dict[dt.date, list[dt.date | None]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def add(self, key: Hashable, start: dt.date, end: dt.date | None) -> None:
        self._days[key][start].append(end)

    def end(self, key: Hashable, start: dt.date, end: dt.date) -> None:
        """What was open from `start` ends."""
        self._days[key][start] = [end]

    def clashes(self, keys: Iterable[Hashable]) -> list[str]:
        """What of these keys stands twice on one day."""
        found = []
        for key in keys:
            days = [(s, e) for s, ends in self._days[key].items() for e in ends]
            days.sort(key=lambda one: one[0])
            for (_start, end), (start, _end) in pairwise(days):
                if end is None or end > start:
                    reason = _("%(key)s: cơ sở dữ liệu đã ghi khác cho ngày %(day)s")
                    found.append(reason % {"key": key, "day": start})
        return found
