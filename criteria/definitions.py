"""The law as plain values: what files give and actions write."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from criteria.rules.rows import LevelRow


@dataclass(frozen=True, slots=True)
class DocumentDefinition:
    """A cited document, by its stable key."""

    key: str
    kind: str
    title: str
    number: str = ""
    issuer: str = ""
    title_en: str = ""
    issuer_en: str = ""
    issued_on: dt.date | None = None
    url: str = ""
    read_on: dt.date | None = None
    note: str = ""
    note_en: str = ""
    is_illustrative: bool = False


@dataclass(frozen=True, slots=True)
class OptionDefinition:
    """One answer of a choice."""

    value: int
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True)
class MeasureDefinition:
    """A question (chỉ số đo)."""

    key: str
    name_vi: str
    name_en: str
    kind: str
    on_merger: str
    unit_vi: str = ""
    unit_en: str = ""
    decimals: int = 0
    options: tuple[OptionDefinition, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckDefinition:
    """A rule that doubts a value; measures by key, "" where it has none."""

    key: str
    kind: str
    example_value: Decimal
    valid_from: dt.date
    measure: str = ""
    other: str = ""
    limit: Decimal | None = None
    example_other: Decimal | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ProvinceReference:
    """A province as a file names it: code and name must agree."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class LevelKeys:
    """What narrows a level, apart from layer and province; empty = any."""

    region: str = ""
    year: int | None = None
    group: str = ""
    attribute_scheme: str = ""
    attribute_value: str = ""


@dataclass(frozen=True, slots=True)
class LevelDefinition:
    """One required level (mức quy định). `document` is the key of its act."""

    value: Decimal
    document: str
    layer: str
    status: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    keys: LevelKeys = LevelKeys()
    source_note: str = ""
    where: str = ""

    def as_row(self, number: int, province_id: int | None = None) -> LevelRow:
        """As the rules compare rows; `number` tells rows of one leaf apart."""
        return LevelRow(
            id=number,
            value=self.value,
            layer=self.layer,
            region=self.keys.region,
            year=self.keys.year,
            group=self.keys.group,
            province_id=province_id,
            attribute_scheme=self.keys.attribute_scheme,
            attribute_value=self.keys.attribute_value,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            status=self.status,
            document=self.document,
        )


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """A leaf with its measure and levels, or a composite with its parts."""

    code: str
    name_vi: str
    name_en: str
    measure: str = ""
    operator: str = ""
    combine: str = ""
    at_least: int | None = None
    may_not_apply: bool = False
    is_delegated: bool = False
    note: str = ""
    parts: tuple["IndicatorDefinition", ...] = ()
    levels: tuple[LevelDefinition, ...] = ()
    where: str = ""

    def walk(self) -> Iterator["IndicatorDefinition"]:
        """This indicator and all its parts, in printed order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class LeadDefinition:
    """A department that leads a criterion (cơ quan phụ trách), by days."""

    sector: str
    name_vi: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CriterionDefinition:
    """One numbered criterion (tiêu chí)."""

    number: int
    group: str
    name_vi: str
    name_en: str
    leads: tuple[LeadDefinition, ...] = ()
    indicators: tuple[IndicatorDefinition, ...] = ()

    def walk(self) -> Iterator[IndicatorDefinition]:
        """All indicators and parts, in printed order."""
        for indicator in self.indicators:
            yield from indicator.walk()


@dataclass(frozen=True, slots=True)
class GroupDefinition:
    """A heading of criteria (nhóm)."""

    code: str
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True)
class SubstitutionDefinition:
    """Units of a class are judged by another region's levels."""

    scheme: str
    value: str
    effective_region: str
    document: str
    valid_from: dt.date
    status: str
    text_vi: str
    text_en: str = ""
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SetDefinition:
    """A whole set of criteria, ready to be published."""

    key: str
    unit_level: str
    tier: str
    name_vi: str
    name_en: str
    document: str
    valid_from: dt.date
    counted_kinds: tuple[str, ...]
    valid_to: dt.date | None = None
    amends: str = ""
    presupposes_tier: str = ""
    not_applicable_counts: bool = True
    basically_met_counts: bool = False
    note: str = ""
    groups: tuple[GroupDefinition, ...] = ()
    bands: tuple[tuple[int, int], ...] = ()
    criteria: tuple[CriterionDefinition, ...] = ()
    substitutions: tuple[SubstitutionDefinition, ...] = ()
    where: str = ""

    def walk(self) -> Iterator[IndicatorDefinition]:
        """All indicators and parts of all criteria."""
        for criterion in self.criteria:
            yield from criterion.walk()

    def leaf(self, code: str) -> IndicatorDefinition | None:
        """The leaf with this printed code."""
        return next((i for i in self.walk() if i.code == code and i.measure), None)


@dataclass(frozen=True, slots=True)
class ProvincialLevels:
    """Levels that a province adds to leaves of one set, by leaf code."""

    set_key: str
    province: ProvinceReference
    levels: tuple[tuple[str, LevelDefinition], ...]
    where: str = ""


@dataclass(slots=True)
class Library:
    """Everything that the files of one folder define."""

    documents: dict[str, DocumentDefinition] = field(default_factory=dict)
    measures: dict[str, MeasureDefinition] = field(default_factory=dict)
    sets: dict[str, SetDefinition] = field(default_factory=dict)
    provincial: list[ProvincialLevels] = field(default_factory=list)
    checks: dict[str, CheckDefinition] = field(default_factory=dict)
