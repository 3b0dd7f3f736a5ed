"""Refuse catalogues that are broken, fuzzy, unfinished or behind the sources.

Usage: python -m scripts.check_translations
"""

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from scripts.messages import (
    CATALOGUE,
    ROOT,
    collect,
    found_in,
    is_translated,
    sources,
)

FOLDERS = ["locale", "locale_vendor"]


def faults(catalogue: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue on its own."""
    if catalogue.fuzzy:
        yield "the header is marked fuzzy: the compiler would skip the file"
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"fuzzy: {message.id!r}"
        elif not is_translated(message):
            yield f"missing: {message.id!r}"
        for error in message.check(catalogue):
            yield f"{error}: {message.id!r}"
    write_mo(io.BytesIO(), catalogue)


def behind(catalogue: Catalog, found: Catalog) -> Iterator[str]:
    """Strings of the sources that a catalogue lacks; `make messages` brings them."""
    for message in found:
        held = catalogue.get(_first(message), message.context) if message.id else None
        if message.id and (held is None or held.pluralizable < message.pluralizable):
            place = message.locations[0][0]
            yield f"not in the catalogue: {message.id!r} of {place}"


def mixed(texts: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Counting strings asked for without their number: English would say one."""
    plain: dict[str, str] = {}
    counting: set[str] = set()
    for name, text in texts:
        for message, _context in found_in(text):
            if isinstance(message, str):
                plain[message] = name
            else:
                counting.add(message[0])
    for message in sorted(counting & set(plain)):
        if "%(" in message:
            yield f"without its number: {message!r} of {plain[message]}"


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def check(path: Path) -> list[str]:
    locale = path.parent.parent.name
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=locale, abort_invalid=True)
    except PoFileError as error:
        return [str(error)]
    found = list(faults(catalogue))
    if path == CATALOGUE:
        found += [*behind(catalogue, collect()), *mixed(sources())]
    return found


def main() -> int:
    paths = [path for name in FOLDERS for path in sorted((ROOT / name).rglob("*.po"))]
    found = 0
    for path in paths:
        for fault in check(path):
            print(f"{path.relative_to(ROOT)}: {fault}")
            found += 1
    print(f"{len(paths)} catalogues, {found} faults")
    return 1 if found or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
