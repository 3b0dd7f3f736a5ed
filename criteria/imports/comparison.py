"""What a library would change in the database: steps that a command may run."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

from criteria import actions
from criteria.definitions import (
    CheckDefinition,
    DocumentDefinition,
    Library,
    MeasureDefinition,
    ProvincialLevels,
    SetDefinition,
)
from criteria.imports.level_steps import level_steps, province_id_of
from criteria.imports.reading import FileProblem
from criteria.imports.steps import Step, remark
from criteria.imports.structure import differences
from criteria.models import CheckRule, CriteriaSet, Criterion, Measure
from documents.models import Document
from documents.wording import english_lacking, fill_english

_WAY_OUT = (
    "cấu trúc đã công bố không đổi được; hãy làm một bộ mới, với khóa (key) mới, "
    "sửa đổi (amends) bộ này"
)


def compare(library: Library) -> list[Step]:
    """Every step, in the order in which they must run."""
    return [
        *(s for d in library.documents.values() for s in _document_steps(d)),
        *(s for m in library.measures.values() for s in _measure_steps(m)),
        *(s for c in library.sets.values() for s in _set_steps(c, library)),
        *(s for p in library.provincial for s in _provincial_steps(p, library)),
        *(s for c in library.checks.values() for s in _check_steps(c)),
    ]


def _document_steps(definition: DocumentDefinition) -> Iterator[Step]:
    document = Document.objects.filter(key=definition.key).first()
    name = f"văn bản {definition.key}"
    if document is None:
        add = partial(actions.add_document, definition=definition)
        yield Step(f"{name}: thêm", add)
        return
    words = asdict(definition)
    lacking = english_lacking(document, words)
    if lacking:
        fill = partial(fill_english, document, words)
        yield Step(f"{name}: điền tiếng Anh", fill)
    fields = [
        field
        for field in words
        if field not in lacking and getattr(document, field) != words[field]
    ]
    if fields:
        yield remark(f"{name}: trên cổng khác tệp ở {', '.join(fields)}, giữ nguyên")


def _measure_steps(definition: MeasureDefinition) -> Iterator[Step]:
    measure = Measure.objects.filter(key=definition.key).first()
    name = f"chỉ số đo {definition.key}"
    if measure is None:
        add = partial(actions.add_measure, definition=definition)
        yield Step(f"{name}: thêm", add)
        return
    options = tuple(measure.options.values_list("value", "name_vi", "name_en"))
    wanted = tuple((o.value, o.name_vi, o.name_en) for o in definition.options)
    if (measure.kind, options) != (definition.kind, wanted):
        raise FileProblem(name, "câu hỏi khác loại hoặc khác mức chọn cần một khóa mới")
    worded = ("name_vi", "name_en", "unit_vi", "unit_en", "decimals", "on_merger")
    if any(getattr(measure, f) != getattr(definition, f) for f in worded):
        change = partial(actions.change_measure, measure=measure, definition=definition)
        yield Step(f"{name}: đổi tên, đơn vị hoặc cách gộp", change)


def _check_steps(definition: CheckDefinition) -> Iterator[Step]:
    rule = CheckRule.objects.filter(key=definition.key).first()
    put = partial(actions.put_check, definition=definition)
    name = f"điểm cần xem kỹ {definition.key}"
    if rule is None:
        yield Step(f"{name}: thêm", put)
        return
    plain = {"kind", "limit", "example_value", "example_other", "valid_from"}
    measures = tuple(m.key if m else "" for m in (rule.measure, rule.other))
    if measures != (definition.measure, definition.other) or any(
        getattr(rule, f) != getattr(definition, f) for f in (*plain, "valid_to")
    ):
        yield Step(f"{name}: sửa", put)


def _set_steps(definition: SetDefinition, library: Library) -> Iterator[Step]:
    criteria_set = CriteriaSet.objects.filter(key=definition.key).first()
    if criteria_set is None:
        yield _publication(definition, library)
        return
    if criteria_set.published_at is None:
        raise FileProblem(
            definition.where,
            f"trên cổng có bản nháp {definition.key}; hãy công bố hoặc xóa bản ấy",
        )
    found = differences(criteria_set, definition)
    if found:
        some = "; ".join(found[:5])
        raise FileProblem(definition.where, f"{some}: {_WAY_OUT}")
    yield from _wording_steps(criteria_set, definition)
    yield from _lead_steps(criteria_set, definition)
    yield from _substitution_steps(criteria_set, definition)
    levels = [(i.code, level) for i in definition.walk() for level in i.levels]
    yield from level_steps(criteria_set, levels)


def _publication(definition: SetDefinition, library: Library) -> Step:
    base = definition.amends
    is_known = base in library.sets or CriteriaSet.objects.filter(key=base).exists()
    if base and not is_known:
        raise FileProblem(definition.where, f"hãy nạp cả bộ {base} mà bộ này sửa đổi")
    levels = sum(len(i.levels) for i in definition.walk())
    indicators = sum(len(c.indicators) for c in definition.criteria)
    return Step(
        f"bộ {definition.key}: công bố với {len(definition.criteria)} tiêu chí, "
        f"{indicators} chỉ tiêu, {levels} mức",
        partial(actions.publish_set, definition=definition),
        size=levels,
    )


def _wording_steps(
    criteria_set: CriteriaSet, definition: SetDefinition
) -> Iterator[Step]:
    worded = ("name_vi", "name_en", "note", "valid_to")
    if any(getattr(criteria_set, f) != getattr(definition, f) for f in worded):
        yield Step(
            f"bộ {definition.key}: đổi tên, ghi chú hoặc ngày hết hiệu lực",
            partial(
                actions.describe_set, criteria_set=criteria_set, definition=definition
            ),
        )


def _lead_steps(criteria_set: CriteriaSet, definition: SetDefinition) -> Iterator[Step]:
    criteria = {
        c.number: c for c in Criterion.objects.filter(criteria_set=criteria_set)
    }
    for entry in definition.criteria:
        criterion = criteria[entry.number]
        stored = {
            (lead.sector, lead.valid_from): (lead.name_vi, lead.note, lead.valid_to)
            for lead in criterion.leads.all()
        }
        for lead in entry.leads:
            row = (lead.name_vi, lead.note, lead.valid_to)
            if stored.get((lead.sector, lead.valid_from)) != row:
                yield Step(
                    f"bộ {definition.key}, tiêu chí {entry.number}: {lead.name_vi} phụ "
                    f"trách từ {lead.valid_from:%d/%m/%Y}",
                    partial(actions.put_lead, criterion=criterion, definition=lead),
                )


def _substitution_steps(
    criteria_set: CriteriaSet, definition: SetDefinition
) -> Iterator[Step]:
    stored = {
        (rule.scheme, rule.value, rule.valid_from): (
            rule.effective_region,
            rule.document.key,
            rule.valid_to,
            rule.status,
            rule.text_vi,
            rule.text_en,
        )
        for rule in criteria_set.substitutions.select_related("document")
    }
    for rule in definition.substitutions:
        row = (
            rule.effective_region,
            rule.document,
            rule.valid_to,
            rule.status,
            rule.text_vi,
            rule.text_en,
        )
        if stored.get((rule.scheme, rule.value, rule.valid_from)) != row:
            yield Step(
                f"bộ {definition.key}: vùng áp dụng của {rule.scheme}={rule.value} là "
                f"{rule.effective_region}",
                partial(
                    actions.put_substitution, criteria_set=criteria_set, definition=rule
                ),
            )


def _provincial_steps(found: ProvincialLevels, library: Library) -> Iterator[Step]:
    province_id = province_id_of(
        found.province, f"{found.where.partition(':')[0]}: province"
    )
    criteria_set = CriteriaSet.objects.filter(key=found.set_key).first()
    if criteria_set is not None:
        yield from level_steps(criteria_set, found.levels, province_id)
        return
    if found.set_key not in library.sets:
        raise FileProblem(f"{found.where}.set", f"hãy nạp cả bộ {found.set_key}")
    yield Step(
        f"{found.set_key}, tỉnh {found.province.name}: thêm {len(found.levels)} mức",
        partial(_write_provincial, found, province_id),
        size=len(found.levels),
    )


def _write_provincial(found: ProvincialLevels, province_id: int) -> None:
    criteria_set = CriteriaSet.objects.get(key=found.set_key)
    for step in level_steps(criteria_set, found.levels, province_id):
        if step.run is not None:
            step.run()
