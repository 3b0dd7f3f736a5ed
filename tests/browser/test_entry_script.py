"""The page of entering with its script: verdicts, keys, saving by itself, keeping."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from assessments.actions.values import Given
from assessments.models import CriterionResult
from criteria.models import Measure
from tests.assessments.round import DAY, make_round
from tests.browser.conftest import BOTH_SIZES
from tests.builders import make_membership, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

SAVED = re.compile(r"^Đã lưu nháp lúc \d\d:\d\d\.$")


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.CLOCK_DAY = DAY


@pytest.fixture
def round_(transactional_db):
    round_ = make_round("percent", "percent", "yes_no", "percent")
    Measure.objects.filter(indicators__criterion__number=1).update(decimals=1)
    return round_


def address(round_):
    args = [round_.period.year, round_.commune.pk, round_.period_set.pk]
    return reverse("entry:page", args=args)


@pytest.fixture
def desk(context, round_, sign_in, size):
    """The page, open before the official; failing requests may show on the console."""
    sign_in(round_.official)
    page = context.new_page()
    page.set_viewport_size(size)
    page.goto(address(round_))
    return page


def field(page, slug):
    return page.locator(f"#v-{slug}")


def verdict(page, slug):
    return page.locator(f"#o-{slug} .v")


def state(page):
    return page.locator("#save-state")


def value_of(round_, number):
    return round_.result(number).indicator_results.get().value


def test_verdict_stands_when_the_field_is_left(desk):
    field(desk, "1-1").fill("75")

    took = desk.evaluate(
        """() => {
          const from = performance.now();
          document.activeElement.blur();
          const said = document.querySelector("#o-1-1 .v").textContent;
          return [said, performance.now() - from];
        }"""
    )

    assert took[0] == "Còn thiếu 5\u00a0điểm\u00a0%"
    assert took[1] < 100
    expect(verdict(desk, "1-1")).to_have_class("v v-fail")


def test_it_saves_by_itself_and_says_so(page, round_, sign_in):
    sign_in(round_.official)
    page.goto(address(round_))

    field(page, "1-1").fill("85")
    field(page, "1-1").press("Enter")

    expect(state(page)).to_have_text(SAVED)
    assert value_of(round_, 1) == 85
    expect(page.locator("[data-verdict='1']").first).to_have_text("Đạt")


def test_a_fault_is_said_in_the_words_of_the_server(desk, round_):
    field(desk, "1-1").fill("12.5")
    field(desk, "1-1").press("Enter")

    error = desk.locator("#x-1-1")
    expect(error).to_have_text("Lỗi: Dùng dấu phẩy cho phần thập phân, ví dụ 12,5.")
    expect(field(desk, "1-1")).to_have_attribute("aria-invalid", "true")
    expect(field(desk, "1-1")).to_have_attribute(
        "aria-describedby", re.compile("x-1-1")
    )
    expect(verdict(desk, "1-1")).to_have_text("Chưa đánh giá: giá trị chưa hợp lệ")
    expect(state(desk)).to_have_text(SAVED)
    desk.reload()
    expect(error).to_have_text("Lỗi: Dùng dấu phẩy cho phần thập phân, ví dụ 12,5.")


def test_a_mended_fault_leaves_the_list_of_what_is_to_mend(page, round_, sign_in):
    round_.save(1, value=80)
    round_.save(1, given={"1.1": Given(typed="12.5")})
    sign_in(round_.official)
    page.goto(address(round_))
    expect(page.locator("#errors a")).to_have_count(1)

    field(page, "1-1").fill("75")
    page.keyboard.press("Tab")

    expect(state(page)).to_have_text(SAVED)
    expect(page.locator("#errors")).to_be_hidden()


def test_what_is_saved_stands_in_sight_on_a_telephone(page, round_, sign_in):
    sign_in(round_.official)
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(address(round_))

    field(page, "1-1").fill("75")

    expect(state(page)).to_be_in_viewport()
    expect(state(page)).to_have_text("Đang nhập, chưa lưu.")


def test_value_typed_back_leaves_nothing_unsaved(page, round_, sign_in):
    round_.save(1, value=80)
    sign_in(round_.official)
    page.goto(address(round_))

    field(page, "1-1").fill("75")
    expect(state(page)).to_have_text("Đang nhập, chưa lưu.")
    field(page, "1-1").fill("80")
    page.keyboard.press("Tab")

    expect(state(page)).to_have_text("Mọi giá trị đã được lưu.")


# A share with one decimal, and one that is whole.
REFUSED = [
    *(("1-1", text) for text in ("12.500", "12.5", "nhiều", "75,55", "-5", "１２")),
    *(("4-1", text) for text in ("1.234", "12.5", "nhiều", "0,5", "99999999999")),
]


@pytest.mark.parametrize(("slug", "typed"), REFUSED)
def test_script_and_server_refuse_alike(desk, slug, typed):
    field(desk, slug).fill(typed)
    field(desk, slug).blur()
    said = desk.locator(f"#x-{slug}").text_content()
    expect(state(desk)).to_have_text(SAVED)

    desk.reload()

    assert said.startswith("Lỗi: ")
    assert desk.locator(f"#x-{slug}").text_content() == said


def test_enter_and_arrows_move_like_in_a_sheet(desk):
    field(desk, "1-1").focus()

    moved = []
    for key in ("Enter", "Enter", "Enter", "Shift+Enter", "Enter", "ArrowUp"):
        desk.keyboard.press(key)
        moved.append(desk.evaluate("document.activeElement.name"))

    assert moved == ["v-2-1", "v-3-1", "v-4-1", "v-3-1", "v-4-1", "v-2-1"]
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.value") == "save"


def test_one_key_answers_a_yes_or_no(desk, round_):
    field(desk, "2-1").focus()

    desk.keyboard.press("Enter")
    desk.keyboard.press("x")
    desk.keyboard.press("Enter")

    expect(desk.locator("input[name='v-3-1'][value='1']")).to_be_checked()
    expect(verdict(desk, "3-1")).to_have_text("Đạt")
    expect(state(desk)).to_have_text(SAVED)
    assert value_of(round_, 3) == 1


PASTE = """([slug, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const said = { clipboardData, bubbles: true, cancelable: true };
  document.querySelector("#v-" + slug).dispatchEvent(new ClipboardEvent("paste", said));
}"""


def test_a_pasted_column_fills_the_fields_that_follow(desk, round_):
    desk.evaluate(PASTE, ["1-1", "75\r\n81\r\nĐạt\r\n90\r\n"])

    expect(desk.locator("#paste-state")).to_have_text("Đã điền 4 ô.")
    expect(field(desk, "2-1")).to_have_value("81")
    expect(state(desk)).to_have_text(SAVED)
    assert [value_of(round_, number) for number in (1, 2, 3, 4)] == [75, 81, 1, 90]


def test_what_of_a_column_cannot_be_used_is_told(desk):
    desk.evaluate(PASTE, ["1-1", "12.5\n81\ncó lẽ\n90\n7"])

    told = "Đã điền 2 ô. Không dùng được: 1.1 “12.5”; 3.1 “có lẽ”; “7”."
    expect(desk.locator("#paste-state")).to_have_text(told)
    expect(field(desk, "1-1")).to_have_value("12.5")
    expect(desk.locator("input[name='v-3-1'][value='']")).to_be_checked()


@BOTH_SIZES
def test_without_network_nothing_looks_saved_and_it_is_sent_later(
    desk, context, round_, fits
):
    context.set_offline(True)
    field(desk, "1-1").fill("85")
    field(desk, "1-1").press("Enter")
    field(desk, "2-1").fill("70")
    field(desk, "2-1").press("Enter")

    words = "Mất mạng. 2 giá trị đang giữ trên máy này, chưa gửi."
    expect(state(desk)).to_have_text(words)
    assert fits(desk)
    assert not CriterionResult.objects.filter(entered_by=round_.official).exists()
    context.set_offline(False)

    expect(state(desk)).to_have_text(SAVED)
    assert [value_of(round_, 1), value_of(round_, 2)] == [85, 70]
    assert desk.evaluate("localStorage.length") == 0


def lose(desk, context, round_):
    """Type without a network and lose the page; open it again with one."""
    size = desk.viewport_size
    context.set_offline(True)
    field(desk, "1-1").fill("85")
    field(desk, "1-1").press("Enter")
    expect(state(desk)).to_have_text(re.compile("^Mất mạng"))
    desk.close()
    context.set_offline(False)
    page = context.new_page()
    page.set_viewport_size(size)
    page.goto(address(round_))
    return page


@BOTH_SIZES
def test_lost_values_are_offered_and_sent(desk, context, round_, fits, axe_violations):
    page = lose(desk, context, round_)
    words = "1 giá trị nhập lần trước còn giữ trên máy này, chưa gửi."
    expect(page.locator("#kept b")).to_have_text(words)
    expect(field(page, "1-1")).to_have_value("85")
    expect(verdict(page, "1-1")).to_have_text("Chưa lưu")
    assert axe_violations(page) == []
    assert fits(page)

    page.get_by_role("button", name="Gửi các giá trị này").click()

    expect(state(page)).to_have_text(SAVED)
    expect(page.locator("#kept")).to_have_count(0)
    assert value_of(round_, 1) == 85
    assert page.evaluate("localStorage.length") == 0


def test_lost_values_can_be_dropped(desk, context, round_):
    page = lose(desk, context, round_)

    page.get_by_role("button", name="Bỏ", exact=True).click()

    expect(field(page, "1-1")).to_have_value("")
    expect(verdict(page, "1-1")).to_have_text("Chưa nhập")
    assert page.evaluate("localStorage.length") == 0


def test_lost_values_of_an_old_version_overwrite_nothing(desk, context, round_):
    context.set_offline(True)
    field(desk, "1-1").fill("85")
    field(desk, "1-1").press("Enter")
    expect(state(desk)).to_have_text(re.compile("^Mất mạng"))
    round_.save(1, 40)
    desk.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address(round_))

    page.get_by_role("button", name="Gửi các giá trị này").click()

    expect(page.locator("[data-conflict]")).to_contain_text("40")
    assert value_of(round_, 1) == 40


def test_signing_out_forgets_what_was_kept(desk, context, round_):
    page = lose(desk, context, round_)

    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Đăng xuất").first.click()
    page.wait_for_url(re.compile("/$"))

    assert page.evaluate("localStorage.length") == 0


@BOTH_SIZES
def test_an_ended_session_keeps_the_input_through_the_sign_in(
    desk, context, round_, sign_in, settings, fits, axe_violations
):
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    field(desk, "1-1").fill("85")
    field(desk, "1-1").press("Enter")

    words = "Phiên đã hết. 1 giá trị đang giữ trên máy này, chưa gửi."
    expect(state(desk)).to_have_text(words)
    assert axe_violations(desk) == []
    assert fits(desk)
    sign_in(round_.official)
    desk.get_by_role("link", name="Đăng nhập lại").click()

    desk.wait_for_url(re.compile(address(round_)))
    expect(field(desk, "1-1")).to_have_value("85")
    assert not CriterionResult.objects.filter(entered_by=round_.official).exists()


def test_leaving_is_asked_only_while_something_is_unsent(desk, context):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    field(desk, "1-1").fill("85")
    field(desk, "1-1").press("Enter")
    expect(state(desk)).to_have_text(SAVED)
    desk.reload()
    assert asked == []

    context.set_offline(True)
    field(desk, "1-1").fill("86")
    field(desk, "1-1").press("Enter")
    expect(state(desk)).to_have_text(re.compile("^Mất mạng"))
    desk.close(run_before_unload=True)
    desk.wait_for_event("close")

    assert asked == ["beforeunload"]


@pytest.fixture
def meeting(desk, round_):
    """Two criteria changed in the page, one of them by somebody else just before."""
    round_.save(1, 40)
    field(desk, "1-1").fill("85")
    field(desk, "1-1").press("Enter")
    field(desk, "2-1").fill("70")
    field(desk, "2-1").press("Enter")
    expect(desk.locator("[data-conflict]")).to_have_count(1)
    return desk


def test_a_meeting_shows_both_and_loses_no_other(meeting, round_):
    box = meeting.locator("[data-leaf='1-1'] [data-conflict]")

    expect(box).to_contain_text("Bản của bạn: 85.")
    expect(box).to_contain_text(": 40.")
    assert value_of(round_, 1) == 40
    assert value_of(round_, 2) == 70


@pytest.mark.parametrize(
    ("button", "value"), [("Dùng bản của tôi", 85), (re.compile("^Giữ bản của"), 40)]
)
def test_the_person_chooses_which_value_stands(meeting, round_, button, value):
    meeting.get_by_role("button", name=button).click()

    expect(meeting.locator("[data-conflict]")).to_have_count(0)
    expect(field(meeting, "1-1")).to_have_value(str(value))
    expect(state(meeting)).to_have_text(re.compile("đã được lưu|Đã lưu nháp"))
    assert meeting.evaluate("localStorage.length") == 0
    assert value_of(round_, 1) == value


@pytest.mark.parametrize("width", [1280, 360])
def test_the_status_leads_to_the_choice(meeting, width):
    meeting.set_viewport_size({"width": width, "height": 900})
    field(meeting, "4-1").focus()
    box, lead = meeting.locator("[data-conflict]"), meeting.locator("#undecided")
    expect(lead).to_be_in_viewport(ratio=1)

    lead.press("Enter")

    expect(box).to_be_focused()
    expect(box.get_by_role("button").last).to_be_in_viewport(ratio=1)
    box.get_by_role("button", name="Dùng bản của tôi").click()
    expect(lead).to_be_hidden()


def test_a_lock_is_told_and_loses_nothing(desk, round_):
    round_.close()
    field(desk, "1-1").fill("85")
    field(desk, "1-1").press("Enter")

    expect(state(desk)).to_have_text(re.compile("^Đã khóa: "))
    desk.reload()

    words = "1 giá trị giữ trên máy này không gửi được vì đã khóa: 1.1: 85."
    expect(desk.get_by_text(words)).to_be_visible()
    expect(desk.get_by_role("button", name="Gửi các giá trị này")).to_be_hidden()
    desk.get_by_role("button", name="Bỏ", exact=True).click()
    assert desk.evaluate("localStorage.length") == 0


def test_what_was_locked_never_looks_saved(desk, round_):
    round_.save(1, 80)
    desk.reload()
    round_.submit(1)
    enter(desk, "1-1", "85")
    expect(state(desk)).to_have_text(re.compile("^Đã khóa: "))

    enter(desk, "2-1", "70")

    expect(state(desk)).to_have_text(SAVED)
    expect(field(desk, "1-1")).to_be_disabled()
    expect(field(desk, "1-1")).to_have_value("85")
    expect(verdict(desk, "1-1")).to_have_text("Chưa lưu")
    expect(desk.locator("#tc-1 .pill")).to_contain_text("đang chờ")
    expect(desk.locator("#tc-nav .pill").first).to_contain_text("đang chờ")
    desk.get_by_role("button", name="Kiểm tra và nộp").click()
    desk.wait_for_url(re.compile("/nop/"))
    assert [value_of(round_, 1), value_of(round_, 2)] == [80, 70]
    assert desk.evaluate("localStorage.length") == 1


@pytest.fixture
def colleague(browser, browser_context_args, base_url, round_, size):
    """A second official of the commune at a computer of their own."""
    user = make_membership(
        user=make_user(), role="commune_official", unit=round_.commune
    ).user
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(**{**browser_context_args, "viewport": size})
    cookie = {"name": name, "value": client.cookies[name].value, "url": base_url}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(base_url + address(round_))
    yield page
    context.close()


def enter(page, slug, text):
    field(page, slug).fill(text)
    field(page, slug).press("Enter")


def test_two_editors_of_different_criteria_never_meet(desk, colleague, round_):
    enter(desk, "1-1", "85")
    enter(colleague, "2-1", "70")

    expect(state(desk)).to_have_text(SAVED)
    expect(state(colleague)).to_have_text(SAVED)
    assert [value_of(round_, 1), value_of(round_, 2)] == [85, 70]


@BOTH_SIZES
def test_the_second_of_two_editors_chooses(
    desk, colleague, round_, axe_violations, fits
):
    enter(desk, "1-1", "85")
    expect(state(desk)).to_have_text(SAVED)
    enter(colleague, "1-1", "40")

    box = colleague.locator("[data-conflict]")
    expect(box).to_contain_text("Bản của bạn: 40.")
    expect(state(colleague)).to_have_text(re.compile("^Chưa lưu: "))
    assert axe_violations(colleague) == []
    assert fits(colleague)
    assert value_of(round_, 1) == 85
    colleague.get_by_role("button", name="Dùng bản của tôi").press("Enter")

    expect(state(colleague)).to_have_text(SAVED)
    assert value_of(round_, 1) == 40


def test_it_speaks_the_language_of_the_page(desk, round_):
    desk.goto(f"/en{address(round_)}")

    enter(desk, "1-1", "75")
    expect(state(desk)).to_have_text(re.compile(r"^Draft saved at"))
    enter(desk, "2-1", "12.5")

    expect(verdict(desk, "1-1")).to_have_text(re.compile("5\u00a0.*points"))
    expect(desk.locator("#x-2-1")).to_have_text(re.compile("^Error: Must be a whole"))
