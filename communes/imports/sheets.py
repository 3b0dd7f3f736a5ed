"""Reading a CSV file strictly, with the place of every fault."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: file, line (header = 1), column and reason."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.reason}"


class UnitsFileError(Exception):
    """The files cannot be loaded; `problems` tell where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its place; `row["code"]` gives a cell without outer spaces."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(self, column: str, reason: str) -> Problem:
        """A fault of this row."""
        return Problem(self.file, self.line, column, reason)


@dataclass
class Folder:
    """The folder of files, and the problems met so far.

    `document_keys` are the keys of the documents by their printed numbers.
    """

    path: Path
    problems: list[Problem] = field(default_factory=list)
    document_keys: dict[str, str] = field(default_factory=dict)

    def rows(self, name: str, columns: list[str]) -> list[Row]:
        """Rows of a file that has these columns; faults go to `problems`."""
        try:
            text = (self.path / name).read_bytes().decode("utf-8-sig")
        except OSError:
            return self._refuse(name, 1, "", _("không có tệp này"))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            return self._refuse(name, line, "", _("không phải UTF-8"))
        reader = csv.DictReader(io.StringIO(text, newline=""))
        for column in columns:
            if column not in (reader.fieldnames or []):
                return self._refuse(name, 1, column, _("thiếu cột này"))
        return list(self._checked(name, reader))

    def _checked(self, name: str, reader: csv.DictReader) -> Iterator[Row]:
        for cells in reader:
            if None in cells or None in cells.values():
                reason = _("số ô của dòng khác số cột")
                self.problems.append(Problem(name, reader.line_num, "", reason))
                continue
            clean = {column: cell.strip() for column, cell in cells.items()}
            yield Row(name, reader.line_num, clean)

    def _refuse(self, name: str, line: int, column: str, reason: str) -> list[Row]:
        self.problems.append(Problem(name, line, column, reason))
        return []

    def refuse(self, row: Row, column: str, reason: str, **words: object) -> None:
        """Note a fault of a row; `%(value)s` in the reason is the cell."""
        said = {"value": row[column], **words}
        self.problems.append(row.problem(column, reason % said))

    def refuse_twice(self, rows: list[Row], column: str) -> None:
        """A key that stands in two rows is a fault of the second."""
        seen: dict[str, int] = {}
        for row in rows:
            line = seen.setdefault(row[column], row.line)
            if line != row.line:
                self.refuse(
                    row, column, _("“%(value)s” đã có ở dòng %(line)s"), line=line
                )

    def day(self, row: Row, column: str) -> dt.date | None:
        """The day in a cell; None where it is empty, or wrong and told."""
        if not row[column]:
            return None
        try:
            return dt.date.fromisoformat(row[column])
        except ValueError:
            self.refuse(row, column, _("“%(value)s” không phải ngày như 2020-02-01"))
            return None

    def document(self, row: Row, column: str) -> str:
        """The key of the document whose number is in a cell."""
        key = self.document_keys.get(row[column], "")
        if not key:
            self.refuse(row, column, _("không có văn bản “%(value)s”"))
        return key

    def finish(self) -> None:
        """Raise when anything was wrong."""
        if self.problems:
            raise UnitsFileError(self.problems)
