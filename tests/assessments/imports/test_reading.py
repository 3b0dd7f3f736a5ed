"""Files of four formats, and those that mean harm."""

import io
import zipfile

import pytest

from assessments.imports import limits
from assessments.imports.reading import read_sheets
from assessments.imports.sheets import SheetError, letters
from tests.assessments.imports.files import (
    biff_cell,
    changed_part,
    ods,
    ods_cell,
    record,
    xls,
    zipped,
)
from tests.assessments.imports.sheets import csv_file, xlsx

ROWS = ["Xã", "2.1"], ["Sĩ Bình", 80.5]
SHEET = "xl/worksheets/sheet1.xml"


def as_ods(*rows):
    return ods(*([ods_cell(value) for value in row] for row in rows))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", xlsx(*ROWS)),
        ("a.XLSX", xlsx(*ROWS)),
        ("a.ods", as_ods(*ROWS)),
        ("a.xls", xls(*ROWS)),
    ],
)
def test_workbook_read(name, content):
    [sheet] = read_sheets(name, content)

    assert sheet.rows == [["Xã", "2.1"], ["Sĩ Bình", 80.5]]
    assert sheet.place(1, 1).endswith("!B2")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_read(delimiter, encoding):
    content = csv_file(["Xã", "2.1"], ["Sĩ Bình", "80,5"], delimiter=delimiter)
    content = content.decode().encode(encoding)

    [sheet] = read_sheets("a.csv", content)

    assert sheet.rows == [["Xã", "2.1"], ["Sĩ Bình", "80,5"]]


def test_workbook_of_empty_sheet_read():
    [sheet] = read_sheets("a.xlsx", xlsx())

    assert sheet.rows == []


def test_letters_of_columns():
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def entity_bomb(xml):
    head = '<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    return head + xml


HOSTILE = [
    ("a.xlsx", b"", "rỗng"),
    ("a.xlsx", b"x" * (limits.MAX_BYTES + 1), "lớn hơn"),
    ("a.pdf", b"x", "Chỉ nhận"),
    ("a.xlsx", b"not a book", "không phải .xlsx"),
    ("a.xls", xlsx(*ROWS), "không phải .xls"),
    ("a.xlsx", xls(*ROWS), "mật khẩu"),
    ("a.xlsx", xlsx(*ROWS)[:-30], "hỏng"),
    ("a.xlsx", zipped({"a.txt": "x"}), "hỏng"),
    ("a.ods", zipped({"a.txt": "x"}), "hỏng"),
    ("a.xlsx", changed_part(xlsx(*ROWS), SHEET, entity_bomb), "DOCTYPE"),
    ("a.xlsx", changed_part(xlsx(*ROWS), SHEET, lambda x: x[:-20]), "hỏng"),
    ("a.xlsx", changed_part(xlsx(*ROWS), SHEET, lambda x: ""), "hỏng"),
    (
        "a.xlsx",
        changed_part(xlsx(*ROWS), SHEET, lambda x: x.replace('r="B2"', 'r="B1048576"')),
        "quá",
    ),
    (
        "a.xlsx",
        changed_part(xlsx(*ROWS), SHEET, lambda x: x.replace('r="B2"', 'r="XFD2"')),
        "quá",
    ),
    (
        "a.xlsx",
        changed_part(xlsx(*ROWS), SHEET, lambda x: x.replace('r="B2"', 'r="B0"')),
        "địa chỉ ô sai",
    ),
    ("a.ods", ods([ods_cell("x")], head="<!DOCTYPE a>"), "DOCTYPE"),
    (
        "a.ods",
        ods([ods_cell("x", 'table:number-columns-repeated="1000000"')]),
        "quá",
    ),
    ("a.xls", xls(*ROWS, more=biff_cell(65535, 255, 1.0)), "quá"),
    ("a.xls", xls(*ROWS)[:600], "hỏng"),
    ("a.xls", xls(*ROWS).replace(b"W\0o\0r\0k", b"X\0o\0r\0k"), "thiếu phần"),
    ("a.xlsx", xlsx(["Xã"], ["a_x0000_b"]), "hỏng"),
    ("a.csv", b"\xff\xfeX", "UTF-8"),
    ("a.csv", b"a\0b", "ký tự"),
    ("a.csv", b'a,b\n"x,1\n', "nháy"),
    ("a.csv", b"a\n" + b"x," * 300, "quá"),
    ("a.csv", b"a," + b"x" * 200_000, "dài"),
]


