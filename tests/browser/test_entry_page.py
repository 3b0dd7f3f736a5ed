"""Entering in the browser: accessible, and done without script."""

import re

import pytest
from playwright.sync_api import expect

from assessments.actions.reviewing import send_back
from assessments.models import HeldInput
from tests.assessments.files import PDF
from tests.assessments.round import DAY, make_round
from tests.browser.conftest import BOTH_SIZES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def round_(settings):
    """Of four criteria one was returned, one waits, two are to be entered."""
    settings.CLOCK_DAY = DAY
    round_ = make_round("percent", "percent", "percent", "yes_no")
    returned = round_.submitted(1)
    send_back(
        result=returned,
        version=returned.version,
        by=round_.district_officer,
        reason="Bổ sung hợp đồng",
    )
    round_.submitted(3)
    return round_


@pytest.fixture
def address(round_):
    place = f"{round_.commune.pk}-{round_.period_set.pk}"
    return f"/nhap-lieu/{round_.period.year}/{place}/"


def save(page):
    page.get_by_role("button", name="Lưu nháp").click()


@pytest.mark.one_database
def test_page_is_styled_accessible_and_fits(
    sized_page, sign_in, round_, address, axe_violations, is_styled, fits
):
    sign_in(round_.official)
    sized_page.goto(address)
    sized_page.locator("#v-2-1").fill("12.5")
    save(sized_page)
    expect(sized_page.locator("#save-state")).to_contain_text("Đã lưu nháp")
    sized_page.goto(address)

    expect(sized_page.get_by_role("alert")).to_contain_text("Phải là số nguyên")
    assert is_styled(sized_page)
    assert axe_violations(sized_page) == []
    assert fits(sized_page)
    sized_page.goto(f"{address}nop/")
    expect(sized_page.get_by_role("heading", name="cần xem trước")).to_be_visible()
    for folded in sized_page.locator("summary").all():
        folded.click()
    assert axe_violations(sized_page) == []
    assert fits(sized_page)


def test_wrong_input_is_corrected_and_handed_in_without_script(
    plain_page, sign_in, round_, address
):
    page = plain_page
    sign_in(round_.official, page.context)
    page.goto(address)
    page.locator("#v-2-1").fill("85.5")
    save(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("#v-2-1")).to_have_value("85.5")
    page.locator("#v-2-1").fill("85")
    page.get_by_role("button", name="Kiểm tra và nộp").click()

    page.get_by_label("Tôi đã kiểm tra").check()
    page.get_by_role("button", name="Nộp các tiêu chí đã chọn").click()

    expect(page.get_by_role("status").first).to_contain_text("Đã nộp cho huyện lúc")
    assert round_.result(2).status == "submitted"


def test_why_nothing_was_handed_in_is_seen(context, sign_in, round_, address):
    # A page of its own: Chromium writes the answer 422 to the console.
    page = context.new_page()
    round_.save(2, value=85)
    sign_in(round_.official)
    page.goto(f"{address}nop/")

    page.get_by_role("button", name="Nộp các tiêu chí đã chọn").click()

    expect(page.get_by_text("Đánh dấu xác nhận trước khi nộp.")).to_be_visible()


@BOTH_SIZES
def test_second_editor_chooses_without_script(
    plain_page, sign_in, round_, address, fits
):
    # A page of its own: Chromium writes the answer 409 to the console.
    page = plain_page.context.new_page()
    sign_in(round_.official, page.context)
    page.goto(address)
    page.locator("#v-2-1").fill("85")
    round_.save(2, value=90)
    save(page)

    expect(page.get_by_role("alert")).to_contain_text("đã sửa tiêu chí 2")
    table = page.get_by_role("region", name="Bảng hai bản")
    expect(table.get_by_role("row").last).to_contain_text("90")
    expect(table.get_by_role("row").last).to_contain_text("85")
    assert fits(page)
    page.get_by_role("button", name="Dùng bản của tôi").click()

    expect(page.locator("#v-2-1")).to_have_value("85")
    assert round_.result(2).indicator_results.get().value == 85


@BOTH_SIZES
def test_ended_session_loses_nothing_without_script(
    plain_page, sign_in, round_, address, fits
):
    page = plain_page
    sign_in(round_.official, page.context)
    page.goto(address)
    page.locator("#v-2-1").fill("85")
    file = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.locator("#evidence-2").set_input_files([file])
    page.context.clear_cookies(name="sessionid")
    save(page)
    expect(page).to_have_url(re.compile("dang-nhap"))

    sign_in(round_.official, page.context)
    page.goto(address)
    expect(page.locator("#held")).to_contain_text("chưa lưu")
    expect(page.locator("#files-again")).to_contain_text("Tiêu chí 2: a.pdf")
    assert fits(page)
    # Enter in a field saves; it never drops what is held.
    page.locator("#v-2-1").press("Enter")

    expect(page.locator("#held")).to_have_count(0)
    assert round_.result(2).indicator_results.get().value == 85
    page.get_by_role("button", name="Không gửi các tệp này nữa").click()
    expect(page.locator("#files-again")).to_have_count(0)
    assert not HeldInput.objects.exists()


def test_form_of_before_a_sign_in_loses_nothing_without_script(
    plain_page, sign_in, round_, address
):
    # A page of its own: Chromium writes the answer 403 to the console.
    page, other = (plain_page.context.new_page() for _tab in range(2))
    sign_in(round_.official, page.context)
    page.goto(address)
    page.locator("#v-2-1").fill("85")
    # Signing in in another tab brings another token.
    page.context.clear_cookies(name="csrftoken")
    other.goto(address)
    save(page)

    page.get_by_role("link", name="Mở trang nhập với các ô đang giữ").click()
    expect(page.locator("#held")).to_contain_text("chưa lưu")
    save(page)

    expect(page.locator("#held")).to_have_count(0)
    assert round_.result(2).indicator_results.get().value == 85
    assert not HeldInput.objects.exists()


def test_drafts_are_saved_without_the_script(plain_page, sign_in, round_, address):
    sign_in(round_.official, plain_page.context)
    plain_page.goto(address)

    plain_page.locator("#v-2-1").fill("85")
    save(plain_page)

    expect(plain_page.locator("#o-2-1 .v")).to_have_text(re.compile("^Đạt"))
    assert round_.result(2).indicator_results.get().value == 85
