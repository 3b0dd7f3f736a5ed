"""What the pages of units are sent, from a territory of two districts."""

import datetime as dt
from typing import Any

from communes.models import Commune, District, Unit
from documents.models import Document
from tests.admin.steps import address
from tests.communes.territory import Territory

DAY = dt.date(2021, 3, 1)


def commune(unit: Unit) -> Commune:
    return Commune.objects.get(pk=unit.pk)


def district(unit: Unit) -> District:
    return District.objects.get(pk=unit.pk)


def by(document: Document, **said: Any) -> dict[str, Any]:
    return {"day": DAY.isoformat(), "document": document.pk, **said}


def rename(land: Territory, name: str = "Tân Tú") -> tuple[str, dict[str, Any]]:
    page = address(commune(land.si_binh), "doi-ten")
    return page, by(land.document, name=name)


def merge(land: Territory, **over: Any) -> tuple[str, dict[str, Any]]:
    page = address(commune(land.si_binh), "sap-nhap")
    said = {
        "unit_1": land.si_binh.pk,
        "unit_2": land.vu_muon.pk,
        "name": "Tân Tú",
        "kind": "xa",
        "code": "01978",
    }
    return page, by(land.document, **said | over)
