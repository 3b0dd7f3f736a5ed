"""What a proof may be: told by its content, its name only has to agree.

A refusal says what to do. What is accepted is harmless to open, as far as bytes can
tell: no scripts, no macros, nothing that unpacks without end.
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

import filetype
from django.utils.translation import gettext as _

from assessments.errors import AssessmentsError
from assessments.rules.office import office_kind
from assessments.rules.pictures import plain_picture

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
LONGEST_NAME = 150

# Content types by kind, and the endings of names that agree with each.
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
SUFFIXES = {**{kind: kind for kind in CONTENT_TYPES}, "jpeg": "jpg"}
# A name that goes on behind one of these pretends to be something else.
_RUNNABLE = re.compile(
    "bat|chm|cmd|docm|exe|hta|htm|html|iso|jar|js|lnk|mht|msi|php|ps1|scr|sh|svg|vbs"
    "|xhtml|xlsm|xml"
)
_PDF_END = 4096
_SCRIPT = re.compile(rb"<(script|html|!doctype\s+html|svg|iframe)\b", re.I)
_PDF_ACTION = re.compile(rb"/(JavaScript|Launch)\b")


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that may be kept: its name, what it is, and the bytes to keep."""

    name: str
    content_type: str
    content: bytes


def check_file(name: str, content: bytes) -> Proof:
    """The file as it may be kept; AssessmentsError says what is wrong with it."""
    name = plain_name(name)
    check_size(len(content))
    suffix = name.rpartition(".")[2].lower()
    if suffix not in SUFFIXES:
        raise AssessmentsError(_refused_suffix(suffix))
    kind = _kind(content)
    if kind != SUFFIXES[suffix]:
        raise AssessmentsError(
            _(
                "Nội dung tệp không phải là .%(suffix)s như đuôi của tên. Mở tệp bằng "
                "phần mềm đã tạo ra nó, lưu lại đúng loại rồi gửi."
            )
            % {"suffix": suffix}
        )
    if kind == "pdf":
        _check_pdf(content)
    elif kind in {"jpg", "png"}:
        content = plain_picture(content)
    return Proof(name, CONTENT_TYPES[kind], content)


def check_size(size: int) -> None:
    """Refuse what is empty or too large; asked before the file is read, too."""
    if size == 0:
        raise AssessmentsError(_("Tệp rỗng. Mở tệp xem lại rồi gửi lại."))
    if size > LARGEST:
        raise AssessmentsError(too_large())


def too_large() -> str:
    """What is said of a file above the limit, before or after it is sent."""
    return _("Tệp lớn hơn 10 MB. Chụp lại ở cỡ nhỏ hơn hoặc chia tệp.")


def plain_name(name: str) -> str:
    """The name, composed; refused where it is a path, hides letters or pretends."""
    name = unicodedata.normalize("NFC", name).strip()
    if "/" in name or "\\" in name:
        raise AssessmentsError(
            _("Tên tệp có dấu gạch chéo. Đổi tên, chỉ dùng chữ, số và dấu gạch ngang.")
        )
    # Controls, and formats such as the override of the reading direction.
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"} for char in name):
        raise AssessmentsError(
            _("Tên tệp có ký tự ẩn. Đổi tên, gõ lại bằng chữ và số.")
        )
    if len(name) > LONGEST_NAME:
        raise AssessmentsError(
            _("Tên tệp dài quá %(limit)s chữ. Đổi tên ngắn hơn.")
            % {"limit": LONGEST_NAME}
        )
    stem, *inner = [part.strip().lower() for part in name.split(".")[:-1]] or [""]
    if not stem:
        raise AssessmentsError(_("Tên tệp thiếu phần trước dấu chấm. Đặt tên cho tệp."))
    if any(_RUNNABLE.fullmatch(part) for part in inner):
        raise AssessmentsError(
            _("Tên tệp có hai đuôi. Đổi tên, chỉ giữ đuôi thật của tệp.")
        )
    return name


def file_name(title: str, content_type: str) -> str:
    """What a proof is called when it is saved: never with another kind's ending."""
    kinds = {kind for kind, known in CONTENT_TYPES.items() if known == content_type}
    suffix = title.rpartition(".")[2].lower()
    if SUFFIXES.get(suffix) in kinds:
        return title
    return ".".join([title, *sorted(kinds)])


def _refused_suffix(suffix: str) -> str:
    if suffix in {"heic", "heif", "webp", "gif", "bmp", "tif", "tiff"}:
        return _("Ảnh loại này chưa nhận. Lưu ảnh thành .jpg rồi gửi.")
    if suffix in {"docm", "xlsm"}:
        return _("Tệp có thể chứa macro. Lưu thành .docx hoặc .xlsx rồi gửi.")
    if suffix in {"doc", "xls", "rtf"}:
        return _("Tệp loại cũ. Mở ra, lưu thành .docx, .xlsx hoặc .pdf rồi gửi.")
    return _(
        "Chỉ nhận PDF, ảnh .jpg, .png, Word .docx, Excel .xlsx, .odt và .ods. Lưu lại "
        "thành một trong các loại này rồi gửi."
    )


def _kind(content: bytes) -> str:
    """The kind by content; "" for anything that is not accepted."""
    if content.startswith(b"PK\x03\x04"):
        return office_kind(content)
    guessed = filetype.guess(content)
    kind = guessed.extension if guessed is not None else ""
    return kind if kind in {"pdf", "jpg", "png"} else ""


def _check_pdf(content: bytes) -> None:
    whole = content.startswith(b"%PDF-") and b"%%EOF" in content[-_PDF_END:]
    if not whole:
        raise AssessmentsError(
            _("Tệp PDF thiếu phần đầu hoặc phần cuối. Xuất lại PDF rồi gửi.")
        )
    is_more = _SCRIPT.search(content) or zipfile.is_zipfile(io.BytesIO(content))
    if is_more or _PDF_ACTION.search(content):
        raise AssessmentsError(
            _("Tệp PDF có đoạn mã hoặc tệp khác bên trong. In lại thành PDF rồi gửi.")
        )
