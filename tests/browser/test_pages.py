import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import expect

from communes.choices import UnitKind
from communes.models import UnitVersion
from criteria.models import CriteriaSet
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
    commune = f"/xa/{row.unit_id}-{row.slug}/"
    return [
        "/?nam=2021",
        f"/huyen/{row.district_id}/?nam=2021",
        "/ca-nuoc/?nam=2021",
        "/xa/?nam=2021",
        "/xa/?nam=2021&q=khong-co-xa-nao",
        f"{commune}?nam=2021",
        f"{commune}?nam=2015",
        "/tieu-chi/?nam=2022",
        "/tieu-chi/10/?nam=2021",
        "/ma-tran/?nam=2021",
        f"/so-sanh/?nam=2021&xa={row.unit_id}",
        "/muc-tieu/?nam=2021",
        "/van-ban/",
        "/tim-kiem/?q=yen",
        "/tai-khoan/dang-nhap/",
    ]


def demo_urls():
    """The same and what only the demo holds: maps, a place that ended, a document."""
    heir = UnitVersion.objects.get(
        name="Thái Nguyên", kind=UnitKind.TINH, valid_to=None
    )
    set_document = CriteriaSet.objects.earliest("valid_from").document
    return [
        *urls(),
        "/ban-do/?nam=2021",
        f"/ban-do/?tinh={heir.unit_id}&nam=2025",
        f"/tinh/{heir.unit_id}/?nam=2025",
        "/?nam=2025",
        f"/van-ban/{set_document.key}/",
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


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["vi", "en"])
def test_pages_are_accessible_and_fit(
    page, plain_page, demo, axe_violations, is_styled, prefix
):
    """Both widths, languages and themes; the dark theme differs in colours alone.

    Without JavaScript axe cannot run: there the page is only looked at.
    """
    if prefix and connection.vendor != "sqlite":
        pytest.skip("words do not depend on the database: English is seen on SQLite")
    found = {}
    for url in (prefix + url for url in demo_urls()):
        page.emulate_media(color_scheme="light")
        page.goto(url)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found[url, width] = faults_of(page, axe_violations, is_styled)
        page.emulate_media(color_scheme="dark")
        found[url, "dark"] = axe_violations(page, ["color-contrast"])
        plain_page.goto(url)
        expect(plain_page.get_by_role("heading", level=1)).to_be_visible()
        found[url, "plain"] = [] if is_styled(plain_page) else ["no style"]

    assert found == {place: [] for place in found}


@pytest.mark.parametrize("width", WIDTHS)
def test_page_not_found_is_accessible_and_fits(
    missing, width, axe_violations, is_styled
):
    missing.set_viewport_size({"width": width, "height": 800})

    assert faults_of(missing, axe_violations, is_styled) == []


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
