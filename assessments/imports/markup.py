"""The XML inside .xlsx and .ods: what calamine does not tell, read with no trust.

Formulas without a value, error values, shares printed as percent, merged cells and
how far a sheet reaches. Entities and DOCTYPE are refused, nothing is kept but marks.
"""

import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from assessments.imports.limits import check_extent
from assessments.imports.sheets import (
    Marks,
    SheetError,
    Spot,
    error_value,
    formula_without_value,
)

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
BUILT_IN_PERCENT = {"9", "10"}
_QUOTED = re.compile(r'"[^"]*"|\\.')


def parse(stream: Any, start: Callable, end: Callable, text: Callable) -> None:
    """Feed the handlers; a DOCTYPE or broken XML is one SheetError."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attrs: start(_local(name), attrs)
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    try:
        parser.ParseFile(stream)
    except expat.ExpatError as error:
        raise SheetError(_("Tệp hỏng: nội dung bên trong không đọc được.")) from error


def _refuse_doctype(*_said: Any) -> None:
    raise SheetError(_("Tệp chứa khai báo DOCTYPE, không được nhận."))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def spot_of(reference: str) -> Spot:
    """ "F7" as (6, 5)."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise SheetError(_("Tệp hỏng: địa chỉ ô sai."))
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _nothing(*_said: Any) -> None:
    """Handler of what does not matter."""


def sheet_parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Parts of an .xlsx by sheet name."""
    ids: list[tuple[str, str]] = []
    targets: dict[str, str] = {}

    def sheet(name: str, attrs: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((v for k, v in attrs.items() if _local(k) == "id"), "")
            ids.append((attrs.get("name", ""), relation))

    def relation(name: str, attrs: dict[str, str]) -> None:
        if name == "Relationship":
            targets[attrs.get("Id", "")] = attrs.get("Target", "")

    with book.open("xl/workbook.xml") as stream:
        parse(stream, sheet, _nothing, _nothing)
    with book.open("xl/_rels/workbook.xml.rels") as stream:
        parse(stream, relation, _nothing, _nothing)
    found = {}
    for name, relation_id in ids:
        target = targets.get(relation_id, "")
        found[name] = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
    return found


def prints_percent(number_format: str) -> bool:
    """Whether a number format prints a share as percent."""
    return "%" in _QUOTED.sub("", number_format)


def percent_styles(book: zipfile.ZipFile) -> set[str]:
    """Numbers of the cell styles of an .xlsx that print a share as percent."""
    if "xl/styles.xml" not in book.namelist():
        return set()
    formats = set(BUILT_IN_PERCENT)
    styles: list[str] = []
    inside = []

    def start(name: str, attrs: dict[str, str]) -> None:
        if name == "numFmt" and prints_percent(attrs.get("formatCode", "")):
            formats.add(attrs.get("numFmtId", ""))
        elif name == "cellXfs":
            inside.append(name)
        elif name == "xf" and inside:
            styles.append(attrs.get("numFmtId", ""))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside.pop()

    with book.open("xl/styles.xml") as stream:
        parse(stream, start, end, _nothing)
    return {
        str(n) for n, number_format in enumerate(styles) if number_format in formats
    }


class XlsxMarks:
    """Collects the marks of one worksheet part."""

    def __init__(self, percent: set[str]) -> None:
        self.percent = percent
        self.faults: dict[Spot, str] = {}
        self.percents: set[Spot] = set()
        self.merged: list[tuple[Spot, Spot]] = []
        self.spot: Spot = (-1, -1)
        self.reach: Spot = (0, 0)
        self.cell: dict[str, str] = {}
        self.has_formula = self.has_value = self.in_value = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "row":
            row = int(attrs["r"]) - 1 if attrs.get("r", "").isdigit() else None
            self.spot = (self.spot[0] + 1 if row is None else row, -1)
        elif name == "c":
            self.cell = attrs
            row, column = self.spot
            self.spot = spot_of(attrs["r"]) if "r" in attrs else (row, column + 1)
            self.has_formula = self.has_value = False
        elif name == "f":
            self.has_formula = True
        elif name in {"v", "is"}:
            self.in_value = True
        elif name == "mergeCell":
            first, _colon, last = attrs.get("ref", "").partition(":")
            self.merged.append((spot_of(first), spot_of(last or first)))

    def text(self, data: str) -> None:
        if self.in_value and data:
            self.has_value = True

    def end(self, name: str) -> None:
        if name in {"v", "is"}:
            self.in_value = False
        elif name == "c":
            self._close_cell()

    def _close_cell(self) -> None:
        kind = self.cell.get("t", "n")
        if self.has_formula or self.has_value:
            self.reach = (
                max(self.reach[0], self.spot[0]),
                max(self.reach[1], self.spot[1]),
            )
            check_extent(*self.reach)
        if self.has_formula and not self.has_value and kind != "str":
            self.faults[self.spot] = formula_without_value()
        elif kind == "e":
            self.faults[self.spot] = error_value()
        elif kind == "n" and self.has_value and self.cell.get("s") in self.percent:
            self.percents.add(self.spot)

    def marks(self) -> Marks:
        return Marks(self.faults, frozenset(self.percents), tuple(self.merged))


def xlsx_marks(book: zipfile.ZipFile) -> dict[str, Marks]:
    """Marks of every worksheet of an .xlsx by sheet name."""
    percent = percent_styles(book)
    found = {}
    for name, part in sheet_parts(book).items():
        if part not in book.namelist():
            raise SheetError(
                _("Tệp hỏng: thiếu trang tính “%(name)s”.") % {"name": name}
            )
        marks = XlsxMarks(percent)
        with book.open(part) as stream:
            parse(stream, marks.start, marks.end, marks.text)
        found[name] = marks.marks()
    return found
