"""What may be kept as a proof, and what is refused with what to do."""

import io

import pytest
from PIL import Image

from assessments.errors import AssessmentsError
from assessments.rules.files import LARGEST, check_file, file_name
from tests.assessments import files
from tests.assessments.files import DOCX, ODS, ODT, PDF, XLSX, picture, zipped

ACCEPTED = {
    "pdf": ("Báo cáo số 12.2022.pdf", PDF),
    "large letters": ("BIEU.PDF", PDF),
    "jpg": ("anh.jpg", picture()),
    "jpeg": ("anh.jpeg", picture()),
    "png": ("anh.png", picture("PNG")),
    "docx": ("a.docx", zipped(DOCX)),
    "docx with a chart": (
        "a.docx",
        zipped({**DOCX, "word/embeddings/Microsoft_Excel_Sheet1.xlsx": b"PK"}),
    ),
    "xlsx": ("a.xlsx", zipped(XLSX)),
    "xlsx with a printer": (
        "a.xlsx",
        zipped({**XLSX, "xl/printerSettings/printerSettings1.bin": b"\0"}),
    ),
    "odt": ("a.odt", zipped(ODT)),
    "ods": ("a.ods", zipped(ODS)),
    "largest": ("a.pdf", PDF.replace(b"\n", b"\n" + b" " * (LARGEST - len(PDF)), 1)),
}
MACRO = zipped({**DOCX, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
SAYS_MACRO = zipped(
    {**DOCX, "[Content_Types].xml": b"application/vnd.ms-word.macroEnabled"}
)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED = {
    "empty": ("a.pdf", b"", "rỗng"),
    "too large": ("a.pdf", PDF + bytes(LARGEST), "lớn hơn 10 MB. Chụp lại"),
    "picture that is a pdf": ("a.jpg", PDF, "không phải là .jpg"),
    "pdf that is a picture": ("a.pdf", picture(), "không phải là .pdf"),
    "sheet that is a document": ("a.xlsx", zipped(DOCX), "không phải là .xlsx"),
    "program": ("a.pdf", b"MZ" + bytes(200), "không phải là .pdf"),
    "html as pdf": ("a.pdf", b"<html><script>alert(1)</script>", "không phải là"),
    "html as png": ("a.png", b"<html><script>alert(1)</script>", "không phải là"),
    "svg": ("a.svg", files.SVG, "Chỉ nhận PDF"),
    "svg as png": ("a.png", files.SVG, "không phải là"),
    "html": ("a.html", b"<html>", "Chỉ nhận PDF"),
    "no ending": ("bao-cao", PDF, "thiếu phần trước dấu chấm|Chỉ nhận PDF"),
    "only an ending": (".pdf", PDF, "thiếu phần trước"),
    "pdf and html": ("a.pdf", PDF + b"<script>alert(1)</script>%%EOF", "In lại"),
    "pdf in html": ("a.pdf", b"<html>" + PDF, "không phải là|thiếu phần đầu"),
    "pdf and zip": ("a.pdf", PDF + zipped(DOCX) + b"%%EOF", "In lại|phần cuối"),
    "pdf with javascript": (
        "a.pdf",
        PDF.replace(b"/Catalog", b"/Catalog /S /JavaScript"),
        "In lại",
    ),
    "pdf that starts programs": (
        "a.pdf",
        PDF.replace(b"/Catalog", b"/Catalog /S /Launch"),
        "In lại",
    ),
    "pdf cut off": ("a.pdf", PDF[:40], "phần cuối"),
    "bomb in one part": (
        "a.docx",
        zipped({**DOCX, "word/media/a.xml": bytes(30_000_000)}),
        "phình quá lớn",
    ),
    "bomb of many parts": (
        "a.docx",
        zipped({**DOCX, **{f"word/{n}.xml": b"" for n in range(2001)}}),
        "phình quá lớn",
    ),
    "macro": ("a.docx", MACRO, "macro"),
    "macro in the sheet": (
        "a.xlsx",
        zipped({**XLSX, "xl/vbaProject.bin": b"\xd0"}),
        "macro",
    ),
    "macro sheet of 1992": (
        "a.xlsx",
        zipped({**XLSX, "xl/macrosheets/sheet1.xml": b"<a/>"}),
        "macro",
    ),
    "macro of open office": ("a.odt", zipped({**ODT, "Basic/a.xml": b"<a/>"}), "macro"),
    "macro by its type": ("a.docx", SAYS_MACRO, "không phải là .docx"),
    "docm": ("a.docm", MACRO, "macro"),
    "xlsm": ("a.xlsm", zipped(XLSX), "macro"),
    "embedded object": (
        "a.docx",
        zipped({**DOCX, "word/embeddings/oleObject1.bin": b"\xd0"}),
        "đối tượng nhúng",
    ),
    "embedded macro document": (
        "a.docx",
        zipped({**DOCX, "word/embeddings/a.docm": b"PK"}),
        "đối tượng nhúng",
    ),
    "active control": (
        "a.xlsx",
        zipped({**XLSX, "xl/activeX/activeX1.bin": b"\0"}),
        "đối tượng nhúng",
    ),
    "part outside": ("a.docx", zipped({**DOCX, "../a.xml": b""}), "sai chỗ"),
    "part from the root": ("a.docx", zipped({**DOCX, "/etc/a": b""}), "sai chỗ"),
    "part of a drive": ("a.docx", zipped({**DOCX, "C:/a": b""}), "sai chỗ"),
    "password": ("a.docx", files.locked_docx(), "mật khẩu"),
    "broken archive": ("a.docx", zipped(DOCX)[:60], "hỏng"),
    "mere archive": ("a.docx", zipped({"a.txt": b""}), "không phải là .docx"),
    "old word": ("a.doc", OLD_WORD, "Tệp loại cũ"),
    "old word as docx": ("a.docx", OLD_WORD, "không phải là"),
    "picture of a telephone": ("a.heic", b"\0\0\0\x18ftypheic", "thành .jpg"),
    "picture cut off": ("a.png", picture("PNG")[:50], "hỏng hoặc bị cắt"),
    "picture without end": ("a.png", files.huge_png(20_000), "điểm ảnh"),
    "picture above all limits": ("a.png", files.huge_png(8000), "điểm ảnh"),
    "path": ("../../etc/a.pdf", PDF, "gạch chéo"),
    "path of windows": ("..\\a.pdf", PDF, "gạch chéo"),
    "from the root": ("/etc/a.pdf", PDF, "gạch chéo"),
    "turned name": ("anh\u202egpj.pdf", PDF, "ký tự ẩn"),
    "hidden end": ("a.pdf\0.jpg", PDF, "ký tự ẩn"),
    "hidden letter": ("a\u200b.pdf", PDF, "ký tự ẩn"),
    "long name": ("a" * 150 + ".pdf", PDF, "dài quá 150 chữ"),
    "program behind a pdf": ("a.pdf.exe", PDF, "Chỉ nhận PDF"),
    "pdf behind a program": ("a.exe.pdf", PDF, "hai đuôi"),
    "pdf behind html": ("a.HTML .pdf", PDF, "hai đuôi"),
}


@pytest.mark.parametrize(("name", "content"), ACCEPTED.values(), ids=ACCEPTED)
def test_file_is_known_by_its_content(name, content):
    proof = check_file(name, content)

    assert proof.name == name
    assert file_name(name, proof.content_type) == name


@pytest.mark.parametrize(("name", "content", "why"), REFUSED.values(), ids=REFUSED)
def test_hostile_file_is_refused_with_what_to_do(name, content, why):
    with pytest.raises(AssessmentsError, match=why):
        check_file(name, content)


def test_bytes_of_documents_are_kept_as_they_are():
    assert check_file("a.pdf", PDF).content == PDF


def test_picture_is_kept_upright_without_what_it_told():
    told = files.told_picture()

    kept = check_file("a.jpg", told).content

    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (20, 40)
        assert (dict(image.getexif()), image.info.get("comment")) == ({}, None)
    assert b"secret remark" in told
    assert not any(word in kept for word in (b"secret remark", b"Exif"))


def test_page_hidden_behind_a_picture_is_gone():
    sent = picture("PNG") + b"<script>alert(1)</script>"

    assert b"<script>" not in check_file("a.png", sent).content


def test_name_is_composed():
    assert check_file("Bie\u0302\u0309u.pdf", PDF).name == "Biểu.pdf"


@pytest.mark.parametrize(
    ("title", "saved"),
    [("a.pdf", "a.pdf"), ("Biên bản", "Biên bản.pdf"), ("a.html", "a.html.pdf")],
)
def test_saved_name_ends_as_the_content_is(title, saved):
    assert file_name(title, "application/pdf") == saved
