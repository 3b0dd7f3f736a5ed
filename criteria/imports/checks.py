"""What must hold of a library before anything is written; no database is asked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.db.models import Model

from criteria.choices import Combine, Layer, MeasureKind, Trust
from criteria.definitions import (
    IndicatorDefinition,
    LevelDefinition,
    Library,
    MeasureDefinition,
    ProvincialLevels,
    SetDefinition,
)
from criteria.imports.reading import FileProblem
from criteria.models import (
    CriteriaSet,
    Criterion,
    CriterionGroup,
    CriterionLead,
    Indicator,
    Level,
    Measure,
    SubstitutionRule,
)
from criteria.rules.levels import LevelRow, find_ties
from documents.models import Document


def check(library: Library) -> list[FileProblem]:
    """Every problem of the library, in the order of the files."""
    return [
        *_shared_problems(library),
        *(p for s in library.sets.values() for p in _set_problems(s, library)),
        *(
            p
            for levels in library.provincial
            for p in _province_problems(levels, library)
        ),
        *_provincial_ties(library),
        *_check_problems(library),
    ]


def _shared_problems(library: Library) -> Iterator[FileProblem]:
    for document in library.documents.values():
        yield from _too_long(Document, document, f"documents: {document.key}")
    for measure in library.measures.values():
        where = f"measures: {measure.key}"
        yield from _too_long(Measure, measure, where)
        if measure.decimals not in range(5):
            yield FileProblem(where, "nhiều nhất 4 chữ số thập phân")
        if bool(measure.options) != (measure.kind == MeasureKind.CHOICE):
            yield FileProblem(
                where, "mức chọn (options) chỉ và luôn đi với kind choice"
            )
        if _twice(option.value for option in measure.options):
            yield FileProblem(where, "hai mức chọn có cùng giá trị")


def _check_problems(library: Library) -> Iterator[FileProblem]:
    """Rules about measures that no file defines."""
    for rule in library.checks.values():
        for key in filter(None, (rule.measure, rule.other)):
            if key not in library.measures:
                yield FileProblem(f"checks: {rule.key}", f"không có chỉ số đo {key}")


def _set_problems(found: SetDefinition, library: Library) -> Iterator[FileProblem]:
    yield from _too_long(CriteriaSet, found, found.where)
    yield from _unknown_document(found.document, found.where, library)
    if found.valid_to is not None and found.valid_to <= found.valid_from:
        yield FileProblem(f"{found.where}: valid_to", "phải sau valid_from")
    if not found.counted_kinds:
        yield FileProblem(f"{found.where}: counted_kinds", "còn thiếu")
    yield from _criterion_problems(found)
    yield from _band_problems(found)
    for rule in found.substitutions:
        where = f"{found.where}: substitutions"
        yield from _too_long(SubstitutionRule, rule, where)
        yield from _unknown_document(rule.document, where, library)
    for indicator in found.walk():
        yield from _indicator_problems(indicator, library)


def _criterion_problems(found: SetDefinition) -> Iterator[FileProblem]:
    groups = {group.code for group in found.groups}
    numbers = [criterion.number for criterion in found.criteria]
    if numbers != list(range(1, len(numbers) + 1)):
        yield FileProblem(f"{found.where}: criteria", "số phải liền nhau, từ 1")
    for group in found.groups:
        yield from _too_long(CriterionGroup, group, f"{found.where}: groups")
    for place, criterion in enumerate(found.criteria):
        where = f"{found.where}: criteria[{place}]"
        yield from _too_long(Criterion, criterion, where)
        if criterion.group not in groups:
            yield FileProblem(where, f"không có nhóm “{criterion.group}”")
        if not criterion.indicators:
            yield FileProblem(where, "không có chỉ tiêu nào")
        for lead in criterion.leads:
            yield from _too_long(CriterionLead, lead, where)
    for code in _twice(indicator.code for indicator in found.walk()):
        yield FileProblem(found.where, f"mã {code} có hai lần")


def _band_problems(found: SetDefinition) -> Iterator[FileProblem]:
    """Bands must count every possible number of criteria met exactly once."""
    covered = [n for low, high in found.bands for n in range(low, high + 1)]
    if sorted(covered) != list(range(len(found.criteria) + 1)):
        yield FileProblem(
            f"{found.where}: bands",
            f"phải phủ mỗi số từ 0 đến {len(found.criteria)} đúng một lần",
        )


def _indicator_problems(
    indicator: IndicatorDefinition, library: Library
) -> Iterator[FileProblem]:
    where = indicator.where
    yield from _too_long(Indicator, indicator, where)
    is_leaf = bool(indicator.measure and indicator.operator)
    is_composite = bool(indicator.combine and indicator.parts)
    either = bool(indicator.measure or indicator.operator) != bool(
        indicator.combine or indicator.parts
    )
    if not either or not (is_leaf or is_composite):
        yield FileProblem(where, "cần measure và operator, hoặc combine và parts")
        return
    if is_composite:
        yield from _composite_problems(indicator)
        return
    measure = library.measures.get(indicator.measure)
    if measure is None:
        reason = f"không có chỉ số đo “{indicator.measure}” trong các tệp"
        yield FileProblem(f"{where}.measure", reason)
        return
    for level in indicator.levels:
        yield from _level_problems(level, measure, library)
        if level.layer == Layer.PROVINCE:
            yield FileProblem(level.where, "mức của tỉnh phải ở tệp của tỉnh")
    yield from _ties(
        [level.as_row(n) for n, level in enumerate(indicator.levels)], where
    )


def _composite_problems(indicator: IndicatorDefinition) -> Iterator[FileProblem]:
    if indicator.levels:
        yield FileProblem(indicator.where, "mức phải ghi ở từng phần")
    needs = indicator.combine == Combine.AT_LEAST
    if needs and indicator.at_least not in range(1, len(indicator.parts) + 1):
        yield FileProblem(indicator.where, "at_least phải từ 1 đến số phần")
    if not needs and indicator.at_least is not None:
        yield FileProblem(indicator.where, "at_least chỉ đi với combine: at_least")


def _level_problems(
    level: LevelDefinition, measure: MeasureDefinition, library: Library
) -> Iterator[FileProblem]:
    yield from _too_long(Level, level.keys, level.where)
    yield from _unknown_document(level.document, level.where, library)
    if level.valid_to is not None and level.valid_to <= level.valid_from:
        yield FileProblem(level.where, "valid_to phải sau valid_from")
    reason = _misfit(level.value, measure)
    if reason:
        yield FileProblem(level.where, reason)
    document = library.documents.get(level.document)
    is_illustrative = level.status == Trust.ILLUSTRATIVE
    if document is not None and document.is_illustrative != is_illustrative:
        yield FileProblem(level.where, "văn bản minh họa và mức minh họa đi cùng nhau")


def _misfit(value: Decimal, measure: MeasureDefinition) -> str:
    """Why a value cannot be a level of this measure; empty if it can."""
    if measure.kind == MeasureKind.YES_NO and value not in (0, 1):
        return "mức của chỉ số đạt hoặc chưa là true hoặc false"
    if measure.kind == MeasureKind.PERCENT and not 0 <= value <= 100:
        return "tỷ lệ phải từ 0 đến 100"
    if measure.kind == MeasureKind.CHOICE and value not in {
        option.value for option in measure.options
    }:
        return f"“{value}” không phải một mức chọn của {measure.key}"
    if value != round(value, measure.decimals):
        return f"nhiều nhất {measure.decimals} chữ số thập phân"
    if abs(value) >= 10**10:
        return "số quá lớn"
    return ""


def _province_problems(
    found: ProvincialLevels, library: Library
) -> Iterator[FileProblem]:
    criteria_set = library.sets.get(found.set_key)
    if criteria_set is None:
        yield FileProblem(f"{found.where}.set", f"không có bộ “{found.set_key}”")
        return
    for code, level in found.levels:
        leaf = criteria_set.leaf(code)
        if leaf is None:
            reason = f"{found.set_key} không có chỉ tiêu {code} để ghi mức"
            yield FileProblem(level.where, reason)
        elif leaf.measure in library.measures:
            measure = library.measures[leaf.measure]
            yield from _level_problems(level, measure, library)


def _provincial_ties(library: Library) -> Iterator[FileProblem]:
    """No two files may give one province two levels for the same case."""
    rows: dict[tuple[str, str, str], list[LevelRow]] = {}
    for found in library.provincial:
        for code, level in found.levels:
            leaf = (found.set_key, found.province.code, code)
            same = rows.setdefault(leaf, [])
            same.append(level.as_row(len(same), province_id=0))
    for (set_key, province, code), same in rows.items():
        yield from _ties(same, f"tỉnh {province}, {set_key}, {code}")


def _ties(rows: list[LevelRow], where: str) -> Iterator[FileProblem]:
    for one, other in find_ties(rows):
        reason = f"hai mức cho cùng trường hợp: {one.value} và {other.value}"
        yield FileProblem(where, reason)


def _unknown_document(key: str, where: str, library: Library) -> Iterator[FileProblem]:
    if key not in library.documents:
        yield FileProblem(where, f"không có văn bản “{key}” trong các tệp")


def _too_long(model: type[Model], definition: Any, where: str) -> Iterator[FileProblem]:
    """Text that the column of the same name has no room for."""
    for field in fields(definition):
        text = getattr(definition, field.name)
        column = next((f for f in model._meta.fields if f.name == field.name), None)
        room = getattr(column, "max_length", None)
        if isinstance(text, str) and room is not None and len(text) > room:
            yield FileProblem(f"{where}.{field.name}", f"dài quá {room} chữ")


def _twice(values: Any) -> list[Any]:
    return [value for value, count in Counter(values).items() if count > 1]
