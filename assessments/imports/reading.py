"""From the bytes of a file to sheets: .xlsx, .xls, .ods, .csv."""

import csv
import io
import struct
import zipfile
from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from assessments.imports.biff import xls_marks
from assessments.imports.compound import workbook_stream
from assessments.imports.limits import (
    MAX_SHEETS,
    check_extent,
    check_size,
    open_zip,
)
from assessments.imports.markup import xlsx_marks
from assessments.imports.opendocument import ods_marks
from assessments.imports.sheets import Marks, Sheet, SheetError

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")
CSV_SHEET = "CSV"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Decimal commas stand as often as semicolons: of equals the first is taken.
_DELIMITERS = ";\t,"
_LINES_LOOKED_AT = 50


def read_sheets(name: str, data: bytes) -> list[Sheet]:
    """Every sheet of a file; anything that cannot be read is one SheetError."""
    suffix = name[name.rfind(".") :].lower()
    if suffix not in SUFFIXES:
        raise SheetError(_("Chỉ nhận tệp %(kinds)s.") % {"kinds": ", ".join(SUFFIXES)})
    check_size(data)
    if suffix == ".csv":
        return [_csv_sheet(data)]
    if data[:4] == _ZIP and suffix in {".xlsx", ".ods"}:
        return _book_sheets(data, _zip_marks(data, suffix))
    if data[:8] == _OLE and suffix == ".xls":
        return _book_sheets(data, _xls_marks(data))
    if data[:8] == _OLE:
        raise SheetError(_("Tệp có mật khẩu hoặc không đúng định dạng của tên."))
    raise SheetError(_("Nội dung tệp không phải %(kind)s.") % {"kind": suffix})


def _zip_marks(data: bytes, suffix: str) -> dict[str, Marks]:
    with open_zip(data) as book:
        try:
            return xlsx_marks(book) if suffix == ".xlsx" else ods_marks(book)
        except (KeyError, ValueError, zipfile.BadZipFile) as error:
            raise SheetError(_("Tệp hỏng: thiếu phần bắt buộc.")) from error


def _xls_marks(data: bytes) -> dict[str, Marks]:
    try:
        return xls_marks(workbook_stream(data))
    except (struct.error, IndexError) as error:
        raise SheetError(_("Tệp hỏng: không đọc được bảng tính.")) from error


def _book_sheets(data: bytes, marks: dict[str, Marks]) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            if len(book.sheet_names) > MAX_SHEETS:
                raise SheetError(
                    _("Tệp có quá %(limit)s trang tính.") % {"limit": MAX_SHEETS}
                )
            return [_sheet(book, name, marks) for name in book.sheet_names]
    except SheetError:
        raise
    # A panic of the reader is not an Exception; anything else must pass.
    except BaseException as error:
        if not isinstance(error, Exception) and not _is_panic(error):
            raise
        raise SheetError(_("Tệp hỏng: không đọc được bảng tính.")) from error


def _is_panic(error: BaseException) -> bool:
    return type(error).__name__ == "PanicException"


def _sheet(book: CalamineWorkbook, name: str, marks: dict[str, Marks]) -> Sheet:
    source = book.get_sheet_by_name(name)
    if source.end is None:
        return Sheet(name, [], marks.get(name, Marks()))
    check_extent(*source.end)
    own = marks.get(name, Marks())
    if not own.merged:
        own = replace(own, merged=tuple(source.merged_cell_ranges or ()))
    rows: list[list[object]] = [
        list(row) for row in source.to_python(skip_empty_area=False)
    ]
    # PostgreSQL keeps no such character, and no office writes it.
    if any("\0" in value for row in rows for value in row if isinstance(value, str)):
        raise SheetError(_("Tệp hỏng: không đọc được bảng tính."))
    return Sheet(name, rows, own)


def _csv_sheet(data: bytes) -> Sheet:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError(
            _("Tệp CSV không phải UTF-8; trong Excel, lưu là “CSV UTF-8” hoặc .xlsx.")
        ) from error
    if "\0" in text:
        raise SheetError(_("Tệp CSV chứa ký tự không hợp lệ."))
    lines = io.StringIO(text, newline="")
    try:
        rows = list(csv.reader(lines, delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise SheetError(_("Tệp CSV hỏng: dấu nháy hoặc ô quá dài.")) from error
    check_extent(len(rows) - 1, max(map(len, rows), default=1) - 1)
    cells: list[list[object]] = [list(row) for row in rows]
    return Sheet(CSV_SHEET, cells)


def _delimiter(text: str) -> str:
    """The one that parts most lines into equally many cells."""
    looked_at = text.splitlines()[:_LINES_LOOKED_AT]

    def regular(delimiter: str) -> int:
        counts = Counter(
            line.count(delimiter) for line in looked_at if delimiter in line
        )
        return max((times * lines for times, lines in counts.items()), default=0)

    return max(_DELIMITERS, key=regular)
