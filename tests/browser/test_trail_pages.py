"""History and notices on a telephone and a desk."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from assessments.actions.reviewing import agree, send_back
from assessments.models import Notice
from tests.assessments.round import DAY, make_round

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(settings):
    """One result came back with its reason, one was agreed to; a deadline is near."""
    settings.CLOCK_DAY = DAY
    world = make_round()
    world.period.closes_on = DAY + dt.timedelta(days=11)
    world.period.save()
    by = world.district_officer
    agreed = world.submitted(2)
    agree(result=agreed, version=agreed.version, by=by)
    result = world.submitted(1)
    send_back(result=result, version=result.version, by=by, reason="Thiếu hợp đồng")
    return world


def addresses(world):
    event = world.account.events.filter(kind="returned").get()
    return [
        "/nhat-ky/",
        "/nhat-ky/?viec=returned",
        "/nhat-ky/?q=khong-co",
        f"/nhat-ky/viec/{event.pk}/",
        f"/nhat-ky/{world.result(1).pk}/",
        "/nhat-ky/thong-bao/",
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["vi", "en"])
def test_pages_are_styled_accessible_and_fit(
    sized_page, sign_in, world, axe_violations, is_styled, fits, prefix
):
    sign_in(world.official)
    faults = {}
    for address in addresses(world):
        sized_page.goto(prefix + address)
        expect(sized_page.get_by_role("heading", level=1)).to_be_visible()
        faults[address] = axe_violations(sized_page)
        if not is_styled(sized_page):
            faults[address].append("no style")
        if not fits(sized_page):
            faults[address].append("sideways scroll")

    assert faults == {address: [] for address in addresses(world)}


def test_notice_leads_to_the_work_and_is_read_without_script(
    plain_page, sign_in, world
):
    page = plain_page
    sign_in(world.official, page.context)
    page.goto("/nhat-ky/thong-bao/")
    expect(page.get_by_role("heading", name="Việc của bạn hôm nay")).to_be_visible()
    expect(page.get_by_text("còn 11 ngày")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Đã đọc")).click()
    expect(page.get_by_text("(chưa đọc)")).to_have_count(0)
    assert Notice.objects.get(person=world.official).read_at is not None

    page.get_by_role("link", name="Tiêu chí 1").click()

    expect(page.locator("#tc-1")).to_contain_text("Thiếu hợp đồng")
