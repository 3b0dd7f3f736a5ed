import pytest

from reporting.pages.commune import commune_page
from reporting.pages.communes import communes_page
from reporting.pages.province import province_page
from reporting.reports.commune import commune_report
from reporting.reports.communes import commune_list
from reporting.reports.province import province_report
from reporting.reports.rows import Filters
from reporting.reports.scope import Where
from tests.builders import make_procedure, make_step
from tests.reporting.worlds import SIZE, account, make_world, open_year, record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("misses", "heading"),
    [
        ((0, 0), "Cả 2 xã đạt đủ 6 tiêu chí"),
        ((1, 4, 5), "Chưa xã nào đạt đủ 6 tiêu chí; 2 xã còn ở mức dưới 3"),
        ((0, 1, 2), "1 trên 3 xã đạt đủ 6 tiêu chí; 2 xã còn ở mức 3–5"),
    ],
    ids=["all", "none", "some"],
)
def test_province_heading(misses, heading):
    make_world(misses)

    assert (
        province_page(province_report(Where("Bắc Kạn", year=2021))).heading == heading
    )


def test_province_heading_names_no_band_that_is_empty():
    world = make_world((0,), years=())
    record(world, open_year(world, 2021), {world.communes[0].pk: account(0)})
    world.ward.versions.update(kind="xa")

    heading = province_page(province_report(Where("Bắc Kạn"))).heading

    assert heading == "1 trên 2 xã đạt đủ 6 tiêu chí"


def test_province_lead_names_the_two_hardest():
    make_world((0, 1, 2))

    lead = province_page(province_report(Where("Bắc Kạn", year=2021))).lead

    assert lead == (
        "Đến hết năm 2021, bình quân mỗi xã đạt 5,0 tiêu chí. "
        "Tiêu chí 6 và tiêu chí 5 là hai tiêu chí nhiều xã vướng nhất."
    )


@pytest.mark.parametrize(
    ("filters", "heading"),
    [
        ({}, "3 xã: xã nào đã đạt, xã nào còn thiếu gì"),
        ({"missing": 6}, "2 xã chưa đạt tiêu chí 6"),
        ({"missing": 1}, "0 xã chưa đạt tiêu chí 1"),
        ({"band": SIZE}, "1 xã đạt đủ 6 tiêu chí"),
        ({"text": "linh"}, "1 trên 3 xã khớp bộ lọc"),
        ({"missing": 6, "text": "linh"}, "1 trên 3 xã khớp bộ lọc"),
    ],
    ids=["all", "missing", "missing nobody", "full", "text", "both"],
)
def test_list_heading(world, filters, heading):
    found = commune_list(Where("Bắc Kạn", year=2021), Filters(**filters))

    assert communes_page(found).heading == heading


@pytest.mark.parametrize(
    ("place", "heading"),
    [
        (0, "Xã Ân Tình đạt đủ 6 tiêu chí"),
        (2, "Xã Cổ Linh đạt 4 trên 6 tiêu chí, còn 2 để đủ chuẩn"),
    ],
    ids=["all", "some"],
)
def test_commune_heading(world, place, heading):
    report = commune_report(world.communes[place].pk, 2021)

    assert commune_page(report).heading == heading


def test_commune_heading_counts_what_is_not_assessed():
    world = make_world((0,), years=())
    make_step(make_procedure())
    half = account(0, statuses={5: "submitted", 6: "submitted"})
    record(world, open_year(world, 2021), {world.communes[0].pk: half})

    page = commune_page(commune_report(world.communes[0].pk))

    assert page.heading == "Xã Ân Tình đạt 4 trên 6 tiêu chí, 2 chưa đánh giá"


def test_commune_heading_without_result_is_its_name(world):
    page = commune_page(commune_report(world.ward.pk))

    assert page.heading == "Phường Đức Xuân"


@pytest.mark.parametrize(
    ("basis", "lead"),
    [
        (
            "confirmed",
            "Các số dưới đây chỉ tính kết quả đã xác nhận, nên còn thấp hơn thực tế.",
        ),
        ("declared", "Các số dưới đây tính cả kết quả đã nộp, chưa xác nhận."),
    ],
)
def test_lead_of_an_unfinished_year_says_what_counts(basis, lead):
    world = make_world((0, 0), years=())
    make_step(make_procedure())
    period = open_year(world, 2021)
    drafted = account(0, statuses={5: "draft", 6: "submitted"})
    units = [unit.pk for unit in world.communes]
    record(world, period, {units[0]: drafted, units[1]: account(0)})

    report = province_report(Where("Bắc Kạn", year=2021, basis=basis))

    assert province_page(report).lead == lead
