"""Publish a set whole, and keep what may change of it up to date."""

from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction

from communes.clock import now
from criteria.definitions import (
    CriterionDefinition,
    IndicatorDefinition,
    LeadDefinition,
    LevelDefinition,
    SetDefinition,
    SubstitutionDefinition,
)
from criteria.models import (
    Band,
    CriteriaSet,
    Criterion,
    CriterionGroup,
    CriterionLead,
    Indicator,
    Level,
    Measure,
    SubstitutionRule,
)
from documents.models import Document


@transaction.atomic
def publish_set(*, definition: SetDefinition) -> CriteriaSet:
    """Write a set with its levels and publish it; from then on its structure stays."""
    criteria_set = _draft(definition)
    groups = _write_groups(criteria_set, definition)
    Band.objects.bulk_create(
        Band(criteria_set=criteria_set, minimum=minimum, maximum=maximum)
        for minimum, maximum in definition.bands
    )
    measures = {measure.key: measure for measure in Measure.objects.all()}
    for entry in definition.criteria:
        _write_criterion(criteria_set, entry, groups[entry.group], measures)
    for rule in definition.substitutions:
        put_substitution(criteria_set=criteria_set, definition=rule)
    _write_levels(criteria_set, definition)
    criteria_set.published_at = now()
    criteria_set.save(update_fields=["published_at"])
    return criteria_set


@transaction.atomic
def describe_set(
    *, criteria_set: CriteriaSet, definition: SetDefinition
) -> CriteriaSet:
    """Word a set anew, or give it its last day."""
    criteria_set.name_vi = definition.name_vi
    criteria_set.name_en = definition.name_en
    criteria_set.note = definition.note
    criteria_set.valid_to = definition.valid_to
    criteria_set.full_clean()
    criteria_set.save(update_fields=["name_vi", "name_en", "note", "valid_to"])
    return criteria_set


@transaction.atomic
def put_lead(*, criterion: Criterion, definition: LeadDefinition) -> CriterionLead:
    """Say which department leads a criterion from a day on."""
    lead, _is_new = CriterionLead.objects.update_or_create(
        criterion=criterion,
        sector=definition.sector,
        valid_from=definition.valid_from,
        defaults={
            "name_vi": definition.name_vi,
            "note": definition.note,
            "valid_to": definition.valid_to,
        },
    )
    return lead


@transaction.atomic
def put_substitution(
    *, criteria_set: CriteriaSet, definition: SubstitutionDefinition
) -> SubstitutionRule:
    """Say which region's levels judge units of a class (vùng áp dụng)."""
    rule, _is_new = SubstitutionRule.objects.update_or_create(
        criteria_set=criteria_set,
        scheme=definition.scheme,
        value=definition.value,
        valid_from=definition.valid_from,
        defaults={
            "effective_region": definition.effective_region,
            "document": Document.objects.get(key=definition.document),
            "valid_to": definition.valid_to,
            "status": definition.status,
            "text_vi": definition.text_vi,
            "text_en": definition.text_en,
        },
    )
    return rule


def _draft(definition: SetDefinition) -> CriteriaSet:
    amends = definition.amends
    criteria_set = CriteriaSet(
        key=definition.key,
        unit_level=definition.unit_level,
        tier=definition.tier,
        name_vi=definition.name_vi,
        name_en=definition.name_en,
        document=Document.objects.get(key=definition.document),
        valid_from=definition.valid_from,
        valid_to=definition.valid_to,
        amends=CriteriaSet.objects.get(key=amends) if amends else None,
        presupposes_tier=definition.presupposes_tier,
        counted_kinds=list(definition.counted_kinds),
        not_applicable_counts=definition.not_applicable_counts,
        basically_met_counts=definition.basically_met_counts,
        note=definition.note,
    )
    criteria_set.full_clean()
    criteria_set.save()
    return criteria_set


def _write_groups(
    criteria_set: CriteriaSet, definition: SetDefinition
) -> dict[str, CriterionGroup]:
    return {
        group.code: CriterionGroup.objects.create(
            criteria_set=criteria_set,
            code=group.code,
            position=position,
            name_vi=group.name_vi,
            name_en=group.name_en,
        )
        for position, group in enumerate(definition.groups, start=1)
    }


def _write_criterion(
    criteria_set: CriteriaSet,
    entry: CriterionDefinition,
    group: CriterionGroup,
    measures: Mapping[str, Measure],
) -> None:
    criterion = Criterion.objects.create(
        criteria_set=criteria_set,
        group=group,
        number=entry.number,
        name_vi=entry.name_vi,
        name_en=entry.name_en,
    )
    for lead in entry.leads:
        put_lead(criterion=criterion, definition=lead)
    written: dict[str, Indicator] = {}
    for position, (indicator, parent) in enumerate(_in_order(entry.indicators), 1):
        written[indicator.code] = Indicator.objects.create(
            criterion=criterion,
            parent=written[parent] if parent else None,
            measure=measures[indicator.measure] if indicator.measure else None,
            position=position,
            **_own_fields(indicator),
        )


def _in_order(
    indicators: Iterable[IndicatorDefinition], parent: str = ""
) -> Iterator[tuple[IndicatorDefinition, str]]:
    """Indicators and parts in printed order, each with its parent's code."""
    for indicator in indicators:
        yield indicator, parent
        yield from _in_order(indicator.parts, indicator.code)


def _own_fields(indicator: IndicatorDefinition) -> dict[str, object]:
    return {
        "code": indicator.code,
        "name_vi": indicator.name_vi,
        "name_en": indicator.name_en,
        "operator": indicator.operator,
        "combine": indicator.combine,
        "at_least": indicator.at_least,
        "may_not_apply": indicator.may_not_apply,
        "is_delegated": indicator.is_delegated,
        "note": indicator.note,
    }


def _write_levels(criteria_set: CriteriaSet, definition: SetDefinition) -> None:
    documents = {document.key: document for document in Document.objects.all()}
    leaves = {
        leaf.code: leaf
        for leaf in Indicator.objects.filter(criterion__criteria_set=criteria_set)
    }
    Level.objects.bulk_create(
        new_level(level, leaves[entry.code], documents[level.document])
        for entry in definition.walk()
        for level in entry.levels
    )


def new_level(
    definition: LevelDefinition,
    indicator: Indicator,
    document: Document,
    province_id: int | None = None,
) -> Level:
    """A level that is not saved yet."""
    return Level(
        indicator=indicator,
        value=definition.value,
        document=document,
        layer=definition.layer,
        region=definition.keys.region,
        year=definition.keys.year,
        group=definition.keys.group,
        province_id=province_id,
        attribute_scheme=definition.keys.attribute_scheme,
        attribute_value=definition.keys.attribute_value,
        valid_from=definition.valid_from,
        valid_to=definition.valid_to,
        status=definition.status,
        source_note=definition.source_note,
    )
