"""A folder of files, read whole: what one file cites stands in another."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from criteria.definitions import (
    CheckDefinition,
    DocumentDefinition,
    Library,
    MeasureDefinition,
    SetDefinition,
)
from criteria.imports.provinces import read_provincial
from criteria.imports.reading import Entry, read
from criteria.imports.sets import Sectors, read_amendment, read_set
from criteria.imports.shared import read_check, read_document, read_measure, read_sector

Keyed = TypeVar(
    "Keyed", CheckDefinition, DocumentDefinition, MeasureDefinition, SetDefinition
)


def read_folder(folder: Path) -> Library:
    """Everything that the YAML files of a folder define, amendments written out."""
    entries = [read(path) for path in sorted(folder.glob("*.yaml"))]
    library = Library()
    sectors: Sectors = {}
    for entry in entries:
        if entry.has("documents"):
            entry.allow("documents")
            _collect(library.documents, entry.items("documents"), read_document)
        elif entry.has("measures"):
            entry.allow("measures")
            _collect(library.measures, entry.items("measures"), read_measure)
        elif entry.has("checks"):
            entry.allow("checks")
            _collect(library.checks, entry.items("checks"), read_check)
        elif entry.has("sectors"):
            entry.allow("sectors")
            names = entry.at("sectors").pairs()
            sectors = {**sectors, **{str(k): read_sector(v) for k, v in names}}
        elif not (entry.has("key") or entry.has("province")):
            raise entry.problem("không rõ tệp này ghi gì: bộ, văn bản, chỉ số hay tỉnh")
    _read_sets(library, entries, sectors)
    for entry in entries:
        if entry.has("province"):
            library.provincial += read_provincial(entry)
    return library


def only(library: Library, names: Iterable[str]) -> Library:
    """The library with the sets and provincial levels of some files only."""
    wanted = set(names)
    return Library(
        documents=library.documents,
        measures=library.measures,
        sets={k: s for k, s in library.sets.items() if s.where in wanted},
        provincial=[p for p in library.provincial if _file(p.where) in wanted],
        checks=library.checks,
    )


def _read_sets(library: Library, entries: list[Entry], sectors: Sectors) -> None:
    whole = [e for e in entries if e.has("key") and not e.has("amends")]
    for entry in whole:
        _add(library.sets, entry, read_set(entry, sectors))
    waiting = [e for e in entries if e.has("amends")]
    while waiting:
        ready = [e for e in waiting if e.text("amends") in library.sets]
        if not ready:
            entry = waiting[0]
            raise entry.at("amends").problem(
                f"không có bộ “{entry.text('amends')}” trong các tệp"
            )
        for entry in ready:
            base = library.sets[entry.text("amends")]
            _add(library.sets, entry, read_amendment(entry, base))
        waiting = [entry for entry in waiting if entry not in ready]


def _collect(
    found: dict[str, Keyed], entries: list[Entry], reader: Callable[[Entry], Keyed]
) -> None:
    for entry in entries:
        _add(found, entry, reader(entry))


def _add(found: dict[str, Keyed], entry: Entry, definition: Keyed) -> None:
    if definition.key in found:
        raise entry.at("key").problem(f"khóa “{definition.key}” đã dùng")
    found[definition.key] = definition


def _file(where: str) -> str:
    return where.partition(":")[0]
