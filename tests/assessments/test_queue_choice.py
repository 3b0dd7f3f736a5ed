"""Ticking all of a page of the queue at once, without a script."""

import pytest
import time_machine
from django.test import Client

from assessments.models import CriterionResult
from tests.assessments.round import DAY, make_round

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
