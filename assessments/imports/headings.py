"""What the columns of an office's sheet are, by their headings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from assessments.imports.cells import text_of
from assessments.imports.sheets import Sheet, Value, is_blank
from communes.names import fold
from criteria.book import Book

HEADER_WITHIN = 20
# How far above the header row a heading may stand that spans several rows.
HEADER_DEPTH = 3


class Part(StrEnum):
    """What a column holds."""

    CODE = "code"
    NAME = "name"
    DISTRICT = "district"
    ORDER = "order"
    INDICATOR = "indicator"
    VALUE = "value"
    BASIS = "basis"
    NOTE = "note"
    REPORTED_CRITERIA = "reported_criteria"
    REPORTED_INDICATORS = "reported_indicators"
    REPORTED_BASICALLY_MET = "reported_basically_met"
    TOTAL = "total"
    LEAF = "leaf"
    CRITERION = "criterion"
    UNKNOWN = "unknown"


REPORTED = (
    Part.REPORTED_CRITERIA,
    Part.REPORTED_INDICATORS,
    Part.REPORTED_BASICALLY_MET,
)
# Headings as offices write them, folded. "Tổng số tiêu chí" is not among them: it may
# be how many the set has.
SYNONYMS: dict[Part, str] = {
    Part.CODE: "ma|ma xa|ma so xa|ma don vi|ma dvhc|ma don vi hanh chinh|code|"
    "ma so|commune code",
    Part.NAME: "xa|ten xa|ten don vi|don vi|don vi hanh chinh|ten|ten xa phuong|"
    "xa phuong thi tran|xa phuong|xa thi tran|ten xa phuong thi tran|dia phuong|"
    "commune|name",
    Part.DISTRICT: "huyen|ten huyen|quan huyen|huyen thanh pho|thuoc huyen|"
    "huyen thi xa thanh pho|huyen thanh pho thi xa|district",
    Part.ORDER: "stt|tt|so tt|so thu tu|no",
    Part.INDICATOR: "chi tieu|ma chi tieu|tieu chi|chi tieu tieu chi|"
    "tieu chi chi tieu|indicator",
    Part.VALUE: "gia tri|ket qua|so lieu|thuc hien|ket qua thuc hien|value",
    Part.BASIS: "can cu|loai so lieu|basis",
    Part.NOTE: "ghi chu|note|giai trinh",
    Part.REPORTED_CRITERIA: "so tieu chi dat|tong so tieu chi dat|"
    "tieu chi dat|so tc dat|tong so tc dat|tong tieu chi dat|"
    "so tieu chi dat nguon neu|criteria met",
    Part.REPORTED_INDICATORS: "so chi tieu dat|tong so chi tieu dat|"
    "so chi tieu dat nguon neu|indicators met",
    Part.REPORTED_BASICALLY_MET: "co ban dat|so tieu chi co ban dat|"
    "so tieu chi co ban dat nguon neu",
    Part.TOTAL: "tong|cong|tong cong|tong so",
}
_PART_OF = {word: part for part, words in SYNONYMS.items() for word in words.split("|")}
_DOTTED = re.compile(r"(?:chi tieu |ct ?)?(\d{1,2}\.\d{1,2}[a-z]?)(?!\d|\.\d).*")
# An indicator that is its whole criterion has the code of the criterion: "7".
_UNDOTTED = re.compile(r"(?:chi tieu|ct) ?(\d{1,2}[a-z]?)(?!\d|\.\d).*")
_CRITERION = re.compile(r"(?:(tieu chi|tc) ?(?:so )?)?(\d{1,2})(?:[.:)\s]\D*)?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, and of which indicator or criterion.

    `key` is the code of a leaf, or "#3" for criterion 3. `leaf` is set where a bare
    number names a criterion and its only indicator alike.
    """

    index: int
    part: Part
    key: str
    heading: str
    leaf: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the header of a sheet stands and what its columns are."""

    header_row: int
    columns: tuple[Column, ...]

    def one(self, part: Part) -> Column | None:
        """The column of a part that stands at most once."""
        return next((c for c in self.columns if c.part == part), None)

    def all(self, *parts: Part) -> list[Column]:
        return [c for c in self.columns if c.part in parts]

    @property
    def is_long(self) -> bool:
        """A row a value, not a row a commune."""
        return bool(self.all(Part.INDICATOR) and self.all(Part.VALUE))

    def is_of_use(self, column: Column) -> bool:
        """Whether a sheet of this form says anything by such a column."""
        if column.part == Part.TOTAL:
            return bool(self.all(Part.CRITERION))
        if self.is_long:
            return column.part not in {
                Part.UNKNOWN,
                Part.LEAF,
                Part.CRITERION,
                *REPORTED,
            }
        return column.part not in {Part.UNKNOWN, Part.INDICATOR, Part.VALUE, Part.BASIS}


def words_of(heading: Value) -> str:
    """A heading folded, punctuation as spaces."""
    return re.sub(r"[^\w]+", " ", fold(text_of(heading))).strip()


class Headings:
    """Reads headings in the terms of one set."""

    def __init__(self, book: Book) -> None:
        self.codes = {i.code for i in book.indicators.values()}
        self.numbers = set(book.number_of.values())
        self.names = {
            words_of(e.criterion.name_vi): e.criterion.number for e in book.entries
        }

    def column(self, index: int, heading: Value) -> Column:
        """What a column is; UNKNOWN with its heading where nothing fits."""
        text, words = text_of(heading), words_of(heading)
        if words in _PART_OF:
            return Column(index, _PART_OF[words], "", text)
        code = self._code(heading, fold(text))
        if code:
            return Column(index, Part.LEAF, code, text)
        number, is_bare = self._number(fold(text), words)
        if not number:
            return Column(index, Part.UNKNOWN, "", text)
        leaf = str(number) if is_bare and str(number) in self.codes else ""
        return Column(index, Part.CRITERION, f"#{number}", text, leaf)

    def _code(self, heading: Value, text: str) -> str:
        """The code of an indicator that a heading begins with."""
        found = _DOTTED.fullmatch(text) or _UNDOTTED.fullmatch(text)
        # The number 17.1 may be what is left of 17.10.
        is_cut = isinstance(heading, float) and f"{text}0" in self.codes
        if found and found[1] in self.codes and not is_cut:
            return found[1]
        return text if text in self.codes and not text.isdigit() and not is_cut else ""

    def _number(self, text: str, words: str) -> tuple[int, bool]:
        """The criterion that a heading names, 0 for none; and whether barely."""
        found = _CRITERION.fullmatch(text)
        if found and int(found[2]) in self.numbers:
            return int(found[2]), found[1] is None
        return self.names.get(words, 0), True

    def layout(self, sheet: Sheet) -> Layout | None:
        """The header of a sheet; None where no row names communes and results."""
        found = [
            layout
            for row in range(min(HEADER_WITHIN, len(sheet.rows)))
            if (layout := self._layout_at(sheet, row)) is not None
        ]
        return max(found, key=_score, default=None)

    def _layout_at(self, sheet: Sheet, row: int) -> Layout | None:
        columns = []
        for index in range(len(sheet.rows[row])):
            heading = _heading(sheet, row, index)
            if not is_blank(heading):
                columns.append(self.column(index, heading))
        layout = Layout(row, tuple(columns))
        names = layout.all(Part.CODE, Part.NAME)
        wide = layout.all(Part.LEAF, Part.CRITERION, *REPORTED)
        own = [c for c in columns if not is_blank(sheet.cell(row, c.index))]
        if (
            not names
            or not (layout.is_long or wide)
            or _score(Layout(row, tuple(own))) == (0, 0)
        ):
            return None
        return layout


def _score(layout: Layout) -> tuple[int, int]:
    """How much of a header a row is; of equals the first is taken."""
    known = {(c.part, c.key) for c in layout.columns if c.part != Part.UNKNOWN}
    return len(known), sum(part == Part.LEAF for part, _key in known)


def _heading(sheet: Sheet, row: int, index: int) -> Value:
    """The heading in a row, or above it where a heading spans several rows."""
    for above in range(row, max(-1, row - HEADER_DEPTH), -1):
        value = sheet.cell(above, index)
        if not is_blank(value):
            return value
    return ""


def unknown_columns(sheet: Sheet, layout: Layout) -> Iterable[tuple[int, str]]:
    """Columns that the import must not pass over: (index, reason)."""
    seen: dict[tuple[Part, str], str] = {}
    headed = {c.index for c in layout.columns}
    for column in layout.columns:
        if not layout.is_of_use(column):
            yield (
                column.index,
                _("không rõ cột “%(heading)s” là gì")
                % {"heading": column.heading[:60]},
            )
        elif column.part == Part.TOTAL:
            continue
        elif (column.part, column.key) in seen:
            yield (
                column.index,
                _("cột “%(heading)s” đã có ở cột %(former)s")
                % {
                    "heading": column.heading[:60],
                    "former": seen[column.part, column.key],
                },
            )
        else:
            place = sheet.place(layout.header_row, column.index)
            seen[column.part, column.key] = place
    for index in sorted(_filled(sheet, layout.header_row) - headed):
        yield index, _("cột có số liệu nhưng không có tiêu đề")


def _filled(sheet: Sheet, header_row: int) -> set[int]:
    """Columns with anything below the header."""
    return {
        index
        for row in sheet.rows[header_row + 1 :]
        for index, value in enumerate(row)
        if not is_blank(value)
    }
