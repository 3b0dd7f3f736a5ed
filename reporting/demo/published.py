"""Loading what documents say: recognitions, figures, targets, plans, procedures."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from assessments.actions import recognise
from assessments.models import (
    Procedure,
    PublishedFigure,
    RecognitionCondition,
    RecognitionDecision,
    ReviewStep,
)
from communes.choices import UnitKind
from communes.models import Unit, UnitVersion
from documents.models import Document
from documents.wording import fill_english
from reporting.demo.plans import load_plans
from reporting.demo.rows import Row, rows_of
from reporting.models import Target


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


@transaction.atomic
def load_published(directory: Path, province: Unit) -> dict[str, int]:
    """Load the files of one province; returns how many rows were new, by file."""
    documents = _load_documents(rows_of(directory / "documents.csv"))

    def load(name: str, one: Callable[[Row], bool]) -> int:
        return sum(one(row) for row in rows_of(directory / name))

    return {
        "procedures": load("procedures.csv", lambda r: _procedure(r, documents)),
        "conditions": load("conditions.csv", _condition),
        "recognitions": load("recognitions.csv", lambda r: _recognition(r, documents)),
        "figures": load(
            "published-figures.csv", lambda r: _figure(r, documents, province)
        ),
        "targets": load("targets.csv", lambda r: _target(r, documents, province)),
        "plans": load_plans(directory / "plans.csv", documents, province),
    }


def _load_documents(rows: list[Row]) -> dict[str, Document]:
    for row in rows:
        said = {**row, "issued_on": _day(row["issued_on"])}
        said["read_on"] = _day(row["read_on"])
        _kept(Document, said, key=said.pop("key"))
    return {document.key: document for document in Document.objects.all()}


def _kept(model: Any, said: dict[str, Any], **key: Any) -> bool:
    """Whether a row is new; one that stands only gets the English that it lacks."""
    row, is_new = model.objects.get_or_create(**key, defaults=said)
    fill_english(row, said)
    return bool(is_new)


def _procedure(row: Row, documents: dict[str, Document]) -> bool:
    procedure, is_new = Procedure.objects.get_or_create(
        key=row["key"],
        defaults={
            "name": row["name"],
            "period_kind": row["period_kind"],
            "document": documents[row["document"]],
            "valid_from": _day(row["valid_from"]),
            "valid_to": _day(row["valid_to"]),
        },
    )
    if is_new:
        for position, step in enumerate(row["steps"].split("|"), 1):
            actor, name = step.split(":")
            ReviewStep.objects.create(
                procedure=procedure, position=position, actor=actor, name=name
            )
    return is_new


def _condition(row: Row) -> bool:
    return RecognitionCondition.objects.get_or_create(
        procedure=Procedure.objects.get(key=row["procedure"]),
        position=int(row["position"]),
        defaults={"name_vi": row["name_vi"], "name_en": row["name_en"]},
    )[1]


def _recognition(row: Row, documents: dict[str, Document]) -> bool:
    known_by = dt.date.fromisoformat(row["known_by"])
    unit = (
        UnitVersion.objects.in_force_on(known_by)
        .select_related("unit")
        .get(code=row["code"])
        .unit
    )
    stands = RecognitionDecision.objects.filter(
        unit=unit, tier=row["tier"], kind=row["kind"], known_by=known_by
    ).first()
    if stands is not None:
        fill_english(stands, row)
        return False
    recognise(
        unit=unit,
        tier=row["tier"],
        kind=row["kind"],
        year=_number(row["year"]),
        known_by=known_by,
        basis=row["basis"],
        document=documents[row["document"]],
        note=row["note"],
        note_en=row.get("note_en", ""),
    )
    return True


def _figure(row: Row, documents: dict[str, Document], province: Unit) -> bool:
    said = {
        "value": Decimal(row["value"]),
        "denominator": _number(row["denominator"]),
        "note": row["note"],
        "note_en": row.get("note_en", ""),
    }
    return _kept(
        PublishedFigure,
        said,
        unit=province,
        metric=row["metric"],
        tier=row["tier"],
        band_minimum=_number(row["band_minimum"]),
        band_maximum=_number(row["band_maximum"]),
        as_of=dt.date.fromisoformat(row["as_of"]),
        document=documents[row["document"]],
    )


def _target(row: Row, documents: dict[str, Document], province: Unit) -> bool:
    said = {
        "direction": row["direction"],
        "value": Decimal(row["value"]),
        "value_unit": row["value_unit"],
        "baseline_year": _number(row["baseline_year"]),
        "note": row["note"],
        "note_en": row.get("note_en", ""),
    }
    return _kept(
        Target,
        said,
        unit=province,
        metric=row["metric"],
        tier=row["tier"],
        year_from=int(row["year_from"]),
        year_to=int(row["year_to"]),
        applies_to=row["applies_to"],
        document=documents[row["document"]],
    )


def province_named(name: str, day: dt.date) -> Unit:
    """The province of that exact name in force on `day`."""
    return (
        UnitVersion.objects.in_force_on(day)
        .select_related("unit")
        .get(name=name, kind__in=[UnitKind.TINH, UnitKind.THANH_PHO_TW])
        .unit
    )
