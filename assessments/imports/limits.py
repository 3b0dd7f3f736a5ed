"""How much of a file is read at most; checked before anything is parsed."""

import io
import zipfile

from django.utils.translation import gettext as _

from assessments.imports.sheets import SheetError

MAX_BYTES = 5_000_000
MAX_UNPACKED = 60_000_000
MAX_PARTS = 500
MAX_SHEETS = 20
# The long form has a row a value: 579 communes by 57 indicators.
MAX_ROWS = 60_000
MAX_COLUMNS = 200
MAX_CELLS = 1_000_000
_CHUNK = 1 << 16


def check_size(data: bytes) -> None:
    """Refuse an empty file or one that is too large."""
    if not data:
        raise SheetError(_("Tệp rỗng."))
    if len(data) > MAX_BYTES:
        raise SheetError(
            _("Tệp lớn hơn %(limit)s MB.") % {"limit": MAX_BYTES // 1_000_000}
        )


def check_extent(row: int, column: int) -> None:
    """Refuse a last row and column so far out that the sheet would fill the memory."""
    too_many = (row + 1) * (column + 1) > MAX_CELLS
    if row >= MAX_ROWS or column >= MAX_COLUMNS or too_many:
        raise SheetError(
            _("Trang tính có quá %(rows)s dòng, %(columns)s cột hoặc quá nhiều ô.")
            % {"rows": MAX_ROWS, "columns": MAX_COLUMNS}
        )


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive, after counting what it truly unpacks to."""
    try:
        book = zipfile.ZipFile(io.BytesIO(data))
        parts = book.infolist()
        if len(parts) > MAX_PARTS:
            raise SheetError(_("Tệp nén có quá nhiều phần."))
        left = MAX_UNPACKED
        for part in parts:
            with book.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise SheetError(_("Tệp nén quá lớn khi giải nén."))
    except SheetError:
        raise
    except Exception as error:  # zipfile raises a dozen kinds on hostile input
        raise SheetError(_("Tệp hỏng: không giải nén được.")) from error
    return book
