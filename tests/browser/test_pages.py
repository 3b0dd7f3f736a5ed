import re
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from reporting.reports.province import province_report
from reporting.reports.scope import Where
from tests.reporting.worlds import make_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

NO_SIDEWAYS_SCROLL = "document.scrollingElement.scrollWidth <= window.innerWidth"
WIDTHS = (360, 1280)
NOT_FOUND = "/khong-co-trang-nay/"


@pytest.fixture
def demo(transactional_db):
    call_command("load_demo", stdout=StringIO())


@pytest.fixture
def small(transactional_db):
    return make_world((0, 1, 2, 3, 4, 5, 0))


def urls():
    """One page of each kind; of a commune that misses much, also without results."""
    row = min(province_report(Where("Bắc Kạn", year=2021)).rows, key=lambda r: r.met)
    return [
        "/?nam=2021",
        "/xa/?nam=2021",
        "/xa/?nam=2021&q=khong-co-xa-nao",
        "/ma-tran/?nam=2021",
        f"/so-sanh/?nam=2021&xa={row.unit_id}",
        "/tieu-chi/?nam=2022",
        "/tieu-chi/10/?nam=2021",
        "/muc-tieu/?nam=2021",
        f"/xa/{row.unit_id}-{row.slug}/?nam=2021",
        f"/xa/{row.unit_id}-{row.slug}/?nam=2015",
        "/tai-khoan/dang-nhap/",
    ]


@pytest.fixture
def missing(context):
    """A page of an address that does not exist: the browser notes the 404."""
    page = context.new_page()
    page.goto(NOT_FOUND)
    return page


def faults_of(page, axe_violations, is_styled):
    """What is wrong with an open page at its width."""
    faults = axe_violations(page)
    if not is_styled(page):
        faults.append("no style")
    if not page.evaluate(NO_SIDEWAYS_SCROLL):
        faults.append("sideways scroll")
    return faults


def test_pages_are_accessible_and_fit(page, demo, axe_violations, is_styled):
    found = {}
    for url in urls():
        page.goto(url)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found[url, width] = faults_of(page, axe_violations, is_styled)

    assert found == {place: [] for place in found}


@pytest.mark.parametrize("width", WIDTHS)
def test_page_not_found_is_accessible_and_fits(
    missing, width, axe_violations, is_styled
):
    missing.set_viewport_size({"width": width, "height": 800})

    assert faults_of(missing, axe_violations, is_styled) == []


def test_pages_hold_without_javascript(plain_page, small, is_styled):
    """axe itself needs JavaScript."""
    for url in urls():
        plain_page.goto(url)
        expect(plain_page.get_by_role("heading", level=1)).to_be_visible()
        assert is_styled(plain_page), url
        for width in WIDTHS:
            plain_page.set_viewport_size({"width": width, "height": 800})
            assert plain_page.evaluate(NO_SIDEWAYS_SCROLL), (url, width)


def test_menu_opens_and_closes_on_a_telephone(page, small):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")
    link = page.get_by_role("navigation").get_by_role("link", name="Các xã")
    expect(link).to_be_hidden()

    page.get_by_role("button", name="Danh mục").first.click()
    expect(link).to_be_visible()
    page.get_by_role("button", name="Đóng danh mục").click()

    expect(link).to_be_hidden()


def test_journey_from_the_band_to_a_commune(page, demo):
    page.goto("/?nam=2021")

    page.locator(".band-bar").get_by_role("link", name=re.compile("đủ 19")).click()
    expect(page.get_by_text("Hiện 20 trên 96 xã.")).to_be_visible()
    rows = page.locator("main table tbody th[scope=row] a")
    expect(rows).to_have_count(20)
    name = rows.first.inner_text()
    rows.first.click()

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(f"{name} đạt đủ 19 tiêu chí"))


def test_filter_by_criterion_without_javascript(plain_page, small):
    plain_page.goto("/xa/?nam=2021")

    plain_page.get_by_label("Chưa đạt tiêu chí").select_option("4")
    plain_page.get_by_role("button", name="Lọc").click()

    heading = plain_page.get_by_role("heading", level=1)
    expect(heading).to_have_text("3 xã chưa đạt tiêu chí 4")
    expect(plain_page.locator("main table tbody th[scope=row] a")).to_have_count(3)
