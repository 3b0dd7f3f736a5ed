"""Files of levels that a province adds to the leaves of sets."""

from criteria.choices import Layer
from criteria.definitions import (
    LevelDefinition,
    ProvinceReference,
    ProvincialLevels,
)
from criteria.imports.levels import Context, read_cells
from criteria.imports.reading import Entry


def read_provincial(entry: Entry) -> list[ProvincialLevels]:
    """One province's levels, set by set."""
    entry.allow("province", "document", "status", "source_note", "sources", "sets")
    place = entry.at("province")
    place.allow("code", "name")
    province = ProvinceReference(place.text("code"), place.text("name"))
    return [_of_set(item, entry, province) for item in entry.items("sets")]


def _of_set(entry: Entry, file: Entry, province: ProvinceReference) -> ProvincialLevels:
    entry.allow("set", "valid_from", "valid_to", "levels")
    context = Context(
        document=file.text("document"),
        layer=Layer.PROVINCE,
        valid_from=entry.day("valid_from"),
        valid_to=entry.day("valid_to", None),
    )
    within = context.under(file)
    levels = [
        (str(code), level)
        for code, cell in entry.at("levels").pairs()
        for level in _of_leaf(code, cell, within)
    ]
    return ProvincialLevels(entry.text("set"), province, tuple(levels), entry.where)


def _of_leaf(
    code: object, cell: Entry, context: Context
) -> tuple[LevelDefinition, ...]:
    if not isinstance(code, str):
        raise cell.problem("mã chỉ tiêu phải để trong ngoặc kép")
    return read_cells(cell, context)
