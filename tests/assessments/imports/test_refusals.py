"""What an import refuses, each with its place and its reason."""

import datetime as dt

import pytest
from django.utils import timezone

from assessments.actions.documents import Citation
from assessments.actions.imports import import_results
from assessments.errors import AssessmentsError
from assessments.imports.cells import CellError, entered_of
from assessments.imports.plan import plan_import
from assessments.models import CriterionResult
from criteria.models import Indicator, Measure
from tests.assessments.imports.sheets import (
    csv_file,
    plan,
    refused,
    upload,
    written,
    xlsx,
)
from tests.builders import make_commune, make_step

pytestmark = pytest.mark.django_db


CELLS = [
    ("2.1", "nhiều", "không phải số"),
    ("2.1", 100.5, "ngoài khoảng 0–100"),
    ("2.1", -1, "ngoài khoảng 0–100"),
    ("2.1", 79.555, "nhiều hơn 2 chữ số thập phân"),
    ("2.1", "12.5", "dùng dấu phẩy cho phần thập phân, ví dụ 12,5"),
    ("2.1", "1,234", "có thể hiểu hai cách"),
    ("2.1", "1.234", "có thể hiểu hai cách"),
    ("2.1", True, "đúng/sai"),
    ("2.1", dt.date(2021, 5, 12), "là ngày giờ"),
    ("2.1", "-", "không phải số"),
    ("2.2", -3, "số âm"),
    ("2.2", 2.5, "phải là số nguyên"),
    ("2.2", "80%", "không phải tỷ lệ"),
    ("2.2", 1e300, "số quá lớn"),
    ("1.1", "có thể", "ghi Đạt hoặc Chưa đạt"),
    ("1.1", 2, "ghi Đạt hoặc Chưa đạt"),
    ("1.1", 75.5, "“75,5” không rõ"),
    ("Tiêu chí 2", 75.5, "“75,5” không rõ"),
    ("Tiêu chí 2", "tốt", "ghi Đạt, Chưa đạt"),
    ("3", 1, "không rõ là kết luận hay giá trị"),
    ("Số tiêu chí đạt", 5, "lớn hơn 4"),
    ("Số tiêu chí đạt", -1, "số âm"),
]


@pytest.mark.parametrize(("heading", "value", "reason"), CELLS)
def test_cell_refused_with_place(office, heading, value, reason):
    before = written()

    found = plan(office, ["Xã", heading], ["Sĩ Bình", value])

    [(place, said)] = refused(found)
    assert (place, reason in said) == ("Sheet1!B2", True), said
    assert written() == before


LONG = ["Xã", "Chỉ tiêu", "Giá trị"]
ROWS = [
    # a total that does not add up
    (["Xã", "2.2"], ["Sĩ Bình", 2], ["Vũ Muộn", 3], ["Tổng cộng", 6], "B4", "được 5"),
    (["Xã", "TC1"], ["Sĩ Bình", "x"], ["Vũ Muộn", "x"], ["Tổng", 1], "B4", "được 2"),
    (["Xã", "TC1", "TC2", "Tổng"], ["Sĩ Bình", "x", "x", 1], "D2", "cho 2"),
    (LONG, ["Sĩ Bình", "2.2", 2], ["Tổng", "2.2", 3], "C3", "được 2"),
    (
        LONG,
        ["Sĩ Bình", "TC 1", "x"],
        ["Sĩ Bình", "TC 2", "x"],
        ["Sĩ Bình", "Số tiêu chí đạt", 1],
        "C4",
        "các cột tiêu chí cho 2",
    ),
    # a commune twice
    (["Xã", "2.1"], ["Sĩ Bình", 80], ["Xã Sỹ Bình", 81], "A3", "đã có ở Sheet1!A2"),
    # columns
    (["Xã", "2.1", "9.9"], ["Sĩ Bình", 80, 1], "C1", "không rõ cột “9.9”"),
    (["Xã", "2.1", None], ["Sĩ Bình", 80, 1], "C1", "không có tiêu đề"),
    (["Xã", "2.1", "CT 2.1"], ["Sĩ Bình", 80, 1], "C1", "đã có ở cột Sheet1!B1"),
    (["Xã", "2.1", "Tổng"], ["Sĩ Bình", 80, 1], "C1", "không rõ cột “Tổng”"),
    (["Xã", "2.1", "Kết quả"], ["Sĩ Bình", 80, "x"], "C1", "không rõ cột “Kết quả”"),
    ([*LONG, "2.1"], ["Sĩ Bình", "2.2", 2, 80], "D1", "không rõ cột “2.1”"),
    (["Xã", "4.1"], ["Sĩ Bình", 80], "B1", "ghi theo từng phần: 4.1a, 4.1b"),
    (["Xã", "2.1", "Tổng số tiêu chí"], ["Sĩ Bình", 80, 4], "C1", "không rõ cột"),
    (["Xã", "2.1", "Số chỉ tiêu"], ["Sĩ Bình", 80, 4], "C1", "không rõ cột"),
    # a row without its commune
    (["Xã", "2.1"], [None, 80], "A2", "không có mã hoặc tên xã"),
    # no header at all
    (["Huyện", "Ghi chú"], ["Bạch Thông", "x"], "A1", "không thấy dòng tiêu đề"),
]


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case[-1])
def test_table_refused_with_place(office, case):
    *rows, place, reason = case

    found = plan(office, *rows)

    said = [r for r in refused(found) if r[0] == f"Sheet1!{place}"]
    assert len(said) == 1, refused(found)
    assert reason in said[0][1]


