"""Files of sets, whole or as an amendment of another."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, replace

from communes.choices import REGION_NAMES, Scheme, UnitKind, UnitLevel
from criteria.choices import Combine, Operator, Tier, Trust
from criteria.definitions import (
    CriterionDefinition,
    GroupDefinition,
    IndicatorDefinition,
    LeadDefinition,
    SetDefinition,
    SubstitutionDefinition,
)
from criteria.imports.levels import CONTEXT_KEYS, Context, read_levels
from criteria.imports.reading import Entry
from criteria.imports.shared import SectorName

Sectors = Mapping[str, list[SectorName]]

_INDICATOR_KEYS = (
    *(field.name for field in fields(IndicatorDefinition) if field.name != "where"),
    *CONTEXT_KEYS,
)
_AMENDMENT_KEYS = (
    "key",
    "amends",
    "name_vi",
    "name_en",
    "document",
    "valid_from",
    "valid_to",
    "note",
    "expected",
    "substitutions",
    "replaced",
)
_SET_KEYS = (
    *(k for k in _AMENDMENT_KEYS if k not in ("amends", "replaced")),
    "unit_level",
    "tier",
    "presupposes_tier",
    "counted_kinds",
    "not_applicable_counts",
    "basically_met_counts",
    "groups",
    "bands",
    "criteria",
)


def read_set(entry: Entry, sectors: Sectors) -> SetDefinition:
    """A set that is written out whole."""
    entry.allow(*_SET_KEYS)
    start = entry.day("valid_from")
    context = _context(entry)
    definition = SetDefinition(
        key=entry.text("key"),
        unit_level=entry.choice("unit_level", UnitLevel.values),
        tier=entry.choice("tier", Tier.values),
        name_vi=entry.text("name_vi"),
        name_en=entry.text("name_en"),
        document=context.document,
        valid_from=start,
        valid_to=entry.day("valid_to", None),
        presupposes_tier=entry.choice("presupposes_tier", Tier.values, ""),
        counted_kinds=tuple(_kind(kind) for kind in entry.items("counted_kinds")),
        not_applicable_counts=entry.flag("not_applicable_counts", True),
        basically_met_counts=entry.flag("basically_met_counts"),
        note=entry.text("note", ""),
        groups=tuple(_group(group) for group in entry.items("groups")),
        bands=tuple(_band(band) for band in entry.items("bands")),
        criteria=tuple(
            _criterion(criterion, context, sectors, start)
            for criterion in entry.items("criteria")
        ),
        substitutions=_substitutions(entry, context),
        where=entry.where,
    )
    _refuse_unexpected(entry, definition)
    return definition


def read_amendment(entry: Entry, base: SetDefinition) -> SetDefinition:
    """A set that says only what differs from the one it amends; the rest is copied."""
    entry.allow(*_AMENDMENT_KEYS)
    context = _context(entry)
    new = _replaced(entry, base, context)
    definition = replace(
        base,
        key=entry.text("key"),
        amends=base.key,
        name_vi=entry.text("name_vi"),
        name_en=entry.text("name_en"),
        document=context.document,
        valid_from=context.valid_from,
        valid_to=entry.day("valid_to", None),
        note=entry.text("note", ""),
        criteria=tuple(
            replace(
                criterion,
                indicators=tuple(new.get(i.code, i) for i in criterion.indicators),
            )
            for criterion in base.criteria
        ),
        substitutions=base.substitutions + _substitutions(entry, context),
        where=entry.where,
    )
    _refuse_unexpected(entry, definition)
    return definition


def _replaced(
    entry: Entry, base: SetDefinition, context: Context
) -> dict[str, IndicatorDefinition]:
    """The indicators that are asked differently, by the code that they keep."""
    known = {i.code for c in base.criteria for i in c.indicators}
    new = {}
    for item in entry.items("replaced"):
        indicator = _indicator(item, context)
        if indicator.code not in known:
            raise item.problem(f"{base.key} không có chỉ tiêu {indicator.code}")
        new[indicator.code] = indicator
    return new


def _context(entry: Entry) -> Context:
    """Levels of a set are national, and last as long as nothing replaces them."""
    return Context(
        document=entry.text("document"),
        layer="national",
        valid_from=entry.day("valid_from"),
    )


def _criterion(
    entry: Entry, context: Context, sectors: Sectors, start: dt.date
) -> CriterionDefinition:
    entry.allow("number", "group", "name_vi", "name_en", "leads", "indicators")
    leads = [
        lead for item in entry.items("leads") for lead in _leads(item, sectors, start)
    ]
    return CriterionDefinition(
        number=entry.number("number"),
        group=entry.text("group"),
        name_vi=entry.text("name_vi"),
        name_en=entry.text("name_en"),
        leads=tuple(leads),
        indicators=tuple(_indicator(i, context) for i in entry.items("indicators")),
    )


def _indicator(entry: Entry, context: Context) -> IndicatorDefinition:
    entry.allow(*_INDICATOR_KEYS)
    here = context.under(entry)
    return IndicatorDefinition(
        code=entry.text("code"),
        name_vi=entry.text("name_vi"),
        name_en=entry.text("name_en"),
        measure=entry.text("measure", ""),
        operator=entry.choice("operator", Operator.values, ""),
        combine=entry.choice("combine", Combine.values, ""),
        at_least=entry.number("at_least", None),
        may_not_apply=entry.flag("may_not_apply"),
        is_delegated=entry.flag("is_delegated"),
        note=entry.text("note", ""),
        parts=tuple(_indicator(part, here) for part in entry.items("parts")),
        levels=read_levels(entry, here),
        where=entry.where,
    )


def _leads(entry: Entry, sectors: Sectors, start: dt.date) -> list[LeadDefinition]:
    is_plain = isinstance(entry.value, str)
    if not is_plain:
        entry.allow("sector", "note")
    sector = entry.value if is_plain else entry.text("sector")
    note = "" if is_plain else entry.text("note", "")
    if sector not in sectors:
        raise entry.problem(f"không có lĩnh vực “{sector}” trong các tệp")
    return [
        LeadDefinition(sector, n.name_vi, max(start, n.starts or start), n.ends, note)
        for n in sectors[sector]
        if n.ends is None or n.ends > start
    ]


def _substitutions(
    entry: Entry, context: Context
) -> tuple[SubstitutionDefinition, ...]:
    return tuple(_substitution(item, context) for item in entry.items("substitutions"))


def _substitution(entry: Entry, context: Context) -> SubstitutionDefinition:
    entry.allow(
        "scheme",
        "value",
        "effective_region",
        "document",
        "valid_from",
        "valid_to",
        "status",
        "text_vi",
        "text_en",
    )
    return SubstitutionDefinition(
        scheme=entry.choice("scheme", Scheme.values),
        value=entry.text("value"),
        effective_region=entry.choice("effective_region", list(REGION_NAMES)),
        document=entry.text("document", context.document),
        valid_from=entry.day("valid_from", context.valid_from),
        valid_to=entry.day("valid_to", None),
        status=entry.choice("status", Trust.values),
        text_vi=entry.text("text_vi"),
        text_en=entry.text("text_en", ""),
    )


def _group(entry: Entry) -> GroupDefinition:
    entry.allow("code", "name_vi", "name_en")
    return GroupDefinition(
        entry.text("code"), entry.text("name_vi"), entry.text("name_en")
    )


def _band(entry: Entry) -> tuple[int, int]:
    limits = [limit.value for limit in entry.listed()]
    if len(limits) != 2 or not all(type(limit) is int for limit in limits):
        raise entry.problem("phải gồm hai số: [từ, đến]")
    return limits[0], limits[1]


def _kind(entry: Entry) -> str:
    if entry.value not in UnitKind.values:
        raise entry.problem(f"“{entry.value}” không phải loại đơn vị")
    return str(entry.value)


def _refuse_unexpected(entry: Entry, definition: SetDefinition) -> None:
    """The counts that the act is known by must be those of the file."""
    expected = entry.at("expected")
    expected.allow("criteria", "indicators")
    found = {
        "criteria": len(definition.criteria),
        "indicators": sum(len(c.indicators) for c in definition.criteria),
    }
    for key, count in found.items():
        wanted = expected.number(key)
        if wanted != count:
            raise expected.at(key).problem(f"ghi {wanted}, trong tệp có {count}")
