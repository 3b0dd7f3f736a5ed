"""The queue of who confirms, and the page on which a result is decided."""

import datetime as dt
from copy import deepcopy

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import roles_of
from assessments.actions.periods import close_period
from assessments.models import CriterionResult, ResultEvent, ReviewStep
from assessments.reports import queue
from assessments.reports.digest import Digest, digest_of
from tests.assessments.round import DAY, Round, make_round, shared_on_the_day

pytestmark = pytest.mark.django_db
QUEUE = "/tham-tra/"
NONE = Digest(waiting=0, returned=0, unread=0, deadlines=())
EMPTY = {"decision": "dong-y", "reason": "", "verdict": ""}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(DAY):
        yield


def two_submitted() -> Round:
    world = make_round()
    world.submitted(1)
    world.submitted(2)
    return world


shared_round = shared_on_the_day(two_submitted)


@pytest.fixture
def world(shared_round, db) -> Round:
    return deepcopy(shared_round)


def ask(person, path=QUEUE, **query):
    client = Client()
    client.force_login(person)
    return client.get(path, query)


def post(person, path=QUEUE, **said):
    client = Client()
    client.force_login(person)
    return client.post(path, said, follow=True)


def page_of(result, place="result"):
    return reverse(f"review:{place}", args=[result.pk])


def decide(world, person, number=1, **over):
    result = world.result(number)
    said = {**EMPTY, "version": result.version, **over}
    return post(getattr(world, person), page_of(result, "decide"), **said)


def order_of(response):
    """Ids of the rows of a list, as its links have them."""
    return [int(row.url.strip("/").split("/")[-1]) for row in rows_of(response)]


def rows_of(response):
    return response.context["page"]["rows"]


def test_queue_is_what_waits_for_the_person(world):
    at_district = ask(world.district_officer)
    at_agency = ask(world.agency_officer)

    assert at_district.context["page"]["heading"] == "2 kết quả chờ bạn"
    # No rule sets a limit at this step, so that there is nothing to tell of it.
    assert not at_district.context["page"]["has_limits"]
    assert at_agency.context["page"]["heading"] == "Không có kết quả nào chờ bạn"


def test_doubtful_first_then_longest_waiting(world):
    first, second = world.result(1), world.result(2)
    early = second.waits_since - dt.timedelta(days=3)
    CriterionResult.objects.filter(pk=second.pk).update(waits_since=early)
    assert order_of(ask(world.district_officer)) == [second.pk, first.pk]

    CriterionResult.objects.filter(pk=first.pk).update(doubts=1)

    assert order_of(ask(world.district_officer)) == [first.pk, second.pk]


def test_late_results_are_counted_by_the_rule_of_their_step(world):
    ReviewStep.objects.update(days_allowed=5)
    result = world.result()
    for days, late in ((5, ""), (6, ", 1 quá hạn")):
        since = world.result(2).waits_since - dt.timedelta(days=days)
        CriterionResult.objects.filter(pk=result.pk).update(waits_since=since)

        response = ask(world.district_officer)

        assert response.context["page"]["heading"] == f"2 kết quả chờ bạn{late}"
        assert sum(row.is_late for row in rows_of(response)) == bool(late)


def test_lists_are_as_long_as_their_counts(world):
    decide(world, "district_officer", 1, decision="tra-lai", reason="Thiếu số")
    decide(world, "district_officer", 2)

    for state, number in (("cho", 0), ("tra-lai", 1), ("da-xong", 1)):
        response = ask(world.district_officer, tt=state)
        options = response.context["page"]["filters"][0]["options"]
        label = next(one["label"] for one in options if one["selected"])
        assert label.endswith(f"({number})")
        assert len(rows_of(response)) == number


def test_filters_narrow_the_list(world):
    unit, district = world.commune.pk, world.district.pk
    for query, found in (
        ({"tc": 2}, 1),
        ({"xa": unit, "huyen": district}, 2),
        ({"xa": world.other_commune.pk}, 0),
        ({"huyen": world.other_commune.pk}, 0),
    ):
        assert len(rows_of(ask(world.district_officer, **query))) == found


def test_pages_hold_every_row_once(world, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 1)

    pages = [order_of(ask(world.district_officer, trang=n)) for n in (1, 2, 3)]

    assert sorted(pages[0] + pages[1]) == sorted(
        [world.result(1).pk, world.result(2).pk]
    )
    assert pages[2] == pages[1]