def test_refused_column_is_told_once(office):
    rows = [[name, 80, 80, 80] for name in office.names]

    found = plan(office, ["Xã", "2.1", "CT 2.1", "4.1"], *rows)

    assert [place for place, _reason in refused(found)] == ["Sheet1!C1", "Sheet1!D1"]


def test_totals_that_add_up_pass(office):
    found = plan(
        office,
        ["Xã", "2.2", "Số tiêu chí đạt"],
        ["Huyện Bạch Thông", 5, 3],
        ["Sĩ Bình", 2, 1],
        ["Vũ Muộn", 3, 2],
        ["Tổng cộng", 5, 3],
    )

    assert (refused(found), len(found.new)) == ([], 2)


@pytest.mark.parametrize(
    ("touch", "place", "reason"),
    [
        (lambda s: s.__setitem__("B2", "=1+1"), "B2", "công thức chưa có giá trị"),
        (lambda s: s.__setitem__("B2", "#N/A"), "B2", "ô báo lỗi"),
        (lambda s: s.merge_cells("B2:B3"), "B2", "ô gộp"),
    ],
    ids=["formula", "error", "merged"],
)
def test_cell_that_hides_something_refused(office, touch, place, reason):
    rows = ["Xã", "2.1"], ["Sĩ Bình", 80], ["Vũ Muộn", 80]

    found = plan_import(upload(office, xlsx(*rows, touch=touch)))

    said = [r for r in refused(found) if r[0] == f"Sheet1!{place}"]
    assert len(said) == 1, refused(found)
    assert reason in said[0][1]


def test_merged_title_above_header_passes(office):
    rows = ["BIỂU", None], ["Xã", "2.1"], ["Sĩ Bình", 80]

    found = plan_import(
        upload(office, xlsx(*rows, touch=lambda s: s.merge_cells("A1:B1")))
    )

    assert refused(found) == []


def test_share_printed_as_percent_is_read_as_printed(office):
    def as_percent(sheet):
        sheet["B2"].number_format = "0.0%"

    found = plan_import(
        upload(office, xlsx(["Xã", "2.1"], ["Sĩ Bình", 0.755], touch=as_percent))
    )

    [account] = found.results.new.values()
    assert f"{account.values['2.1'].value:f}" == "75.50"


def test_csv_row_cut_short_refused(office):
    content = csv_file(["Xã", "2.1", "2.2"], ["Sĩ Bình", "80"])

    found = plan_import(upload(office, content, "bang.csv"))

    assert refused(found) == [("CSV!A2", "dòng bị cụt: thiếu ô")]


