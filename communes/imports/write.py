"""Writing what the database lacks of a plan: all or nothing."""

from collections.abc import Callable, Iterable
from copy import copy
from itertools import islice
from typing import Any

from django.db import models, transaction

from communes.imports.compare import Difference
from communes.imports.plan import PlannedClass, PlannedUnit, PlannedVersion
from communes.models import (
    Classification,
    Succession,
    SuccessionLink,
    Unit,
    UnitVersion,
)
from documents.models import Document
from documents.wording import fill_english

BATCH = 2000

Step = Callable[[int], Any]


@transaction.atomic
def write(difference: Difference, step: Step = lambda _rows: None) -> None:
    """Write a difference; `step` hears how many rows each batch had.

    What ends is ended first, so that no day is ever told twice.
    """
    documents = _write_documents(difference, step)
    for pk, day, basis in difference.ended_versions:
        UnitVersion.objects.filter(pk=pk).update(valid_to=day, to_basis=basis)
    for pk, day in difference.ended_classes:
        Classification.objects.filter(pk=pk).update(valid_to=day)
    step(len(difference.ended_versions) + len(difference.ended_classes))
    ids = difference.unit_ids | _write_units(difference.units, step)
    versions = (_version(u, one, ids, documents) for u, one in difference.versions)
    _write(UnitVersion, versions, step)
    classes = (_class(one, ids, documents) for one in difference.classes)
    _write(Classification, classes, step)
    _write_successions(difference, ids, documents, step)


def _write(model: type[models.Model], rows: Iterable[Any], step: Step) -> list[Any]:
    made: list[Any] = []
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        made += model._default_manager.bulk_create(batch)
        step(len(batch))
    return made


def _write_documents(difference: Difference, step: Step) -> dict[str, Document]:
    for stored, words in difference.worded:
        fill_english(stored, words)
    step(len(difference.worded))
    # Copies: the plan stays as it was read.
    made = _write(Document, map(copy, difference.documents), step)
    return difference.stored_documents | {one.key: one for one in made}


def _write_units(units: list[PlannedUnit], step: Step) -> dict[int, int]:
    made = _write(Unit, (Unit(level=unit.level) for unit in units), step)
    return {id(unit): row.pk for unit, row in zip(units, made, strict=True)}


def _version(
    unit: PlannedUnit,
    planned: PlannedVersion,
    ids: dict[int, int],
    documents: dict[str, Document],
) -> UnitVersion:
    version = UnitVersion(
        unit_id=ids[id(unit)],
        code=planned.code,
        kind=planned.kind,
        parent_id=ids[id(planned.parent)] if planned.parent else None,
        province_id=ids[id(planned.province)] if planned.province else None,
        valid_from=planned.valid_from,
        valid_to=planned.valid_to,
        from_basis=planned.from_basis,
        to_basis=planned.to_basis,
        document=documents[planned.document],
    )
    version.set_name(planned.name)
    return version


def _class(
    one: PlannedClass, ids: dict[int, int], documents: dict[str, Document]
) -> Classification:
    return Classification(
        unit_id=ids[id(one.unit)],
        scheme=one.scheme,
        value=one.value,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        document=documents[one.document],
        basis=one.basis,
    )


def _write_successions(
    difference: Difference,
    ids: dict[int, int],
    documents: dict[str, Document],
    step: Step,
) -> None:
    new = difference.successions
    rows = (
        Succession(day=one.day, kind=one.kind, document=documents[one.document])
        for one in new
    )
    made = _write(Succession, rows, step)
    succession_ids = difference.succession_ids | {
        id(one): row.pk for one, row in zip(new, made, strict=True)
    }
    links = (
        SuccessionLink(
            succession_id=succession_ids[id(one)],
            predecessor_id=ids[id(link.predecessor)],
            successor_id=ids[id(one.successor)],
            extent=link.extent,
            detail=link.detail,
            is_main=link.is_main,
            basis=link.basis,
        )
        for one, link in difference.links
    )
    _write(SuccessionLink, links, step)
