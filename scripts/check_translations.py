"""Refuse catalogues that are broken, fuzzy or, with --complete, unfinished.

Usage: scripts/check_translations.py [--complete]
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["locale", "locale_vendor"]


def is_translated(message: Message) -> bool:
    strings = message.string
    return all(strings) if isinstance(strings, tuple | list) else bool(strings)


def faults(catalogue: Catalog, *, complete: bool) -> Iterator[str]:
    if catalogue.fuzzy:
        yield "the header is marked fuzzy: the compiler would skip the file"
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"fuzzy: {message.id!r}"
        elif complete and not is_translated(message):
            yield f"missing: {message.id!r}"
        for error in message.check(catalogue):
            yield f"{error}: {message.id!r}"
    write_mo(io.BytesIO(), catalogue)


def check(path: Path, *, complete: bool) -> list[str]:
    locale = path.parent.parent.name
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=locale, abort_invalid=True)
    except PoFileError as error:
        return [str(error)]
    return list(faults(catalogue, complete=complete))


def main() -> int:
    complete = "--complete" in sys.argv[1:]
    paths = [path for name in FOLDERS for path in sorted((ROOT / name).rglob("*.po"))]
    found = 0
    for path in paths:
        for fault in check(path, complete=complete):
            print(f"{path.relative_to(ROOT)}: {fault}")
            found += 1
    print(f"{len(paths)} catalogues, {found} faults")
    return 1 if found or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