@pytest.mark.parametrize(("name", "content", "reason"), HOSTILE)
def test_hostile_file_is_one_error(name, content, reason):
    with pytest.raises(SheetError, match=reason):
        read_sheets(name, content)


def test_zip_that_unpacks_to_no_end_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1_000_000)
    bomb = zipped({"xl/workbook.xml": b"\0" * 2_000_000})
    assert len(bomb) < 10_000

    with pytest.raises(SheetError, match="giải nén"):
        read_sheets("a.xlsx", bomb)


def test_zip_of_too_many_parts_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_PARTS", 3)

    with pytest.raises(SheetError, match="quá nhiều phần"):
        read_sheets("a.xlsx", xlsx(*ROWS))


def test_zip_that_lies_about_its_size_refused():
    book = bytearray(xlsx(*ROWS))
    with zipfile.ZipFile(io.BytesIO(bytes(book))) as parts:
        size = parts.getinfo(SHEET).file_size
    lie = (size - 10).to_bytes(4, "little")
    book = bytes(book).replace(size.to_bytes(4, "little"), lie)

    with pytest.raises(SheetError, match="hỏng"):
        read_sheets("a.xlsx", book)


def test_too_many_sheets_refused(monkeypatch):
    monkeypatch.setattr("assessments.imports.reading.MAX_SHEETS", 0)

    with pytest.raises(SheetError, match="trang tính"):
        read_sheets("a.xlsx", xlsx(*ROWS))


def test_formula_with_a_stored_value_is_a_value():
    book = changed_part(
        xlsx(["2.1"], ["=40+40"]),
        SHEET,
        lambda xml: xml.replace("<v />", "<v>80</v>").replace("<v></v>", "<v>80</v>"),
    )

    [sheet] = read_sheets("a.xlsx", book)

    assert (sheet.rows[1], sheet.marks.faults) == ([80.0], {})


def test_ods_formula_without_value_marked():
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    content = ods([ods_cell("2.1"), ods_cell("x")], [formula, ods_cell("x")])

    [sheet] = read_sheets("a.ods", content)

    assert "công thức" in sheet.fault(1, 0)


def test_ods_merged_and_percent_marked():
    share = (
        '<table:table-cell office:value-type="percentage" office:value="0.755"'
        ' table:number-columns-repeated="2"/>'
    )
    wide = ods_cell("a", 'table:number-columns-spanned="2"')
    [sheet] = read_sheets("a.ods", ods([wide, ods_cell()], [share]))

    assert sheet.marks.merged == (((0, 0), (0, 1)),)
    assert sheet.marks.percents == {(1, 0), (1, 1)}


def test_xls_share_printed_as_percent_marked():
    book = xls(*ROWS, more=biff_cell(2, 1, 0.755, style=1))

    [sheet] = read_sheets("a.xls", book)

    assert sheet.marks.percents == {(2, 1)}


def test_xls_error_value_marked():
    error = record(0x0205, b"\x02\0\x01\0\0\0\x2a\x01")

    [sheet] = read_sheets("a.xls", xls(*ROWS, more=error))

    assert "ô báo lỗi" in sheet.fault(2, 1)


def test_xls_merged_cells_unknown_are_none():
    [sheet] = read_sheets("a.xls", xls(*ROWS))

    assert sheet.merged_after(0) is None
