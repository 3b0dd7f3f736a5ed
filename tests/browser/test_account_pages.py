"""The account's pages on a telephone and a desk, and the whole way in by two steps."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from tests.accounts.totp import code_now
from tests.builders import make_membership, make_province, make_user

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "mot-mat-khau-dai-1"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.MFA_REQUIRED = True
    cache.clear()


def sign_in(page, user):
    page.goto(reverse("account_login"))
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()


def is_whole(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_wrong_password_is_told_at_the_top(sized_page, axe_violations, is_styled):
    sign_in(sized_page, make_user())

    expect(sized_page).to_have_title(re.compile("^Lỗi: "))
    expect(sized_page.get_by_role("alert")).to_be_visible()
    assert is_styled(sized_page)
    assert is_whole(sized_page)
    assert axe_violations(sized_page) == []


def test_forgotten_password_is_asked_for(sized_page, axe_violations):
    sized_page.goto(reverse("account_login"))
    sized_page.get_by_role("link", name="Quên mật khẩu?").click()
    sized_page.get_by_label("Thư điện tử").fill("xa@example.vn")

    assert axe_violations(sized_page) == []
    sized_page.get_by_role("button", name="Gửi liên kết").click()

    expect(sized_page.get_by_role("main")).to_contain_text("thư đã được gửi")
    assert axe_violations(sized_page) == []


def test_coordinator_sets_up_the_second_factor(sized_page, axe_violations):
    user = make_user(password=PASSWORD)
    make_membership(user=user, role="coordinator", unit=make_province())
    sign_in(sized_page, user)

    expect(sized_page.locator(".qr svg")).to_be_visible()
    assert is_whole(sized_page)
    assert axe_violations(sized_page) == []
    assert sized_page.locator(".qr svg").bounding_box()["width"] > 100
    secret = sized_page.inner_text(".steps code")
    sized_page.get_by_label("Mã của ứng dụng").fill(code_now(secret))
    sized_page.get_by_role("button", name="Bật").click()

    expect(sized_page.get_by_role("main")).to_contain_text("Mỗi mã dùng một lần")
    assert axe_violations(sized_page) == []
    sized_page.goto(reverse("account_home"))
    assert "Đang bật" in sized_page.inner_text("main")
    assert is_whole(sized_page)
    assert axe_violations(sized_page) == []
