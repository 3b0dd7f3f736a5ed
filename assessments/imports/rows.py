"""Rows of a recognised sheet as what they state of each commune."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assessments.actions.accounts import Verdict
from assessments.imports.cells import (
    CellError,
    basis_of,
    count_of,
    entered_of,
    looks_like_number,
    says_nothing,
    text_of,
    verdict_of,
)
from assessments.imports.communes import Communes, Unmatched
from assessments.imports.footing import without_footing
from assessments.imports.headings import (
    REPORTED,
    Column,
    Headings,
    Layout,
    Part,
    unknown_columns,
    words_of,
)
from assessments.imports.sheets import Sheet, Value, is_blank
from assessments.imports.stated import Reading, Recalled, Refusal, Stated
from assessments.imports.totals import TotalRow, check_counts, check_totals
from communes.names import fold
from criteria.book import Book, Entered
from criteria.choices import MeasureKind
from criteria.models import MeasureOption

# Stored words, so they are not translated.
ONLY_A_VERDICT = "Kết luận nêu trong nguồn."
TOTAL_WORDS = ("tong cong", "tong so", "toan tinh", "toan huyen", "cong chung")
_WORDED = {MeasureKind.YES_NO, MeasureKind.CHOICE}
_NUMBERED = re.compile(r"^(?:[ivx]+|\d{1,2}|[a-h])[.) ]+", re.IGNORECASE)
_INDEX = re.compile(r"\(?(\d{1,2}|[A-Z])\)?")
_DISTRICT = re.compile(r"(huyen|thi xa|thanh pho|tp|quan)\b")


@dataclass(slots=True)
class Law:
    """The set as the cells are read by it."""

    book: Book
    headings: Headings
    options: dict[int, dict[str, int]] = field(default_factory=dict)
    max_indicators: int = 0


def law_of(book: Book) -> Law:
    """The terms of a set; one query."""
    options: dict[int, dict[str, int]] = {}
    measures = {
        leaf.measure_id
        for leaf in book.leaf_of_code.values()
        if leaf.measure and leaf.measure.kind == MeasureKind.CHOICE
    }
    if measures:
        for option in MeasureOption.objects.filter(measure__in=measures):
            answers = options.setdefault(option.measure_id, {})
            answers[fold(option.name_vi)] = option.value
            answers[fold(option.name_en)] = option.value
    indicators = sum(len(entry.tops) for entry in book.entries)
    return Law(book, Headings(book), options, indicators)


class SheetReader:
    """Reads one sheet into a `Reading` that all sheets of the file share."""

    def __init__(
        self, sheet: Sheet, layout: Layout, law: Law, communes: Communes, into: Reading
    ) -> None:
        self.sheet, self.layout, self.law = sheet, layout, law
        self.communes, self.into = communes, into
        self.district: Value = ""
        self.totals: list[TotalRow] = []
        self.members: list[tuple[int, Stated]] = []
        self.refused: set[int] = set()

    def read(self) -> None:
        """State every row; columns and cells nobody can vouch for are refused."""
        header = self.layout.header_row
        for index, reason in unknown_columns(self.sheet, self.layout):
            self.into.refuse(self.sheet.place(header, index), reason)
            self.refused.add(index)
        merged = self.sheet.merged_after(header)
        if merged is not None:
            self.into.refuse(
                self.sheet.place(*merged), _("ô gộp trong vùng số liệu; hãy bỏ gộp ô")
            )
        self._refuse_composites()
        for row in range(header + 1, self.sheet.end):
            if not all(map(is_blank, self.sheet.rows[row])) and not self._is_index(row):
                self._read_row(row)
            else:
                self._refuse_faults(row)
        check_totals(self.totals, self.members, self.into)

    def _refuse_composites(self) -> None:
        for column in self.layout.all(Part.LEAF):
            if column.key not in self.law.book.leaf_of_code:
                place = self.sheet.place(self.layout.header_row, column.index)
                self.into.refuse(place, self._by_parts(column.key))
                self.refused.add(column.index)

    def _by_parts(self, code: str) -> str:
        """Why an indicator that only combines its parts takes no value."""
        indicators = self.law.book.indicators
        parts = [i for i in indicators.values() if i.parent_id is not None]
        own = [p.code for p in parts if indicators[p.parent_id].code == code]
        said = {"code": code, "parts": ", ".join(own)}
        return _("chỉ tiêu %(code)s ghi theo từng phần: %(parts)s") % said

    def _is_index(self, row: int) -> bool:
        """The line "(1) (2) (3)" that forms print under their header."""
        if row != self.layout.header_row + 1:
            return False
        cells = [text_of(v) for v in self.sheet.rows[row] if not is_blank(v)]
        name = self._cell(row, Part.NAME) or self._cell(row, Part.CODE)
        return bool(_INDEX.fullmatch(text_of(name))) and all(
            _INDEX.fullmatch(cell) for cell in cells
        )

    def _cell(self, row: int, part: Part) -> Value:
        column = self.layout.one(part)
        return "" if column is None else self.sheet.cell(row, column.index)

    def _place(self, row: int, column: Column | None) -> str:
        return self.sheet.place(row, column.index if column else 0)

    def _refuse_faults(self, row: int) -> bool:
        """Refuse error values and formulas without a value; whether there were any."""
        spots = [spot for spot in self.sheet.marks.faults if spot[0] == row]
        for spot in sorted(spots):
            self.into.refuse(self.sheet.place(*spot), self.sheet.fault(*spot))
        return bool(spots)

    def _read_row(self, row: int) -> None:
        if self._refuse_faults(row) or self._read_total(row) or self._read_group(row):
            return
        if self.sheet.is_cut(row, self.layout.header_row):
            self.into.refuse(self.sheet.place(row, 0), _("dòng bị cụt: thiếu ô"))
            return
        stated = self._commune(row)
        if stated is None:
            return
        if self.layout.is_long:
            self._read_long(row, stated)
        else:
            self._read_wide(row, stated)

    def _label(self, row: int) -> str:
        """What a row is called: its name, or the first words in it."""
        for part in (Part.NAME, Part.CODE, Part.ORDER, Part.DISTRICT):
            text = text_of(self._cell(row, part))
            if text and not text.isdigit():
                return _NUMBERED.sub("", text)
        return ""

    def _read_total(self, row: int) -> bool:
        words = words_of(self._label(row))
        is_total = words in {"tong", "cong"} or words.startswith(TOTAL_WORDS)
        if is_total:
            self._keep_total(row)
        return is_total

    def _read_group(self, row: int) -> bool:
        """A line that names a district: the rows below are its communes."""
        label = self._label(row)
        if text_of(self._cell(row, Part.CODE)) or not _DISTRICT.match(folded_vi(label)):
            return False
        if not self.communes.district_ids(label):
            return False
        self.district = label
        self._keep_total(row)
        return True

    def _keep_total(self, row: int) -> None:
        """Counts of a line of totals, to be compared with the rows."""
        said: dict[str, tuple[int, str]] = {}
        for column in self._columns_of(row):
            key = self._summed(column)
            value = self.sheet.cell(row, column.index)
            if not key or is_blank(value):
                continue
            place = self.sheet.place(row, column.index)
            try:
                said[key] = (count_of(value), place)
            except CellError as error:
                self.into.refuse(place, error.reason)
        self.totals.append(TotalRow(row, said))

    def _columns_of(self, row: int) -> Iterable[Column]:
        """The columns; in the long form the one of which the row's value is."""
        value = self.layout.one(Part.VALUE)
        if not self.layout.is_long or value is None:
            return self.layout.columns
        heading = self._cell(row, Part.INDICATOR)
        return [self.law.headings.column(value.index, heading)]

    def _summed(self, column: Column) -> str:
        """The key of what rows of this column add up to; "" where they do not."""
        if column.part in REPORTED:
            return column.part
        if column.part == Part.TOTAL:
            return Part.REPORTED_CRITERIA
        if column.part == Part.CRITERION:
            return column.key
        leaf = self.law.book.leaf_of_code.get(column.key)
        if leaf and leaf.measure and leaf.measure.kind == MeasureKind.COUNT:
            return column.key
        return ""

    def _commune(self, row: int) -> Stated | None:
        """The commune of a row, stated for the first time or (long form) again."""
        name = self.layout.one(Part.NAME) or self.layout.one(Part.CODE)
        place = self._place(row, name)
        district = self._cell(row, Part.DISTRICT) or self.district
        said = self._cell(row, Part.CODE), self._cell(row, Part.NAME), district
        try:
            self._recall(place, said)
            version = self.communes.find(*said)
        except Unmatched as error:
            self.into.refusals.append(Refusal.of(place, error))
            return None
        stated = self.into.accounts.get(version.unit_id)
        if stated is not None and not self.layout.is_long:
            former = {"unit": stated.label, "place": stated.place}
            self.into.refuse(place, _("%(unit)s đã có ở %(place)s") % former)
            return None
        if stated is None:
            stated = Stated(version.unit_id, self.communes.label(version), place)
            self.into.accounts[version.unit_id] = stated
            self.members.append((row, stated))
        return stated

    def _recall(self, place: str, said: tuple[Value, Value, Value]) -> None:
        """Keep, once, the choice by which a name is read, be the row refused or not."""
        choice = self.communes.recalled(*said)
        if choice is not None and choice.pk not in self.into.recalled:
            name = ", ".join(filter(None, map(text_of, said[1:])))
            unit = self.communes.label(self.communes.by_unit[choice.unit_id])
            self.into.recalled[choice.pk] = Recalled(place, name, unit, choice)

    def _read_wide(self, row: int, stated: Stated) -> None:
        for column in self.layout.all(Part.LEAF, Part.CRITERION, Part.TOTAL, *REPORTED):
            value = self.sheet.cell(row, column.index)
            # A refused column has its reason at its head, once.
            if is_blank(value) or column.index in self.refused:
                continue
            place = self.sheet.place(row, column.index)
            try:
                self._state(stated, column, value, place, (row, column.index))
            except CellError as error:
                self.into.refuse(place, error.reason)
        if stated.is_blank:
            self.into.notes.append(
                _("%(place)s: %(unit)s không có số liệu, không ghi đánh giá.")
                % {"place": stated.place, "unit": stated.label}
            )

    def _read_long(self, row: int, stated: Stated) -> None:
        value_column = self.layout.one(Part.VALUE)
        heading, value = self._cell(row, Part.INDICATOR), self._cell(row, Part.VALUE)
        place = self._place(row, self.layout.one(Part.INDICATOR))
        if is_blank(heading):
            self.into.refuse(place, _("dòng bị cụt: thiếu chỉ tiêu"))
            return
        column = self.law.headings.column(
            value_column.index if value_column else 0, heading
        )
        if column.part == Part.LEAF and column.key not in self.law.book.leaf_of_code:
            self.into.refuse(place, self._by_parts(column.key))
            return
        if column.part not in {Part.LEAF, Part.CRITERION, *REPORTED}:
            reason = _("bộ tiêu chí không có chỉ tiêu “%(code)s”")
            self.into.refuse(place, reason % {"code": column.heading[:40]})
            return
        if is_blank(value):
            return
        place = self._place(row, value_column)
        try:
            self._state(stated, column, value, place, (row, column.index))
            self._add_basis(row, stated, column)
        except CellError as error:
            self.into.refuse(place, error.reason)

    def _add_basis(self, row: int, stated: Stated, column: Column) -> None:
        """The basis and the note that the long form gives beside a value."""
        key = column.key if column.part == Part.LEAF else column.leaf
        entered = stated.values.get(key)
        if entered is None:
            return
        note = text_of(self._cell(row, Part.NOTE))[:500]
        basis = entered.basis
        if not is_blank(self._cell(row, Part.BASIS)):
            basis = basis_of(self._cell(row, Part.BASIS))
        stated.values[key] = Entered(
            entered.value, basis, entered.not_applicable_reason, note
        )

    def _state(
        self,
        stated: Stated,
        column: Column,
        value: Value,
        place: str,
        spot: tuple[int, int],
    ) -> None:
        """Take one cell; CellError where it cannot be."""
        if says_nothing(value):
            return
        part, key = self._meant(column, value)
        if key in stated.places:
            raise CellError(_("đã ghi ở %(place)s") % {"place": stated.places[key]})
        leaf = self.law.book.leaf_of_code.get(key)
        if part == Part.LEAF and leaf is not None:
            stated.values[key] = entered_of(
                value,
                leaf,
                self.law.options.get(leaf.measure_id or 0, {}),
                is_percent=spot in self.sheet.marks.percents,
            )
        elif part == Part.CRITERION:
            outcome, reason = verdict_of(value)
            stated.verdicts[int(key[1:])] = Verdict(outcome, reason or ONLY_A_VERDICT)
        elif part in REPORTED:
            stated.reported[part] = count_of(value, self._most(part))
        else:
            return
        stated.places[key] = place

    def _meant(self, column: Column, value: Value) -> tuple[Part, str]:
        """What a cell is of: "7" heads verdicts and values alike; 1 could be both."""
        if column.part == Part.TOTAL:
            return Part.REPORTED_CRITERIA, Part.REPORTED_CRITERIA
        leaf = self.law.book.leaf_of_code.get(column.leaf)
        if leaf is None or leaf.measure is None or leaf.measure.kind in _WORDED:
            return column.part, column.key or column.part
        if not looks_like_number(value):
            return column.part, column.key
        if text_of(value) in {"0", "1"}:
            raise CellError(
                _(
                    "không rõ là kết luận hay giá trị; đặt tiêu đề “Tiêu chí "
                    "%(number)s” hoặc “Chỉ tiêu %(number)s”"
                )
                % {"number": column.leaf}
            )
        return Part.LEAF, column.leaf

    def _most(self, part: Part) -> int:
        if part == Part.REPORTED_INDICATORS:
            return self.law.max_indicators
        return len(self.law.book.entries)


def folded_vi(text: str) -> str:
    """Folded with y kept, as the words for kinds of district are spelled here."""
    return re.sub(r"[^\w]+", " ", fold(text)).strip()


def read_file(sheets: list[Sheet], law: Law, communes: Communes) -> Reading:
    """What all sheets of a file state; a file without any table is one refusal."""
    into = Reading()
    found, answers = False, set[str]().union(*law.options.values())
    for sheet in sheets:
        layout = law.headings.layout(sheet)
        if layout is None:
            if sheet.rows:
                into.notes.append(
                    _("Trang “%(name)s” không có bảng kết quả, không đọc.")
                    % {"name": sheet.name}
                )
            continue
        found = True
        table = without_footing(sheet, layout, communes, answers, into)
        SheetReader(table, layout, law, communes, into).read()
    for stated in into.accounts.values():
        check_counts(stated, law.book, into)
    if not found:
        name = sheets[0].name if sheets else ""
        into.refuse(
            f"{name}!A1",
            _(
                "không thấy dòng tiêu đề: cần cột mã hoặc tên xã và cột chỉ tiêu "
                "(như 17.5), tiêu chí (như 3) hoặc số tiêu chí đạt"
            ),
        )
    return into
