"""The content of an .ods: marks by sheet, and refusal of rows repeated to no end."""

import zipfile

from assessments.imports.limits import check_extent
from assessments.imports.markup import parse
from assessments.imports.sheets import Marks, Spot, formula_without_value


class OdsMarks:
    """Collects the marks of all tables of content.xml."""

    def __init__(self) -> None:
        self.found: dict[str, Marks] = {}
        self.name = ""
        self.row = self.column = 0
        self.row_repeat = self.cell_repeat = 1
        self.attrs: dict[str, str] = {}
        self.in_cell = self.has_text = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        own = {key.rpartition(":")[2]: value for key, value in attrs.items()}
        if name == "table":
            self.name = own.get("name", "")
            self.faults: dict[Spot, str] = {}
            self.percents: set[Spot] = set()
            self.merged: list[tuple[Spot, Spot]] = []
            self.row = 0
            self.reach: Spot = (0, 0)
        elif name == "table-row":
            self.column = 0
            self.row_repeat = _times(own.get("number-rows-repeated"))
        elif name in {"table-cell", "covered-table-cell"}:
            self.attrs, self.in_cell, self.has_text = own, True, False
            self.cell_repeat = _times(own.get("number-columns-repeated"))

    def text(self, data: str) -> None:
        if self.in_cell and data.strip():
            self.has_text = True

    def end(self, name: str) -> None:
        if name in {"table-cell", "covered-table-cell"}:
            self._close_cell()
            self.in_cell = False
            self.column += self.cell_repeat
        elif name == "table-row":
            self.row += self.row_repeat
        elif name == "table":
            self.found[self.name] = Marks(
                self.faults, frozenset(self.percents), tuple(self.merged)
            )

    def _close_cell(self) -> None:
        kind = self.attrs.get("value-type", "")
        spot = (self.row, self.column)
        if kind or self.has_text or "formula" in self.attrs:
            self.reach = (
                max(self.reach[0], self.row + self.row_repeat - 1),
                max(self.reach[1], self.column + self.cell_repeat - 1),
            )
            check_extent(*self.reach)
            if "formula" in self.attrs and not kind:
                self.faults[spot] = formula_without_value()
            if kind == "percentage":
                self.percents.update(
                    (self.row + down, self.column + right)
                    for down in range(self.row_repeat)
                    for right in range(self.cell_repeat)
                )
        wide = _times(self.attrs.get("number-columns-spanned"))
        high = _times(self.attrs.get("number-rows-spanned"))
        if wide > 1 or high > 1:
            self.merged.append((spot, (self.row + high - 1, self.column + wide - 1)))


def _times(said: str | None) -> int:
    return int(said) if said and said.isdigit() and len(said) < 9 else 1


def ods_marks(book: zipfile.ZipFile) -> dict[str, Marks]:
    """Marks of every table of an .ods by sheet name."""
    marks = OdsMarks()
    with book.open("content.xml") as stream:
        parse(stream, marks.start, marks.end, marks.text)
    return marks.found
