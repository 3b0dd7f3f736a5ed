"""Sheets with random faults: always a clean report, the database unchanged."""

import io
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.imports.cells import CellError, number_of
from assessments.imports.plan import plan_import
from assessments.imports.reading import read_sheets
from assessments.imports.sheets import SheetError
from tests.assessments.imports.sheets import (
    csv_file,
    upload,
    written,
    xlsx,
)

pytestmark = pytest.mark.django_db

HEADINGS = st.one_of(
    st.sampled_from(["Mã", "Xã", "Huyện", "STT", "Chỉ tiêu", "Giá trị", "Ghi chú"]),
    st.sampled_from(
        ["1.1", "2.1", "2.2", "3", "4.1", "TC4", "Tổng", "Số tiêu chí đạt"]
    ),
    st.sampled_from(["9.9", "", None, 2.1]),
)
CELLS = st.one_of(
    st.sampled_from(["Sĩ Bình", "Xã Vũ Muộn", "Vũ Muộm", "01800", 1800, "Tổng cộng"]),
    st.sampled_from(["Đạt", "x", "Chưa đạt", "Không xét", True, 0, 1, None, None, ""]),
    st.sampled_from(
        ["80,5", "1.234", "12.5", "-", "=1+1", "#N/A", "2.1", "Bạch Thông"]
    ),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-10, 200),
    st.dates(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)
TABLES = st.lists(HEADINGS, min_size=1, max_size=7).flatmap(
    lambda header: st.tuples(
        st.just(header),
        st.lists(
            st.lists(CELLS, min_size=0, max_size=len(header) + 1),
            min_size=1,
            max_size=6,
        ),
    )
)
SOUND = ["Xã", "1.1", "2.1", "Số tiêu chí đạt"], ["Sĩ Bình", "Đạt", 80.5, 3]
QUICK = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def report(office, content, name):
    """The plan, or None where the file is refused whole; nothing is written."""
    before = written()
    found = None
    with suppress(SheetError):
        found = plan_import(upload(office, content, name))
    assert written() == before
    if found is None:
        return None
    assert all(r.place and r.reason for r in found.refusals)
    assert found.summary
    assert found.digest
    return found


@QUICK
@given(table=TABLES)
def test_random_table_gives_a_clean_report(office, table):
    header, rows = table

    report(office, xlsx(header, *rows), "bang.xlsx")


@QUICK
@given(table=TABLES, delimiter=st.sampled_from(",;\t"))
def test_random_csv_gives_a_clean_report(office, table, delimiter):
    header, rows = table
    content = csv_file(header, *rows, delimiter=delimiter)

    report(office, content, "bang.csv")


@QUICK
@given(data=st.data())
def test_one_fault_in_a_sound_sheet_is_told_where(office, data):
    bad = data.draw(
        st.sampled_from(["nhiều", -5, "1.234", "12.5", "=1/0", "31/02/2021"])
    )
    column = data.draw(st.integers(1, 3))
    row = list(SOUND[1])
    row[column] = bad

    found = report(office, xlsx(SOUND[0], row), "bang.xlsx")

    assert found is not None
    assert [r.place for r in found.refusals] == [f"Sheet1!{'ABCD'[column]}2"]


BOOK = xlsx(*SOUND)


@QUICK
@given(
    flips=st.lists(
        st.tuples(st.integers(0, len(BOOK) - 1), st.integers(0, 255)),
        min_size=1,
        max_size=8,
    ),
    cut=st.integers(0, len(BOOK)),
)
def test_damaged_bytes_are_one_error_or_a_book(flips, cut):
    spoilt = bytearray(BOOK)
    for place, byte in flips:
        spoilt[place] = byte

    for content in (bytes(spoilt), BOOK[:cut], io.BytesIO(spoilt).read(cut)):
        for name in ("a.xlsx", "a.ods", "a.csv", "a.xls"):
            with suppress(SheetError):
                assert read_sheets(name, content)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=st.text(alphabet="0123456789.,-% x", max_size=12))
def test_number_of_text_is_a_number_or_a_reason(text):
    with suppress(CellError):
        assert number_of(text, 2).is_finite()
