"""Files of documents, measures and sectors."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from criteria.choices import CheckKind, MeasureKind, OnMerger
from criteria.definitions import (
    CheckDefinition,
    DocumentDefinition,
    MeasureDefinition,
    OptionDefinition,
)
from criteria.imports.reading import Entry
from documents.choices import DocumentKind


@dataclass(frozen=True, slots=True)
class SectorName:
    """What the department of a sector is called, by half-open days."""

    name_vi: str
    starts: dt.date | None
    ends: dt.date | None


def read_document(entry: Entry) -> DocumentDefinition:
    """One document."""
    entry.allow(*DocumentDefinition.__dataclass_fields__)
    return DocumentDefinition(
        key=entry.text("key"),
        kind=entry.choice("kind", DocumentKind.values),
        number=entry.text("number", ""),
        issuer=entry.text("issuer", ""),
        title=entry.text("title"),
        title_en=entry.text("title_en", ""),
        issuer_en=entry.text("issuer_en", ""),
        issued_on=entry.day("issued_on", None),
        url=entry.text("url", ""),
        read_on=entry.day("read_on", None),
        note=entry.text("note", ""),
        note_en=entry.text("note_en", ""),
        is_illustrative=entry.flag("is_illustrative"),
    )


def read_measure(entry: Entry) -> MeasureDefinition:
    """One measure with its options."""
    entry.allow(*MeasureDefinition.__dataclass_fields__)
    return MeasureDefinition(
        key=entry.text("key"),
        name_vi=entry.text("name_vi"),
        name_en=entry.text("name_en"),
        kind=entry.choice("kind", MeasureKind.values),
        on_merger=entry.choice("on_merger", OnMerger.values),
        unit_vi=entry.text("unit_vi", ""),
        unit_en=entry.text("unit_en", ""),
        decimals=entry.number("decimals", 0),
        options=tuple(_option(option) for option in entry.items("options")),
    )


def read_check(entry: Entry) -> CheckDefinition:
    """One rule that doubts values."""
    entry.allow(*CheckDefinition.__dataclass_fields__)
    return CheckDefinition(
        key=entry.text("key"),
        kind=entry.choice("kind", CheckKind.values),
        measure=entry.text("measure", ""),
        other=entry.text("other", ""),
        limit=_decimal(entry, "limit"),
        example_value=entry.at("example_value").decimal(),
        example_other=_decimal(entry, "example_other"),
        valid_from=entry.day("valid_from"),
        valid_to=entry.day("valid_to", None),
    )


def _decimal(entry: Entry, key: str) -> Decimal | None:
    return entry.at(key).decimal() if entry.has(key) else None


def read_sector(entry: Entry) -> list[SectorName]:
    """The names of one sector's department over the years."""
    return [_sector_name(name) for name in entry.listed()]


def _sector_name(entry: Entry) -> SectorName:
    entry.allow("name_vi", "from", "until")
    return SectorName(
        entry.text("name_vi"), entry.day("from", None), entry.day("until", None)
    )


def _option(entry: Entry) -> OptionDefinition:
    entry.allow("value", "name_vi", "name_en")
    return OptionDefinition(
        entry.number("value"), entry.text("name_vi"), entry.text("name_en")
    )
