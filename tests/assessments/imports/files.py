"""Files that tests write by hand: .ods, .xls, and hostile ones."""

import io
import struct
import zipfile
from collections.abc import Mapping

ODS = (
    '<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' office:version="1.2"><office:body><office:spreadsheet>'
    '<table:table table:name="Bảng">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return out.getvalue()


def changed_part(book: bytes, name: str, change) -> bytes:
    """The archive with one part rewritten."""
    with zipfile.ZipFile(io.BytesIO(book)) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    return zipped({**parts, name: change(parts[name].decode())})


def ods_cell(value: object = None, attrs: str = "") -> str:
    if value is None:
        return f"<table:table-cell {attrs}/>"
    if isinstance(value, str):
        return (
            f'<table:table-cell office:value-type="string" {attrs}>'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}" {attrs}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def ods(*rows: list[str], head: str = "") -> bytes:
    """An .ods of rows of `ods_cell`s."""
    body = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    return zipped(
        {
            "mimetype": ODS_TYPE,
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": ODS.format(head=head, rows=body),
        }
    )


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def biff_cell(row: int, column: int, value: str | float, style: int = 0) -> bytes:
    place = struct.pack("<HHH", row, column, style)
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return record(0x0204, place + struct.pack("<HB", len(value), 1) + text)
    return record(0x0203, place + struct.pack("<d", value))


def _biff(rows: tuple[list, ...], more: bytes) -> bytes:
    """A BIFF8 stream of one sheet; style 1 prints a share as percent."""
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)
    name = b"\x06\x00Sheet1"
    opening = record(0x0809, bof)
    styles = record(0x00E0, b"\0\0\0\0") + record(0x00E0, b"\0\0\x0a\0")
    opening += styles
    size = len(opening) + 4 + 6 + len(name) + 4
    sheet = struct.pack("<IBB", size, 0, 0) + name
    book = opening + record(0x0085, sheet) + record(0x000A)
    cells = b"".join(
        biff_cell(r, c, value)
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    )
    bof = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)
    return book + record(0x0809, bof) + cells + more + record(0x000A)


def xls(*rows: list, more: bytes = b"") -> bytes:
    """An .xls: the stream, with `more` records, in a compound file."""
    stream = _biff(rows, more).ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    sectors = len(stream) // 512
    chain = [*range(3, sectors + 2), 0xFFFFFFFE]
    table = [0xFFFFFFFD, 0xFFFFFFFE, *chain]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    directory = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    directory += _entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    return header + fat + directory.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    none = 0xFFFFFFFF
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, none, none, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
