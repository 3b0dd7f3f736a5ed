"""Files as people and attackers send them, made of bytes; none is kept in the tree."""

import io
import struct
import zipfile
import zlib

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
TYPES = b"<Types><Default Extension='xml' ContentType='application/xml'/></Types>"
DOCX = {"[Content_Types].xml": TYPES, "word/document.xml": b"<document/>"}
XLSX = {"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>"}
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}
ODS = {
    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": b"<a/>",
}
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def zipped(parts: dict[str, bytes], **more: bytes) -> bytes:
    """An archive of these parts; `more` are further ones."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **more}.items():
            archive.writestr(name, content)
    return out.getvalue()


def locked_docx() -> bytes:
    """A document whose parts say that they are encrypted."""
    content = bytearray(zipped(DOCX))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **more) -> bytes:
    """A picture that is wider than it is tall."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def told_picture() -> bytes:
    """A picture taken on its side, with place, device and a remark."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Máy ảnh của Hà".encode()
    exif.get_ifd(0x8825)[2] = (21.0, 2.0, 3.0)
    return picture(exif=exif, comment=b"secret remark")


def huge_png(side: int) -> bytes:
    """A PNG of a few bytes that says it has side × side points."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = (b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body))
        + name
        + body
        + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
