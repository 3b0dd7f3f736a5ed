"""Which levels of the files are new, which correct others, which are left alone."""

from collections.abc import Iterable, Iterator

from communes.choices import UnitLevel
from communes.models import UnitVersion
from criteria import actions
from criteria.actions.sets import new_level
from criteria.book import level_row
from criteria.definitions import LevelDefinition, ProvinceReference
from criteria.imports.reading import FileProblem
from criteria.imports.steps import Step, remark
from criteria.models import CriteriaSet, Indicator, Level
from criteria.rules.levels import would_tie
from documents.models import Document


def level_steps(
    criteria_set: CriteriaSet,
    levels: Iterable[tuple[str, LevelDefinition]],
    province_id: int | None = None,
) -> Iterator[Step]:
    """What to do so that a set has these levels, given by leaf code.

    A person's work wins: a level that somebody verified, or corrected by another,
    stays. The files add levels and correct those that only files have written.
    """
    leaves = {
        leaf.code: leaf
        for leaf in Indicator.objects.filter(criterion__criteria_set=criteria_set)
    }
    rows: dict[int, list[Level]] = {}
    stored = Level.objects.filter(indicator__criterion__criteria_set=criteria_set)
    for level in stored.select_related("document"):
        rows.setdefault(level.indicator_id, []).append(level)
    for code, definition in levels:
        leaf = leaves[code]
        name = f"{criteria_set.key}, {code}, {_case_in_words(definition)}"
        step = _step(name, leaf, definition, rows.get(leaf.pk, []), province_id)
        if step is not None:
            yield step


def province_id_of(reference: ProvinceReference, where: str) -> int:
    """The province that a file names."""
    versions = UnitVersion.objects.filter(
        unit__level=UnitLevel.PROVINCE, code=reference.code, name=reference.name
    )
    found = set(versions.values_list("unit_id", flat=True))
    if len(found) != 1:
        raise FileProblem(
            where,
            f"không thấy đúng một tỉnh {reference.name}, mã {reference.code}; hãy nạp "
            "đơn vị hành chính trước",
        )
    return int(found.pop())


def _step(
    name: str,
    leaf: Indicator,
    definition: LevelDefinition,
    rows: list[Level],
    province_id: int | None,
) -> Step | None:
    wanted = _case(_unsaved(definition, leaf, province_id))
    same = [row for row in rows if _case(row) == wanted]
    if any(_says(row, definition) for row in same):
        return None
    live = next((row for row in same if row.superseded_by_id is None), None)
    if live is None and same:
        return remark(f"{name}: đã được thay trên cổng, giữ nguyên")
    if live is not None and live.verified_by_id is not None:
        return remark(f"{name}: đã có người đối chiếu, giữ {_number(live.value)}")
    _refuse_ties(definition, [row for row in rows if row != live], province_id)
    value = _number(definition.value)
    if live is None:
        return Step(
            f"{name}: thêm mức {value}",
            lambda: actions.append_level(level=_level(definition, leaf, province_id)),
        )
    return Step(
        f"{name}: thay mức {_number(live.value)} bằng {value}, {definition.status}",
        lambda: actions.supersede_level(
            live, correction=_level(definition, leaf, province_id)
        ),
    )


def _level(
    definition: LevelDefinition, leaf: Indicator, province_id: int | None
) -> Level:
    document = Document.objects.get(key=definition.document)
    return new_level(definition, leaf, document, province_id)


def _unsaved(
    definition: LevelDefinition, leaf: Indicator, province_id: int | None
) -> Level:
    """To compare keys only: its document may not be written yet."""
    return new_level(definition, leaf, Document(key=definition.document), province_id)


def _case(level: Level) -> tuple[object, ...]:
    return (
        level.layer,
        level.province_id,
        level.region,
        level.year,
        level.group,
        level.attribute_scheme,
        level.attribute_value,
        level.valid_from,
    )


def _says(row: Level, definition: LevelDefinition) -> bool:
    """Whether the row once was, or is, what the file says."""
    return (
        row.value == definition.value
        and row.status == definition.status
        and row.document.key == definition.document
        and row.valid_to == definition.valid_to
        and row.source_note == definition.source_note
    )


def _refuse_ties(
    definition: LevelDefinition, rows: list[Level], province_id: int | None
) -> None:
    new = definition.as_row(0, province_id)
    ties = would_tie(new, [level_row(row) for row in rows])
    if ties:
        raise FileProblem(
            definition.where,
            f"trên cổng đã có mức {_number(ties[0].value)} ({ties[0].document}) cho "
            "trường hợp này; hãy thay mức ấy trên cổng hoặc đổi khóa trong tệp",
        )


def _case_in_words(definition: LevelDefinition) -> str:
    keys = definition.keys
    attribute = f"{keys.attribute_scheme}={keys.attribute_value}"
    words = [
        keys.region,
        str(keys.year or ""),
        keys.group,
        attribute if keys.attribute_scheme else "",
    ]
    return " ".join(filter(None, words)) or "mọi xã"


def _number(value: object) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
