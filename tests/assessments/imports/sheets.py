"""Small sheets for tests of the import, as offices would write them."""

import csv
import io
from types import SimpleNamespace
from typing import Any

import openpyxl

from assessments.actions.documents import Citation
from assessments.imports.plan import ImportPlan, Upload, plan_import
from assessments.models import (
    Assessment,
    CriterionResult,
    IndicatorResult,
    PublishedFigure,
    ResultEvent,
)
from documents.models import Document
from tests.builders import (
    make_commune,
    make_criterion,
    make_district,
    make_document,
    make_indicator,
    make_level,
    make_membership,
    make_period,
    make_period_set,
    make_province,
    make_set,
    publish,
)

NAMES = ["Sĩ Bình", "Vũ Muộn", "Cẩm Giàng", "Tân Tú"]


def make_law():
    """Criteria 1 (yes or no), 2 (share, count), 3 (a share coded "3"), 4 (parts)."""
    law = make_set(published=False)
    second, third = make_criterion(law, 2), make_criterion(law, 3)
    share = make_indicator(second, kind="percent")
    count = make_indicator(second, kind="count")
    alone = make_indicator(third, kind="percent", code="3")
    fourth = make_criterion(law, 4)
    whole = make_indicator(fourth, combine="all")
    parts = [
        make_indicator(fourth, kind="percent", code=f"4.1{letter}", parent=whole)
        for letter in "ab"
    ]
    for leaf in (share, alone, *parts):
        leaf.measure.decimals = 2
        leaf.measure.save()
    for leaf, level in ((share, 80), (count, 2), (alone, 5), *((p, 80) for p in parts)):
        make_level(leaf, value=level)
    publish(law)
    return law


def make_office(communes: int = 3):
    """A province of one district, its period, and a coordinator of it."""
    province = make_province()
    district = make_district(parent=province, province=province)
    names = [*NAMES, *(f"Xã số {n}" for n in range(4, communes))][:communes]
    units = [
        make_commune(name, parent=district, code=f"0{1800 + n}")
        for n, name in enumerate(names)
    ]
    law = make_law()
    period = make_period()
    return SimpleNamespace(
        province=province,
        district=district,
        communes=units,
        names=names,
        law=law,
        period=period,
        period_set=make_period_set(period, law),
        document=make_document(kind="report", number="12/BC-UBND"),
        coordinator=make_membership(role="coordinator", unit=province).user,
    )


def xlsx(*rows: list[Any], name: str = "Sheet1", touch=lambda sheet: None) -> bytes:
    """A workbook of one sheet; `touch` may spoil it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    touch(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_file(*rows: list[str], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def upload(office, content: bytes, file_name: str = "bang.xlsx", **over: Any) -> Upload:
    said = {
        "province": office.province,
        "period_set": office.period_set,
        "citation": Citation(key=office.document.key),
        **over,
    }
    return Upload(file_name=file_name, content=content, **said)


def plan(office, *rows: list[Any], **over: Any) -> ImportPlan:
    """The plan of a workbook of these rows."""
    return plan_import(upload(office, xlsx(*rows), **over))


def refused(found: ImportPlan) -> list[tuple[str, str]]:
    return [(refusal.place, refusal.reason) for refusal in found.refusals]


def written() -> list[int]:
    """How many rows there are of everything that an import may write."""
    models = (
        Assessment,
        CriterionResult,
        IndicatorResult,
        ResultEvent,
        PublishedFigure,
        Document,
    )
    return [model.objects.count() for model in models]
