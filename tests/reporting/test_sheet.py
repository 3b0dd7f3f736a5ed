"""Files of what pages show: safe cells, codes with zeros, the source inside."""

import csv
import dataclasses
import io
from decimal import Decimal

import openpyxl
import pytest

from reporting.exports.sheet import Sheet, as_csv, as_xlsx, sheet_response
from reporting.reports.province import province_report
from reporting.reports.scope import Where

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(world):
    provenance = province_report(Where("Bắc Kạn", year=2021)).provenance
    rows = [["01234", "=1+1", Decimal("75.5"), None], ["00007", "Đức Xuân", 3, "@x"]]
    columns = ["Mã", "Tên", "Giá trị", "Ghi chú"]
    shown = dataclasses.replace(provenance, illustrative=True)
    return Sheet("xa", "Các xã 2021", columns, rows, shown)


def test_csv_has_a_mark_safe_cells_and_the_source(sheet):
    raw = as_csv(sheet)
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))

    assert raw.startswith(b"\xef\xbb\xbf")
    assert rows[:3] == [
        ["Mã", "Tên", "Giá trị", "Ghi chú"],
        ["01234", "'=1+1", "75.5", ""],
        ["00007", "Đức Xuân", "3", "'@x"],
    ]
    assert ["Các xã 2021"] in rows
    assert any("minh họa" in row[0] for row in rows[3:] if row)


def test_xlsx_keeps_text_and_numbers_and_the_source(sheet):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(sheet)))
    rows = list(book.worksheets[0].values)

    assert rows[0][0] == "Các xã 2021"
    assert "minh họa" in rows[1][0]
    assert rows[4] == ("01234", "=1+1", 75.5, None)
    assert book.worksheets[0]["B5"].data_type == "s"
    assert any("minh họa" in str(row[0]) for row in book.worksheets[1].values)


def test_response_is_a_download(sheet):
    response = sheet_response(sheet, "csv")

    assert response["Content-Disposition"] == 'attachment; filename="xa.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
