"""What the page of a decision says of the commune's plan for the year."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.actions.plans import Promised, register_plan, save_plan
from tests.assessments.round import DAY, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(settings):
    settings.CLOCK_DAY = DAY
    round_ = make_round()
    round_.submitted(1)
    round_.submitted(2)
    return round_


def plan(round_):
    """The first criterion, with a value, for the year of the round."""
    promised = Promised(frozenset({round_.criterion_id(1)}), {"1.1": Decimal(82)})
    said = {"unit_id": round_.commune.pk, "period_set": round_.period_set}
    saved = save_plan(**said, promised=promised, version=0, by=round_.official)
    said = {"version": saved.version, "by": round_.official}
    register_plan(plan=saved, late_reason="Xã mới sáp nhập", **said)


def page(client, round_, number):
    client.force_login(round_.district_officer)
    url = reverse("review:result", args=[round_.result(number).pk])
    return client.get(url).context["page"]


@pytest.mark.parametrize(
    ("day", "late"), [(DAY.replace(year=DAY.year - 1), False), (DAY, True)]
)
def test_page_tells_of_the_plan_and_whether_it_came_late(
    client, round_, settings, day, late
):
    settings.CLOCK_DAY = day
    plan(round_)
    settings.CLOCK_DAY = DAY

    first, second = page(client, round_, 1), page(client, round_, 2)

    assert "Có trong kế hoạch năm của xã" in first["facts"]
    assert first["rows"][0].planned == "Kế hoạch: 82\u00a0%."
    assert "Không có trong kế hoạch năm của xã" in second["facts"]
    told = "Kế hoạch đăng ký muộn, lý do: Xã mới sáp nhập"
    assert (told in first["facts"]) == late


def test_page_without_a_plan_says_nothing_of_one(client, round_):
    told = page(client, round_, 1)

    assert not [fact for fact in told["facts"] if "ế hoạch" in fact]
    assert told["rows"][0].planned == ""
