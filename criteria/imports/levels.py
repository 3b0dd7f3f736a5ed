"""Levels as the files write them: keys nest, and what stands outside is inherited.

levels:
  TDMNPB: {schools=gt3: 70, schools=le3: 50}
  DBSH: {value: 100, status: verified}
  DNB: {2021: 59, 2022: 62}
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from communes.choices import REGION_NAMES, Scheme
from criteria.choices import Layer, Trust
from criteria.definitions import LevelDefinition, LevelKeys
from criteria.imports.reading import Entry

CONTEXT_KEYS = (
    "document",
    "layer",
    "status",
    "valid_from",
    "valid_to",
    "source_note",
    "sources",
)
_ANY = "any"


@dataclass(frozen=True, slots=True)
class Context:
    """What levels have from the set, the composite or the leaf they stand under."""

    document: str
    layer: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    status: str = ""
    source_note: str = ""
    sources: tuple[str, ...] = ()

    def under(self, entry: Entry) -> "Context":
        """The context within an entry that may say some of it anew."""
        return Context(
            document=entry.text("document", self.document),
            layer=entry.choice("layer", Layer.values, self.layer),
            valid_from=entry.day("valid_from", self.valid_from),
            valid_to=entry.day("valid_to", self.valid_to),
            status=entry.choice("status", Trust.values, self.status),
            source_note=entry.text("source_note", self.source_note),
            sources=_sources(entry) or self.sources,
        )

    @property
    def note(self) -> str:
        """The note of a level: words first, then one address a line."""
        return "\n".join(filter(None, [self.source_note, *self.sources]))


def read_levels(entry: Entry, context: Context) -> tuple[LevelDefinition, ...]:
    """All levels under `levels` of a leaf."""
    return read_cells(entry.at("levels"), context) if entry.has("levels") else ()


def read_cells(entry: Entry, context: Context) -> tuple[LevelDefinition, ...]:
    """All levels of a value, or of a mapping from keys to values."""
    return tuple(_levels(entry, LevelKeys(), context))


def _levels(
    entry: Entry, keys: LevelKeys, context: Context
) -> Iterator[LevelDefinition]:
    if not isinstance(entry.value, dict):
        yield _level(entry, entry, keys, context)
    elif entry.has("value"):
        entry.allow("value", *CONTEXT_KEYS)
        yield _level(entry, entry.at("value"), keys, context.under(entry))
    else:
        for key, cell in entry.pairs():
            yield from _levels(cell, _narrowed(keys, key, cell), context)


def _level(
    entry: Entry, value: Entry, keys: LevelKeys, context: Context
) -> LevelDefinition:
    if not context.status:
        raise entry.problem("còn thiếu status: verified, unverified hoặc illustrative")
    return LevelDefinition(
        value=value.decimal(),
        document=context.document,
        layer=context.layer,
        status=context.status,
        valid_from=context.valid_from,
        valid_to=context.valid_to,
        keys=keys,
        source_note=context.note,
        where=entry.where,
    )


def _narrowed(keys: LevelKeys, key: object, cell: Entry) -> LevelKeys:
    if key == _ANY:
        return keys
    if isinstance(key, int) and not isinstance(key, bool):
        return replace(keys, year=key)
    if key in REGION_NAMES:
        return replace(keys, region=str(key))
    scheme, _equals, value = str(key).partition("=")
    if scheme == Scheme.GROUP and value:
        return replace(keys, group=value)
    if scheme in Scheme.values and value:
        return replace(keys, attribute_scheme=scheme, attribute_value=value)
    regions = ", ".join(REGION_NAMES)
    raise cell.problem(
        f"không hiểu khóa “{key}”; có thể là any, {regions}, một năm, hoặc cách phân "
        "loại=giá trị"
    )


def _sources(entry: Entry) -> tuple[str, ...]:
    found = entry.items("sources")
    for source in found:
        if not isinstance(source.value, str):
            raise source.problem("phải là một địa chỉ")
    return tuple(source.value for source in found)
