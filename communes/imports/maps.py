"""Reading the folder of shipped maps into plans of layers."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from communes.actions.layers import LayerFacts
from communes.choices import DRAWN_LEVELS, LayerKind
from communes.errors import UnitsError
from communes.imports.boundaries import LayerPlan, plan_polygons, plan_tiles
from communes.imports.documents import document_rows, stored_documents, words_of
from communes.imports.geojson import GeoJsonError, read_features
from communes.imports.sheets import Folder, Row
from communes.reports import province_on
from documents.models import Document
from documents.wording import fill_english

COLUMNS = [
    "file",
    "kind",
    "level",
    "province",
    "valid_from",
    "valid_to",
    "document",
    "title",
    "licence",
    "caveat",
    "caveat_en",
]
TILE_COLUMNS = ["code", "row", "col"]


def store_documents(path: Path) -> dict[str, Document]:
    """The documents that the maps cite, by key; what is missing is written."""
    folder = Folder(path)
    wanted = document_rows(folder)
    folder.finish()
    found = stored_documents(wanted)
    for one in wanted:
        if one.key in found:
            fill_english(found[one.key], words_of(one))
        else:
            one.save()
            found[one.key] = one
    return found


def plan_maps(path: Path, documents: dict[str, Document]) -> list[LayerPlan]:
    """A plan for each layer of the folder; every fault is told with its place."""
    folder = Folder(path)
    plans = [
        _plan(row, folder, documents) for row in folder.rows("layers.csv", COLUMNS)
    ]
    folder.finish()
    return [plan for plan in plans if plan is not None]


def _plan(row: Row, folder: Folder, documents: dict[str, Document]) -> LayerPlan | None:
    facts = _facts(row, folder, documents)
    if facts is None:
        return None
    try:
        plan = _read(row, folder, facts)
    except OSError:
        folder.refuse(row, "file", _("không có tệp “%(value)s”"))
        return None
    except GeoJsonError as error:
        for problem in error.problems:
            folder.problems.append(row.problem("file", problem))
        return None
    for left in (*plan.unmatched, *plan.missing):
        reason = _("không khớp với đơn vị ngày ấy: %(left)s")
        folder.problems.append(row.problem("file", reason % {"left": left}))
    return plan


def _read(row: Row, folder: Folder, facts: LayerFacts) -> LayerPlan:
    if facts.kind == LayerKind.POLYGONS:
        return plan_polygons(
            facts, read_features((folder.path / row["file"]).read_bytes())
        )
    return plan_tiles(facts, _tiles(row["file"], folder))


def _tiles(name: str, folder: Folder) -> list[tuple[str, int, int]]:
    squares: dict[tuple[int, int], str] = {}
    rows = folder.rows(name, TILE_COLUMNS)
    folder.refuse_twice(rows, "code")
    for row in rows:
        wrong = [c for c in ("col", "row") if not re.fullmatch("[0-9]{1,3}", row[c])]
        if wrong:
            folder.refuse(row, wrong[0], _("“%(value)s” không phải số từ 0"))
            continue
        square = int(row["col"]), int(row["row"])
        if squares.setdefault(square, row["code"]) != row["code"]:
            folder.refuse(row, "col", _("ô này đã có %(code)s"), code=squares[square])
    return [(code, x, y) for (x, y), code in squares.items()]


def _facts(
    row: Row, folder: Folder, documents: dict[str, Document]
) -> LayerFacts | None:
    before = len(folder.problems)
    day = folder.day(row, "valid_from")
    until = folder.day(row, "valid_to")
    if row["kind"] not in LayerKind.values:
        folder.refuse(row, "kind", _("không có kiểu “%(value)s”"))
    if row["level"] not in DRAWN_LEVELS:
        folder.refuse(row, "level", _("không vẽ cấp “%(value)s”"))
    if row["document"] not in documents:
        folder.refuse(row, "document", _("không có văn bản “%(value)s”"))
    province_id = _province(row, folder, day)
    if day is None or len(folder.problems) > before:
        return None
    words: dict[str, Any] = {
        name: row[name]
        for name in ("level", "kind", "title", "licence", "caveat", "caveat_en")
    }
    return LayerFacts(
        **words,
        title_en=row.cells.get("title_en", ""),
        province_id=province_id,
        valid_from=day,
        valid_to=until,
        document_id=documents[row["document"]].pk,
        width=0,
        height=0,
    )


def _province(row: Row, folder: Folder, day: dt.date | None) -> int:
    if day is None:
        if not row["valid_from"]:
            folder.refuse(row, "valid_from", _("ô này không được để trống"))
        return 0
    try:
        return province_on(row["province"], day).unit_id
    except UnitsError as error:
        folder.problems.append(row.problem("province", error.message))
        return 0
