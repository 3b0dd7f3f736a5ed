"""Whether a published set still is what its file says."""

from collections.abc import Iterator
from typing import Any

from criteria.definitions import IndicatorDefinition, SetDefinition
from criteria.models import CriteriaSet, Indicator

# What a row of the structure is compared by, with the words for a difference.
Rows = dict[str, tuple[Any, ...]]


def differences(criteria_set: CriteriaSet, definition: SetDefinition) -> list[str]:
    """What differs in structure, in words; empty if nothing does."""
    stored, wanted = _stored(criteria_set), _wanted(definition)
    missing = [f"{name} chỉ có trong tệp" for name in wanted if name not in stored]
    extra = [f"{name} chỉ có trên cổng" for name in stored if name not in wanted]
    changed = [
        f"{name} khác với trên cổng"
        for name, row in wanted.items()
        if name in stored and stored[name] != row
    ]
    return [*missing, *extra, *changed]


def _stored(criteria_set: CriteriaSet) -> Rows:
    amends = criteria_set.amends
    own = (
        criteria_set.unit_level,
        criteria_set.tier,
        criteria_set.document.key,
        criteria_set.valid_from,
        amends.key if amends else "",
        criteria_set.presupposes_tier,
        tuple(criteria_set.counted_kinds),
    )
    return {"bộ": own, **dict(_stored_parts(criteria_set))}


def _stored_parts(criteria_set: CriteriaSet) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for group in criteria_set.groups.all():
        yield f"nhóm {group.code}", (group.name_vi, group.name_en, group.position)
    for band in criteria_set.bands.all():
        yield f"khoảng {band.minimum}-{band.maximum}", ()
    for criterion in criteria_set.criteria.select_related("group"):
        row = (criterion.group.code, criterion.name_vi, criterion.name_en)
        yield f"tiêu chí {criterion.number}", row
    indicators = Indicator.objects.filter(criterion__criteria_set=criteria_set)
    for indicator in indicators.select_related("criterion", "parent", "measure"):
        parent, measure = indicator.parent, indicator.measure
        place = (
            indicator.criterion.number,
            indicator.position,
            parent.code if parent else "",
            measure.key if measure else "",
        )
        yield f"chỉ tiêu {indicator.code}", (*place, *_asked(indicator))


def _wanted(definition: SetDefinition) -> Rows:
    own = (
        definition.unit_level,
        definition.tier,
        definition.document,
        definition.valid_from,
        definition.amends,
        definition.presupposes_tier,
        definition.counted_kinds,
    )
    return {"bộ": own, **dict(_wanted_parts(definition))}


def _wanted_parts(definition: SetDefinition) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for position, group in enumerate(definition.groups, start=1):
        yield f"nhóm {group.code}", (group.name_vi, group.name_en, position)
    for minimum, maximum in definition.bands:
        yield f"khoảng {minimum}-{maximum}", ()
    for criterion in definition.criteria:
        row = (criterion.group, criterion.name_vi, criterion.name_en)
        yield f"tiêu chí {criterion.number}", row
        parents = {p.code: i.code for i in criterion.walk() for p in i.parts}
        for position, indicator in enumerate(criterion.walk(), start=1):
            parent = parents.get(indicator.code, "")
            place = (criterion.number, position, parent, indicator.measure)
            yield f"chỉ tiêu {indicator.code}", (*place, *_asked(indicator))


def _asked(indicator: Indicator | IndicatorDefinition) -> tuple[Any, ...]:
    return (
        indicator.name_vi,
        indicator.name_en,
        indicator.operator,
        indicator.combine,
        indicator.at_least,
        indicator.may_not_apply,
        indicator.is_delegated,
        indicator.note,
    )
