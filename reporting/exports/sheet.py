"""One table as a file: CSV for machines, Excel for offices, always with its source."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from reporting.reports.provenance import Source

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A cell that begins so would run as a formula in a spreadsheet.
_UNSAFE = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | Decimal | None


class Cited(Protocol):
    """Where the figures of a table are from, in sentences and documents."""

    @property
    def sentences(self) -> list[str]: ...

    @property
    def documents(self) -> tuple[Source, ...]: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page shows: text stays text (codes keep their zeros), None is empty."""

    name: str
    title: str
    columns: list[str]
    rows: list[list[Cell]]
    provenance: Cited

    @property
    def notes(self) -> list[str]:
        """Where the figures are from, a line each."""
        p = self.provenance
        sources = [f"{d.label} {d.url}".strip() for d in p.documents]
        return [self.title, *(line for line in p.sentences if line), *sources]


def sheet_response(sheet: Sheet, kind: str) -> HttpResponse:
    """The file as a download; `kind` is one of FORMATS."""
    content = as_csv(sheet) if kind == "csv" else as_xlsx(sheet)
    response = HttpResponse(content, content_type=FORMATS[kind])
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.{kind}"'
    return response


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, for Excel; the notes follow the table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(_safe, sheet.columns))
    writer.writerows(map(_safe, row) for row in sheet.rows)
    writer.writerow([])
    writer.writerows([_safe(note)] for note in sheet.notes)
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: Cell) -> Cell:
    is_unsafe = isinstance(cell, str) and cell.startswith(_UNSAFE)
    return f"'{cell}" if is_unsafe else cell


def as_xlsx(sheet: Sheet) -> bytes:
    """A workbook: the table under its title, and a second sheet with the source."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options | {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        page = book.add_worksheet(_("Số liệu"))
        page.write_string(0, 0, sheet.title, bold)
        page.write_string(1, 0, " ".join(sheet.provenance.sentences[:2]))
        for column, label in enumerate(sheet.columns):
            page.write_string(3, column, label, head)
        for (row, column), cell in _cells(sheet):
            if isinstance(cell, str):
                page.write_string(row, column, cell)
            else:
                page.write_number(row, column, cell)
        page.freeze_panes(4, 1)
        for column, width in enumerate(_widths(sheet)):
            page.set_column(column, column, width)
        source = book.add_worksheet(_("Nguồn"))
        source.set_column(0, 0, 100)
        for row, note in enumerate(sheet.notes):
            source.write_string(row, 0, note)
    return out.getvalue()


def _cells(sheet: Sheet) -> Iterator[tuple[tuple[int, int], str | int | Decimal]]:
    for y, row in enumerate(sheet.rows, start=4):
        for x, cell in enumerate(row):
            if cell is not None:
                yield (y, x), cell


def _widths(sheet: Sheet) -> Iterator[int]:
    for column, label in enumerate(sheet.columns):
        longest = max((len(str(row[column] or "")) for row in sheet.rows), default=0)
        yield max(6, min(40, longest + 2), min(14, len(label) + 2))
