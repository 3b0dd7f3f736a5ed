"""The long form: a row a value."""

from decimal import Decimal

import pytest

from assessments.actions.imports import import_results
from assessments.models import Assessment, IndicatorResult
from tests.assessments.imports.sheets import plan, refused

pytestmark = pytest.mark.django_db

HEADER = ["Mã xã", "Tên xã", "Huyện", "Chỉ tiêu", "Giá trị", "Căn cứ", "Ghi chú"]


def test_long_rows_make_one_account_a_commune(office):
    found = plan(
        office,
        HEADER,
        ["01800", None, None, "1.1", "Đạt"],
        ["01800", None, None, "2.1", "80,5", "ước", "Số liệu quý III"],
        [None, "Vũ Muộn", "Bạch Thông", "Tiêu chí 4", "Chưa đạt"],
        [None, "Vũ Muộn", "Bạch Thông", "Số tiêu chí đạt", 2],
    )
    assert refused(found) == []
    import_results(plan=found.results, by=office.coordinator)

    first, second = Assessment.objects.order_by("unit")
    assert (first.confirmed_outcomes, second.confirmed_outcomes) == ("M???", "???F")
    assert second.reported_criteria == 2
    row = IndicatorResult.objects.get(indicator__code="2.1", value__isnull=False)
    assert (row.value, row.basis, row.note) == (
        Decimal("80.5"),
        "estimate",
        "Số liệu quý III",
    )


def test_long_note_alone_is_a_change(office):
    row = ["01800", None, None, "2.1", 80]
    import_results(plan=plan(office, HEADER, row).results, by=office.coordinator)

    found = plan(office, HEADER, [*row, None, "Đã thẩm tra"])

    assert len(found.changes) == 1


@pytest.mark.parametrize(
    ("rows", "place", "reason"),
    [
        ([["01800", None, None, None, 80]], "D2", "bị cụt: thiếu chỉ tiêu"),
        ([["01800", None, None, "9.9", 80]], "D2", "không có chỉ tiêu “9.9”"),
        (
            [["01800", None, None, "4.1", 80]],
            "D2",
            "4.1 ghi theo từng phần: 4.1a, 4.1b",
        ),
        ([["01800", None, None, "2.1", 80, "đoán"]], "E2", "ước thực hiện"),
        ([["01800", None, None, "2.1", 80]] * 2, "E3", "đã ghi ở Sheet1!E2"),
        ([[None, None, None, "2.1", 80]], "B2", "không có mã hoặc tên xã"),
    ],
)
def test_long_row_refused_with_place(office, rows, place, reason):
    found = plan(office, HEADER, *rows)

    [(where, why)] = refused(found)
    assert (where, reason in why) == (f"Sheet1!{place}", True), why


def test_long_row_without_value_is_not_assessed(office):
    found = plan(office, HEADER, ["01800", None, None, "2.1", None])

    assert (refused(found), found.new, found.writes) == ([], [], False)
