"""The queue: years and emptiness in words, ticking a page at once without a script."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from assessments.models import CriterionResult
from tests.assessments.round import DAY, make_round
from tests.builders import make_period

pytestmark = pytest.mark.django_db
QUEUE = "/tham-tra/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(DAY):
        yield


@pytest.fixture
def world():
    """Three results wait at the district, one of them doubtful."""
    world = make_round("percent", "percent", "percent")
    for number in (1, 2, 3):
        world.submitted(number)
    CriterionResult.objects.filter(pk=world.result(3).pk).update(doubts=1)
    return world


@pytest.fixture
def client(world):
    client = Client()
    client.force_login(world.district_officer)
    return client


def ticked(response):
    return response.content.decode().count(" checked>")


def test_a_link_ticks_all_without_a_warning_and_says_how_many(client, world):
    choice = client.get(QUEUE, {"xa": world.commune.pk}).context["page"]["choice"]
    chosen = client.get(QUEUE + choice["url"].partition("#")[0])

    words = "Chọn cả 2 kết quả không có điểm cần xem kỹ ở trang này"
    assert choice["label"] == words
    assert ticked(client.get(QUEUE)) == 0
    assert ticked(chosen) == 2
    assert len(chosen.context["page"]["rows"]) == 3
    assert chosen.context["page"]["choice"]["label"] == "Bỏ chọn tất cả"


def test_agreeing_to_all_leaves_the_next_page_unticked(client, world):
    page = client.get(QUEUE, {"chon": "het"}).context["page"]
    tokens = [row.token for row in page["rows"] if row.token]

    after = client.post(QUEUE + page["url"], {"chon": tokens}, follow=True)

    assert [world.result(n).step.position for n in (1, 2, 3)] == [2, 2, 1]
    assert "Đã đồng ý 2 kết quả." in after.content.decode()
    assert ticked(after) == 0
    assert after.context["page"]["choice"] == {}


def test_another_choice_is_no_page(client):
    assert client.get(QUEUE, {"chon": "x"}).status_code == 404


def test_year_is_told_where_more_than_one_waits(client, world):
    assert {row.period for row in rows_of(client.get(QUEUE))} == {""}
    older = make_period(
        year=2020,
        as_of=dt.date(2020, 12, 31),
        round_document=world.period.round_document,
    )
    account, second = world.account, world.result(2)
    account.pk, account.period = None, older
    account.save()
    CriterionResult.objects.filter(pk=second.pk).update(assessment=account)

    page = client.get(QUEUE)

    told = {row.period for row in rows_of(page)}
    assert told == {"2021 (cả năm)", "2020 (cả năm)"}
    assert '<span class="sub">2020 (cả năm)</span>' in page.content.decode()


def test_empty_list_says_whether_it_is_so_by_the_filter(client, world):
    narrowed = client.get(QUEUE, {"tc": 99}).context["page"]
    client.force_login(world.agency_officer)
    empty = client.get(QUEUE).context["page"]

    assert narrowed["empty"] == "Không có kết quả nào khớp bộ lọc."
    assert empty["empty"] == "Chưa có kết quả nào đến bước của bạn."


def rows_of(response):
    return response.context["page"]["rows"]
