"""What is to stand in the database: identities, versions, links, classes."""

import datetime as dt
import re
from dataclasses import dataclass, field

from communes.choices import (
    Basis,
    DayBasis,
    Extent,
    SuccessionKind,
    UnitKind,
    UnitLevel,
)
from communes.imports.sheets import Row
from communes.names import fold_name, nfc
from documents.models import Document

# Lists write the numbered wards of cities as "Phường 05" or "Phường 5".
LEADING_ZERO = re.compile(r"\b0+(?=\d)")


def is_same_name(one: str, other: str) -> bool:
    """Whether two names differ in spelling only: marks, y and i, zeros, spaces."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return LEADING_ZERO.sub("", fold_name(name))


@dataclass
class PlannedVersion:
    """One version to be; parent and province are planned units.

    `row` is where it comes from, for faults found later.
    """

    code: str
    name: str
    kind: UnitKind
    parent: "PlannedUnit | None"
    province: "PlannedUnit | None"
    valid_from: dt.date
    document: str
    from_basis: DayBasis = DayBasis.DECIDED
    valid_to: dt.date | None = None
    to_basis: DayBasis = DayBasis.DECIDED
    row: Row | None = None

    def __post_init__(self) -> None:
        self.name = nfc(self.name)


@dataclass(eq=False)
class PlannedUnit:
    """One identity to be, with its versions in order of time."""

    level: UnitLevel
    versions: list[PlannedVersion] = field(default_factory=list)

    @property
    def last(self) -> PlannedVersion:
        return self.versions[-1]

    def close(self, day: dt.date, basis: DayBasis = DayBasis.DECIDED) -> None:
        """End the last version before `day`."""
        self.last.valid_to = day
        self.last.to_basis = basis

    def is_named(self, name: str) -> bool:
        """Whether the last name is the same but for spelling."""
        return is_same_name(self.last.name, name)

    def on(self, day: dt.date) -> PlannedVersion | None:
        """The version in force on a day."""
        for version in self.versions:
            if version.valid_from <= day and (
                version.valid_to is None or version.valid_to > day
            ):
                return version
        return None


@dataclass(frozen=True)
class PlannedLink:
    predecessor: PlannedUnit
    extent: Extent
    detail: str = ""
    is_main: bool = False
    basis: Basis = Basis.STATED


@dataclass(frozen=True)
class PlannedSuccession:
    """The predecessors of one successor."""

    day: dt.date
    kind: SuccessionKind
    document: str
    successor: PlannedUnit
    links: tuple[PlannedLink, ...]


@dataclass(frozen=True)
class PlannedClass:
    unit: PlannedUnit
    scheme: str
    value: str
    valid_from: dt.date
    valid_to: dt.date | None
    document: str
    basis: Basis = Basis.STATED


@dataclass
class Plan:
    """Everything to be loaded; `alive` are units in force now, by code."""

    documents: list[Document] = field(default_factory=list)

    units: list[PlannedUnit] = field(default_factory=list)
    successions: list[PlannedSuccession] = field(default_factory=list)
    classes: list[PlannedClass] = field(default_factory=list)
    alive: dict[str, PlannedUnit] = field(default_factory=dict)

    def open(self, level: UnitLevel, version: PlannedVersion) -> PlannedUnit:
        """A new identity with its first version, in force."""
        unit = PlannedUnit(level, [version])
        self.units.append(unit)
        self.alive[version.code] = unit
        return unit

    def end(
        self, code: str, day: dt.date, basis: DayBasis = DayBasis.DECIDED
    ) -> PlannedUnit:
        """Close the unit of a code and take it out of force."""
        unit = self.alive.pop(code)
        unit.close(day, basis)
        return unit

    def renew(self, unit: PlannedUnit, version: PlannedVersion) -> None:
        """The next version of the same identity; closes the last where it begins."""
        unit.close(version.valid_from, version.from_basis)
        unit.versions.append(version)
        self.alive[version.code] = unit

    def cited(self) -> set[str]:
        """Keys of the documents that the plan points to."""
        versions = {v.document for unit in self.units for v in unit.versions}
        return (
            versions
            | {one.document for one in self.successions}
            | {one.document for one in self.classes}
        )

    def only(self, names: set[str]) -> "Plan":
        """The part of the plan that lies in provinces once so named."""
        kept = [u for u in self.units if _province_names(u) & names]
        inside = set(map(id, kept))
        successions = []
        for one in self.successions:
            links = tuple(k for k in one.links if id(k.predecessor) in inside)
            if id(one.successor) in inside and links:
                successions.append(
                    PlannedSuccession(
                        one.day, one.kind, one.document, one.successor, links
                    )
                )
        classes = [c for c in self.classes if id(c.unit) in inside]
        return Plan(self.documents, kept, successions, classes, self.alive)


def _province_names(unit: PlannedUnit) -> set[str]:
    if unit.level == UnitLevel.PROVINCE:
        return {v.name for v in unit.versions}
    return {
        v.province.versions[0].name for v in unit.versions if v.province is not None
    }


KIND_OF_TYPE = {
    ("tỉnh", "tỉnh"): UnitKind.TINH,
    ("tỉnh", "thành phố"): UnitKind.THANH_PHO_TW,
    ("huyện", "huyện"): UnitKind.HUYEN,
    ("huyện", "quận"): UnitKind.QUAN,
    ("huyện", "thị xã"): UnitKind.THI_XA,
    ("huyện", "thành phố"): UnitKind.THANH_PHO,
    ("xã", "xã"): UnitKind.XA,
    ("xã", "phường"): UnitKind.PHUONG,
    ("xã", "thị trấn"): UnitKind.THI_TRAN,
    ("xã", "đặc khu"): UnitKind.DAC_KHU,
}
LEVEL_OF_WORD = {
    "tỉnh": UnitLevel.PROVINCE,
    "huyện": UnitLevel.DISTRICT,
    "xã": UnitLevel.COMMUNE,
}
