"""Documents and measures, which several sets share."""

from dataclasses import asdict

from django.db import transaction

from criteria.definitions import DocumentDefinition, MeasureDefinition
from criteria.models import Measure, MeasureOption
from documents.models import Document


@transaction.atomic
def add_document(*, definition: DocumentDefinition) -> Document:
    """Record a document that the law cites."""
    document = Document(**asdict(definition))
    document.full_clean()
    document.save()
    return document


@transaction.atomic
def add_measure(*, definition: MeasureDefinition) -> Measure:
    """Add a question (chỉ số đo) with its options."""
    measure = Measure(key=definition.key, kind=definition.kind)
    _describe(measure, definition)
    MeasureOption.objects.bulk_create(
        MeasureOption(measure=measure, **asdict(option))
        for option in definition.options
    )
    return measure


@transaction.atomic
def change_measure(*, measure: Measure, definition: MeasureDefinition) -> Measure:
    """Word a measure anew. What it asks and its kind stay: that is its key."""
    _describe(measure, definition)
    return measure


def _describe(measure: Measure, definition: MeasureDefinition) -> None:
    measure.name_vi = definition.name_vi
    measure.name_en = definition.name_en
    measure.unit_vi = definition.unit_vi
    measure.unit_en = definition.unit_en
    measure.decimals = definition.decimals
    measure.on_merger = definition.on_merger
    measure.full_clean()
    measure.save()
