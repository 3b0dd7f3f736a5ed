import re

import pytest
from playwright.sync_api import expect

from tests.builders import make_user
from tests.reporting.worlds import make_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WIDTHS = (360, 1280)
NOT_FOUND = "/khong-co-trang-nay/"


@pytest.fixture
def small(transactional_db):
    return make_world((0, 1, 2, 3, 4, 5, 0))


@pytest.fixture
def stranger(context):
    """A page of its own: Chromium writes answers of 400 and more to the console."""
    return context.new_page()


def fail(*_args, **_kwargs):
    raise RuntimeError


def go_amiss(page, kind, settings, monkeypatch, sign_in):
    """Bring a page to an answer of the kind."""
    if kind == "404":
        return page.goto(NOT_FOUND)
    if kind == "403":
        sign_in(make_user())
        return page.goto("/dot-nhap/")
    if kind == "500":
        monkeypatch.setattr("reporting.reports.communes.open_scope", fail)
        return page.goto("/xa/")
    page.goto("/tai-khoan/dang-nhap/")
    if kind == "413":
        settings.LARGEST_REQUEST = 10
    else:
        page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').remove()")
    page.get_by_label("Tên đăng nhập").fill("ai")
    page.get_by_label("Mật khẩu").fill("x")
    with page.expect_navigation() as answer:
        page.locator("main button").click()
    return answer.value


@pytest.mark.one_database
@pytest.mark.parametrize("kind", ["404", "403", "403 csrf", "413", "500"])
def test_error_page_is_accessible_and_fits(
    stranger, kind, settings, monkeypatch, sign_in, axe_violations, is_styled, fits
):
    answer = go_amiss(stranger, kind, settings, monkeypatch, sign_in)

    assert answer.status == int(kind[:3])
    for width in WIDTHS:
        stranger.set_viewport_size({"width": width, "height": 800})
        assert axe_violations(stranger) == []
        assert is_styled(stranger)
        assert fits(stranger)


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