@pytest.mark.parametrize(
    "query", [{"tt": "x"}, {"xa": "-1"}, {"tc": "9" * 30}, {"trang": "x"}]
)
def test_an_address_that_makes_no_sense_is_not_found(world, query):
    assert ask(world.district_officer, **query).status_code == 404


def test_many_at_once_and_the_refused_by_name(world):
    sure, doubtful = world.result(1), world.result(2)
    CriterionResult.objects.filter(pk=doubtful.pk).update(doubts=1)
    chosen = [f"{one.pk}.{one.version}" for one in (sure, doubtful)]

    text = post(world.district_officer, chon=chosen).content.decode()

    assert "Đã đồng ý 1 kết quả." in text
    assert "Xã Sĩ Bình, tiêu chí 2: Kết quả có điểm cần xem kỹ" in text
    assert world.result(1).step.actor == "agency"
    assert world.result(2).step.actor == "district"


def test_many_at_once_refuses_what_changed_or_waits_for_others(world):
    chosen = [f"{world.result(1).pk}.1", f"{world.result(2).pk}.{'9' * 9}", "x", "1.x"]

    text = post(world.district_officer, chon=chosen).content.decode()
    of_others = f"{world.result(1).pk}.{world.result(1).version}"
    told = post(world.agency_officer, chon=of_others).content.decode()

    assert text.count("vừa được người khác thay đổi") == 2
    assert "không chờ bạn xác nhận" in told
    assert world.result(1).step.actor == "district"


def test_page_has_what_is_needed_to_decide(world):
    world.prove()
    warning = {"kind": "jump", "leaf": "1.1", "value": "80", "compared": "20"}
    CriterionResult.objects.filter(pk=world.result().pk).update(
        warnings=[{**warning, "key": "x"}], doubts=1
    )

    text = ask(world.district_officer, page_of(world.result())).content.decode()

    assert "đổi nhiều so với năm trước (20\xa0%)" in text
    assert "Đạt, cao hơn mức" in text or "Đạt, đúng mức" in text
    assert page_of(world.result(2)) in text
    assert 'class="proofs' in text
    assert "Gửi, mở kết quả tiếp theo" in text


def test_commune_reads_and_answers_but_does_not_decide(world):
    decide(world, "district_officer", decision="tra-lai", reason="Bổ sung hợp đồng")
    result = world.result()

    page = ask(world.official, page_of(result)).content.decode()
    post(world.official, page_of(result, "say"), note="Đã có ở tệp 2")
    after = ask(world.district_officer, page_of(result)).content.decode()

    assert "Bổ sung hợp đồng" in page
    assert "Gửi kết luận" not in page
    assert "Bổ sung hợp đồng" in after
    assert "Đã có ở tệp 2" in after
    assert decide(world, "official").status_code == 403


@pytest.mark.parametrize("place", ["result", "decide", "say"])
def test_neighbour_finds_nothing(world, place):
    path = page_of(world.result(), place)

    response = (
        ask(world.stranger, path)
        if place == "result"
        else post(
            world.stranger, path, note="Hay", **EMPTY, version=world.result().version
        )
    )

    assert response.status_code == 404


def test_coordinator_sees_but_may_not_decide_at_the_district(world):
    assert ask(world.coordinator, page_of(world.result())).status_code == 200
    assert decide(world, "coordinator").status_code == 403
    assert world.result().step.actor == "district"


def test_agree_opens_the_next_one(world):
    response = decide(world, "district_officer", 1, tiep="1")

    assert response.request["PATH_INFO"] == page_of(world.result(2))
    assert world.result().step.actor == "agency"


def test_own_verdict_needs_its_name_and_reason(world):
    refused = decide(world, "district_officer", decision="khac")
    assert refused.status_code == 422
    assert {*refused.context["form"].errors} == {"verdict", "reason"}

    said = {"verdict": "basically_met", "reason": "Còn một thôn"}
    decide(world, "district_officer", decision="khac", **said)

    assert (world.result().outcome, world.result().verdict_reason) == (
        "basically_met",
        "Còn một thôn",
    )


def test_return_without_a_reason_is_told_beside_the_field(world):
    response = decide(world, "district_officer", decision="tra-lai")

    assert response.status_code == 422
    assert 'aria-describedby="id_reason_error"' in response.content.decode()
    assert world.result().status == "submitted"


