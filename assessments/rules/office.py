"""What an Office file holds, by the directory of its archive; nothing is unpacked."""

import io
import re
import zipfile

from django.utils.translation import gettext as _

from assessments.errors import AssessmentsError

MAX_PARTS = 2000
MAX_UNPACKED = 200 * 1024 * 1024
# Text of office files packs to a thirtieth at best; bombs to a thousandth.
MAX_RATIO = 200
SMALL = 1024 * 1024
# By the part that each kind must have.
MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_MACRO = re.compile(r"vbaproject|vbadata|macrosheets/|^basic/|^scripts/", re.I)
# A chart keeps its figures in a workbook of its own; any other embedding may run.
_EMBEDDED = re.compile(r"oleobject|activex|embeddings/(?!.*\.xlsx$)", re.I)
_ENCRYPTED = 1


def office_kind(content: bytes) -> str:
    """The kind of an archive that is harmless; "" where it is no office file."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        _check_sizes(parts, len(content))
        _check_parts(parts)
        return _kind(archive, [part.filename for part in parts])
    except AssessmentsError:
        raise
    except Exception as error:  # zipfile raises a dozen kinds on hostile input
        raise AssessmentsError(
            _("Tệp Office hỏng. Mở bằng Word hoặc Excel, lưu lại rồi gửi.")
        ) from error


def _check_sizes(parts: list[zipfile.ZipInfo], size: int) -> None:
    packed = sum(part.compress_size for part in parts)
    unpacked = sum(part.file_size for part in parts)
    is_dense = any(
        part.file_size > SMALL
        and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    # Parts that lie over each other pack to more than the file.
    overlap = packed > size
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or is_dense or overlap:
        raise AssessmentsError(
            _("Tệp phình quá lớn khi mở. Lưu thành PDF hoặc chia tệp rồi gửi.")
        )


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.replace("\\", "/") for part in parts]
    outside = any(name.startswith("/") or ".." in name.split("/") for name in names)
    if outside or len(set(names)) < len(names) or any(":" in name for name in names):
        raise AssessmentsError(
            _("Tệp Office có phần đặt sai chỗ. Mở ra, lưu lại rồi gửi.")
        )
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise AssessmentsError(_("Tệp có mật khẩu. Bỏ mật khẩu, lưu lại rồi gửi."))
    if any(_MACRO.search(name) for name in names):
        raise AssessmentsError(
            _("Tệp có macro. Lưu thành .docx, .xlsx không có macro hoặc PDF rồi gửi.")
        )
    if any(_EMBEDDED.search(name) for name in names):
        raise AssessmentsError(
            _("Tệp có đối tượng nhúng. Lưu thành PDF, hoặc bỏ đối tượng rồi gửi.")
        )


def _kind(archive: zipfile.ZipFile, names: list[str]) -> str:
    kinds = [kind for part, kind in MAIN_PARTS.items() if part in names]
    if "mimetype" in names:
        with archive.open("mimetype") as stream:
            kinds.append(OPEN_DOCUMENT.get(stream.read(100), ""))
    elif "[Content_Types].xml" not in names or _says_macro(archive):
        return ""
    return kinds[0] if len(kinds) == 1 else ""


def _says_macro(archive: zipfile.ZipFile) -> bool:
    with archive.open("[Content_Types].xml") as stream:
        return b"macroenabled" in stream.read(SMALL).lower()
