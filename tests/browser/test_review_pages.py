"""The queue, a decision and the board on a telephone and a desk."""

import pytest
from django.test import Client

from assessments.models import CriterionResult
from tests.assessments.round import DAY, make_round

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.CLOCK_DAY = DAY


@pytest.fixture
def world():
    world = make_round()
    world.submitted(1)
    doubtful = world.submitted(2)
    warning = {"kind": "jump", "leaf": "2.1", "value": "80", "compared": "20"}
    CriterionResult.objects.filter(pk=doubtful.pk).update(
        warnings=[{**warning, "key": "x"}], doubts=1
    )
    return world


def test_queue_decision_and_board_are_accessible(
    sized_page, base_url, sign_in, world, axe_violations, fits, is_styled
):
    sign_in(world.district_officer)
    for path in (
        "/tham-tra/",
        f"/tham-tra/{world.result(2).pk}/",
        "/tham-tra/tien-do/",
        "/en/tham-tra/",
    ):
        sized_page.goto(f"{base_url}{path}")
        assert axe_violations(sized_page) == [], path
        assert fits(sized_page), path
        assert is_styled(sized_page), path


def test_from_the_queue_to_a_return_and_the_next_one(
    plain_page, base_url, world, settings
):
    client = Client()
    client.force_login(world.district_officer)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": base_url}
    plain_page.context.add_cookies([cookie])
    plain_page.goto(f"{base_url}/tham-tra/")
    assert plain_page.locator("input[name=chon]").count() == 1
    plain_page.locator("tbody a").first.click()
    plain_page.get_by_label("Trả lại để bổ sung").check()
    plain_page.get_by_label("Ý kiến gửi xã").fill("Gửi danh sách hộ theo thôn")
    plain_page.get_by_role("button", name="Gửi, mở kết quả tiếp theo").click()

    assert world.result(2).status == "returned"
    assert plain_page.url.endswith(f"/tham-tra/{world.result(1).pk}/")
