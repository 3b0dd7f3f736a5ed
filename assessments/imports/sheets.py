"""A sheet as it was read: cells, their places, and what a reader must not trust."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

Value = object
Spot = tuple[int, int]


class SheetError(Exception):
    """The file cannot be read at all; one message, in the reader's words."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def letters(column: int) -> str:
    """The name of a column, 0 being A."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Marks:
    """What the cells of one sheet hide: faults, and shares printed as percent."""

    faults: dict[Spot, str] = field(default_factory=dict)
    percents: frozenset[Spot] = frozenset()
    merged: tuple[tuple[Spot, Spot], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells; row and column count from 0, places are as the office sees them.

    Rows of a workbook are equally long; a line of a CSV may be cut short.
    """

    name: str
    rows: list[list[Value]]
    marks: Marks = Marks()

    def place(self, row: int, column: int) -> str:
        """ "Sheet1!F7"."""
        return f"{self.name}!{letters(column)}{row + 1}"

    def cell(self, row: int, column: int) -> Value:
        """The value, "" where the row ends before the column."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def is_cut(self, row: int, header: int) -> bool:
        """Whether a row ends before its header does."""
        return 0 < len(self.rows[row]) < len(self.rows[header])

    @property
    def end(self) -> int:
        """The row after the last of the table: notes below a CSV, lines of one cell
        after an empty one, are not of it.
        """
        end = len(self.rows)
        while end and len(self.rows[end - 1]) < 2:
            end -= 1
        is_apart = end < len(self.rows) and not self.rows[end]
        return end if is_apart else len(self.rows)

    def until(self, end: int) -> "Sheet":
        """The rows before `end`, without what is merged below them."""
        merged = tuple(one for one in self.marks.merged if one[0][0] < end)
        marks = replace(self.marks, merged=merged)
        return replace(self, rows=self.rows[:end], marks=marks)

    def fault(self, row: int, column: int) -> str:
        """Why the cell cannot be used: an error value, a formula without a value."""
        return self.marks.faults.get((row, column), "")

    def merged_after(self, row: int) -> Spot | None:
        """The first cell of a merged range that reaches below `row`."""
        below = [start for start, end in self.marks.merged if end[0] > row]
        return min(below, default=None)


def is_blank(value: Value) -> bool:
    """Nothing written: never read as zero."""
    return value is None or (isinstance(value, str) and not value.strip())


def formula_without_value() -> str:
    """Said of a formula that was never calculated."""
    return _("công thức chưa có giá trị; mở tệp, tính lại và lưu rồi nộp")


def error_value() -> str:
    """Said of #N/A, #DIV/0! and the like."""
    return _("ô báo lỗi (#N/A, #DIV/0! …)")