@pytest.mark.parametrize("title", ["BÁO CÁO", "Bảng kết quả, năm 2021"])
def test_csv_with_a_title_is_read_by_its_header(office, title):
    rows = f"{title}\nXã;2.1;2.2\nSĩ Bình;75,5;2\nVũ Muộn;80,5\n"

    found = plan_import(upload(office, rows.encode(), file_name="bang.csv"))

    assert refused(found) == [("CSV!A4", "dòng bị cụt: thiếu ô")]
    assert [account.place for account in found.new] == ["CSV!A3"]


def test_choice_of_a_raised_digit_refused():
    leaf = Indicator(measure=Measure(kind="choice"))

    with pytest.raises(CellError, match="không có trong các mức"):
        entered_of("²", leaf, {"cap do": 2}, is_percent=False)


def test_kind_that_the_set_does_not_count_is_said(office):
    make_commune("Phủ Thông", parent=office.district, kind="thi_tran")

    found = plan(office, ["Xã", "2.1"], ["TT Phủ Thông", 80])

    [(place, reason)] = refused(found)
    assert place == "Sheet1!A2"
    assert "Thị trấn Phủ Thông" in reason
    assert "không thuộc loại đơn vị" in reason


def test_waiting_criterion_is_locked(office):
    recorded = plan(office, ["Xã", "2.1"], ["Sĩ Bình", 79])
    import_results(plan=recorded.results, by=office.coordinator)
    CriterionResult.objects.filter(criterion__number=2).update(
        status="submitted",
        confirmed_at=None,
        step=make_step(),
        waits_since=timezone.now(),
        submitted_at=timezone.now(),
    )

    found = plan(office, ["Xã", "2.1", "1.1"], ["Sĩ Bình", 80, "x"])

    assert [reason for _place, reason in refused(found)] == [
        "Xã Sĩ Bình, Huyện Bạch Thông (01800): tiêu chí 2 đang chờ xác nhận, "
        "không sửa được"
    ]


CITED = {
    "number": "12/BC-UBND",
    "issuer": "Hội đồng nhân dân tỉnh",
    "title": "Sắp xếp đơn vị hành chính",
    "issued_on": dt.date(2020, 1, 10),
}


@pytest.mark.parametrize(
    ("over", "is_another"),
    [
        ({"issuer": "Sở khác"}, False),
        ({"issued_on": dt.date(2020, 1, 11)}, True),
        ({"issued_on": dt.date(2021, 1, 10)}, False),
        ({"title": "Báo cáo khác"}, True),
        ({"title": "Báo cáo khác", "number": "12 / bc–ubnd"}, False),
    ],
)
def test_two_documents_with_one_number_refused(office, over, is_another):
    citation = Citation(**{**CITED, **over}, is_another=is_another)
    before = written()

    with pytest.raises(AssessmentsError, match="đã là số của một văn bản khác") as said:
        plan(office, ["Xã", "2.1"], ["Sĩ Bình", 80], citation=citation)

    assert said.value.field == "number"
    assert written() == before


@pytest.mark.parametrize(
    "over", [{"issuer": "Sở khác"}, {"issued_on": dt.date(2021, 1, 10)}]
)
def test_same_number_of_another_issuer_or_year_when_said_so(office, over):
    citation = Citation(**{**CITED, **over}, is_another=True)

    found = plan(office, ["Xã", "2.1"], ["Sĩ Bình", 80], citation=citation)

    assert found.is_document_new


def test_document_of_the_same_words_is_the_stored_one(office):
    found = plan(office, ["Xã", "2.1"], ["Sĩ Bình", 80], citation=Citation(**CITED))

    assert not found.is_document_new


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"issued_on": dt.date(2999, 1, 1)}, "issued_on"),
        ({"title": " "}, "title"),
        ({"issuer": ""}, "number"),
        ({"key": "khong-co"}, "document"),
    ],
)
def test_document_incomplete_or_to_come_refused(office, over, field):
    citation = Citation(**{**CITED, "number": "99/BC", **over})

    with pytest.raises(AssessmentsError) as said:
        plan(office, ["Xã", "2.1"], ["Sĩ Bình", 80], citation=citation)

    assert said.value.field == field
