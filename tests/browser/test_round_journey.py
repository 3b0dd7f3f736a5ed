"""The year's round from the first value to the changed dashboard, as people do it."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments.events import broken_in
from assessments.models import CriterionResult, ResultEvent
from tests.assessments.round import DAY, make_round
from tests.browser.conftest import NARROW, WIDE
from tests.builders import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

REASON = "Bổ sung biên bản nghiệm thu."


@pytest.fixture
def round_(settings):
    settings.CLOCK_DAY = DAY
    return make_round("percent", "percent")


@pytest.fixture
def administrator():
    return make_user(is_staff=True, is_superuser=True)


class Desk:
    """One browser at which one person after the other sits down."""

    def __init__(self, page: Page, sign_in, round_) -> None:
        self.page = page
        self._sign_in = sign_in
        self.round = round_

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def sits(self, user, address: str) -> None:
        self.context.clear_cookies()
        self._sign_in(user, into=self.context)
        self.page.goto(address)

    def enters(self, **values: str) -> None:
        """The official types values and saves the draft."""
        self.sits(self.round.official, "/nhap-lieu/")
        for name, value in values.items():
            self.page.locator(f"#{name.replace('_', '-')}").fill(value)
        self.page.get_by_role("button", name="Lưu nháp").click()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def hands_in(self, *numbers: int) -> None:
        """The official checks, chooses, confirms and hands in."""
        self.page.get_by_role("button", name="Kiểm tra và nộp").click()
        for number in numbers:
            self.page.locator(f"#c-{number}").check()
        self.page.get_by_label("Tôi đã kiểm tra").check()
        self.page.get_by_role("button", name="Nộp các tiêu chí đã chọn").click()
        expect(self.page.get_by_text("Đã nộp cho huyện lúc")).to_be_visible()

    def decides(self, user, number: int, decision: str, reason: str = "") -> None:
        """An officer opens a result from the queue and decides on it."""
        self.sits(user, "/tham-tra/")
        row = self.page.get_by_role("row").filter(has_text=f"Tiêu chí {number}")
        row.get_by_role("link").first.click()
        self.page.get_by_label(decision, exact=True).check()
        if reason:
            self.page.get_by_label("Ý kiến gửi xã").fill(reason)
        self.page.get_by_role("button", name="Gửi kết luận").click()
        expect(self.page.get_by_role("status").first).to_be_visible()

    def closes(self, administrator) -> None:
        """The administrator closes the period, after seeing what that touches."""
        period = self.round.period.pk
        address = f"/quan-tri/assessments/period/{period}/khoa-ky/"
        self.sits(administrator, address)
        self.page.get_by_role("button", name="Xem trước").click()
        self.page.get_by_role("button", name="Xác nhận").click()
        expect(self.page.get_by_text("Đã ghi: Khóa kỳ.")).to_be_visible()

    def public_heading(self) -> str:
        """What everybody reads of the commune."""
        self.context.clear_cookies()
        self.page.goto(f"/xa/{self.round.commune.pk}/?nam={self.round.period.year}")
        return self.page.get_by_role("heading", level=1).inner_text()


AGREE, RETURN = "Đồng ý với kết quả đã nộp", "Trả lại để bổ sung"


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["360px", "1280px"])
@pytest.mark.parametrize("script", ["page", "plain_page"])
def test_round_from_the_first_value_to_the_dashboard(
    request, round_, administrator, sign_in, script, size
):
    page = request.getfixturevalue(script)
    page.set_viewport_size(size)
    desk = Desk(page, sign_in, round_)
    before = desk.public_heading()

    desk.enters(v_1_1="79", v_2_1="85")
    desk.hands_in(1, 2)
    desk.decides(round_.district_officer, 1, RETURN, REASON)
    desk.sits(round_.official, "/nhap-lieu/")
    expect(page.get_by_text(re.compile(REASON)).first).to_be_visible()
    desk.enters(v_1_1="82")
    desk.hands_in(1)
    for officer in (round_.district_officer, round_.agency_officer):
        desk.decides(officer, 1, AGREE)
        desk.decides(officer, 2, AGREE)
    desk.closes(administrator)

    statuses = CriterionResult.objects.values_list("status", flat=True)
    assert set(statuses) == {"confirmed"}
    round_.period.refresh_from_db()
    assert round_.period.closed_by == administrator
    assert desk.public_heading() != before
    assert "đạt đủ 2 tiêu chí" in desk.public_heading()
    events = ResultEvent.objects.order_by("assessment_id", "sequence")
    assert list(broken_in(events)) == []
