"""Bring the English catalogue up to date with the sources: `make messages`.

New strings come in without a translation, strings that left the sources go. Nothing
is guessed, so nothing gets fuzzy. Needs no system package.

Usage: python -m scripts.messages
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def sources() -> Iterator[tuple[str, bytes]]:
    """Every file whose words a reader may see: its path and it as Python."""
    apps = sorted(path.parent for path in ROOT.glob("*/apps.py"))
    for folder in [*apps, ROOT / "ntm_portal"]:
        for path in sorted(folder.rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_bytes()
    for path in sorted((ROOT / "templates").rglob("*.*")):
        name = path.relative_to(ROOT).as_posix()
        yield name, as_python(path.read_text(encoding="utf-8"), name)


def as_python(template: str, name: str) -> bytes:
    """A template with all but its strings blanked out, as Django's own tool does."""
    calls = templatize(template, origin=name)
    # Python would take the indentation of the markup for its own.
    return re.sub(r"(?m)^[ \t]+", "", calls).encode()


def found_in(text: bytes) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Messages of one source with their contexts."""
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(text), keywords=KEYWORDS
    ):
        yield message, context


def collect() -> Catalog:
    """Every message of the sources, in their order."""
    found = Catalog(locale="en", charset="utf-8")
    for name, text in sources():
        for message, context in found_in(text):
            found.add(message, locations=[(name, 0)], context=context)
    return found


def updated(catalogue: Catalog, found: Catalog) -> Catalog:
    """The catalogue with exactly the messages found, translations kept."""
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in catalogue:
        # It became one of several forms, or ceased to be.
        if message.id and message.fuzzy:
            message.flags.discard("fuzzy")
            message.string = ("", "") if message.pluralizable else ""
    return catalogue


def is_translated(message: Message) -> bool:
    """Whether every form of it has words."""
    strings = message.string
    return all(strings) if isinstance(strings, tuple | list) else bool(strings)


def main() -> int:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    updated(catalogue, collect())
    text = io.BytesIO()
    write_po(text, catalogue, width=0, include_lineno=False, omit_header=True)
    head = CATALOGUE.read_text(encoding="utf-8").split("\n\n", 1)[0].rstrip()
    CATALOGUE.write_text(f"{head}\n\n{text.getvalue().decode()}", encoding="utf-8")
    empty = sum(1 for message in catalogue if not is_translated(message))
    print(f"{len(catalogue)} messages, {empty} without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