def test_who_comes_too_late_is_told_who_changed_what(world):
    read = world.result()
    decide(world, "district_officer", decision="tra-lai", reason="Thiếu số")
    said = {**EMPTY, "version": read.version, "reason": "Tốt"}

    response = post(world.district_officer, page_of(read, "decide"), **said)

    text = response.content.decode()
    assert response.status_code == 409
    assert f"{world.district_officer} đã thay đổi kết quả này" in text
    assert "Bạn đã viết: “Tốt”" in text
    assert world.result().status == "returned"


def test_closed_period_refuses_at_this_door(world):
    close_period(period=world.period, by=None)

    response = decide(world, "district_officer", reason="Thiếu biên bản")

    text = response.content.decode()
    assert response.status_code == 422
    assert "Kỳ đã khóa" in text
    assert "Bạn đã viết: “Thiếu biên bản”" in text
    assert world.result().status == "submitted"


def test_queue_leaves_out_what_a_closed_period_locks(world):
    close_period(period=world.period, by=None)

    page = ask(world.district_officer).context["page"]

    assert (page["rows"], page["choice"]) == ([], {})
    assert page["heading"] == "Không có kết quả nào chờ bạn"
    assert digest_of(world.district_officer, roles_of(world.district_officer)) == NONE


def test_page_of_a_locked_result_says_so_and_has_no_form(world):
    close_period(period=world.period, by=None)

    response = ask(world.district_officer, page_of(world.result()))

    text = response.content.decode()
    assert "Kỳ đã khóa ngày 24/11/2021. Không xác nhận thêm" in text
    assert 'name="decision"' not in text
    assert "Thời hạn:" not in text


def test_queue_keeps_what_an_exception_let_in(world):
    """Its days bind entering: what came in by it waits after them too."""
    close_period(period=world.period, by=None)
    later = timezone.now() + dt.timedelta(hours=1)
    CriterionResult.objects.filter(pk=world.result(2).pk).update(submitted_at=later)

    (row,) = rows_of(ask(world.district_officer))
    text = ask(world.district_officer, row.url).content.decode()

    assert row.step.endswith(", nộp trong thời gian gia hạn")
    assert row.token
    assert 'name="decision"' in text


def test_decided_of_a_closed_period_is_marked(world):
    decide(world, "district_officer", 1)
    close_period(period=world.period, by=None)

    (row,) = rows_of(ask(world.district_officer, tt="da-xong"))

    assert row.step.endswith(", kỳ đã khóa")


def test_finding_stands_beside_the_value(world):
    result = world.result()
    said = {"note": "Đo lại", "f-1-1": "78"}

    post(world.district_officer, page_of(result, "say"), **said)

    event = ResultEvent.objects.get(kind="field_check")
    assert event.new == {"values": {"1.1": "78"}}
    assert world.result().indicator_results.get().value == 80
    text = ask(world.official, page_of(result)).content.decode()
    assert "<ins>78\xa0%</ins>" in text
    who = world.district_officer
    assert f"Kiểm tra thực địa: 78\xa0% ({who}, " in text.split("h-proofs")[0]


@pytest.mark.parametrize("said", [{"note": " "}, {"f-1-1": "12.5"}])
def test_nothing_said_or_not_readable_is_told(world, said):
    response = post(world.district_officer, page_of(world.result(), "say"), **said)

    assert response.status_code == 422
    assert not ResultEvent.objects.filter(kind__in=["comment", "field_check"]).exists()


def test_commune_finds_nothing_on_the_ground(world):
    said = {"note": "Vâng", "f-1-1": "99"}

    post(world.official, page_of(world.result(), "say"), **said)

    assert ResultEvent.objects.get(kind="comment").new == {}


def test_queue_costs_the_same_for_few_and_many(world):
    def cost():
        with CaptureQueriesContext(connection) as found:
            ask(world.district_officer)
        return len(found)

    two = cost()
    decide(world, "district_officer", 1)

    assert cost() == two


def test_english(world):
    response = ask(world.district_officer, f"/en{page_of(world.result())}")

    assert "Entered by the commune" in response.content.decode()
    assert "National level by" in response.content.decode()
    assert (
        "2 results are waiting"
        in ask(world.district_officer, "/en/tham-tra/").content.decode()
    )


@pytest.mark.parametrize(
    ("who", "view"),
    [("official", "entry:home"), ("district_officer", "review:queue")],
)
def test_crumb_leads_where_one_may_go(world, who, view):
    person = getattr(world, who)

    first = ask(person, page_of(world.result())).context["page"]["crumbs"][0]

    assert first["url"] == reverse(view)
    assert ask(person, first["url"]).status_code != 403
