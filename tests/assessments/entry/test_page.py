"""The page of entering: what it shows, to whom, and what locks it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions.reviewing import send_back
from assessments.models import HeldInput, ResultEvent
from assessments.reports.entry import entry_report
from assessments.views.entry_criterion import Link
from assessments.views.entry_page import entry_page
from criteria.models import Indicator
from tests.assessments.entry.desk import Desk
from tests.assessments.round import DAY, make_round
from tests.builders import (
    make_assessment,
    make_check,
    make_criterion_result,
    make_indicator_result,
    make_period,
    make_period_set,
    make_set,
)
from tests.round_builders import make_exception

pytestmark = pytest.mark.django_db


# Nothing entered yet, and something.
QUERIES = {False: 22, True: 27}


def html(answer):
    return answer.content.decode()


def test_field_stands_beside_its_level_and_why(desk):
    page = html(desk.open())

    assert '<label for="v-1-1"><span class="code">1.1</span>' in page
    assert "Mức: <b>từ 80\u00a0%</b>. Mức quốc gia theo" in page
    assert 'data-op="ge" data-need="80" data-kind="percent"' in page


def test_last_year_stands_beside_the_field(desk):
    last_year(desk.round, value=64)

    assert "Năm 2020: 64\u00a0%, Chưa đạt." in html(desk.open())


def test_draft_of_last_year_is_said_to_be_one(desk):
    last_year(desk.round, value=64, status="draft", confirmed_at=None)

    assert "Năm 2020 (bản nháp): 64\u00a0%, Chưa đạt." in html(desk.open())


def last_year(round_, value, **over):
    account = make_assessment(
        unit=round_.commune,
        criteria_set=round_.period_set.criteria_set,
        period=make_period(year=2020, as_of=dt.date(2020, 12, 31)),
        is_chosen=True,
        chosen_reason="Báo cáo",
    )
    leaf = Indicator.objects.get(code="1.1", criterion=round_.criterion_id())
    said = {"status": "confirmed", "confirmed_at": timezone.now(), **over}
    result = make_criterion_result(account, criterion=leaf.criterion, **said)
    make_indicator_result(
        result,
        indicator=leaf,
        value=value,
        outcome="not_met",
        level=leaf.levels.get(),
    )


def test_deadline_and_progress_stand_on_top(desk):
    desk.round.period.closes_on = DAY + dt.timedelta(days=12)
    desk.round.period.save()
    desk.round.save(value=90)

    page = html(desk.open())

    assert "Đã nhập 1 trên 2 giá trị" in page
    assert "(còn 12 ngày)" in page
    assert "2 tiêu chí: xong 1, chưa xong 1" in page


def test_what_is_owed_stands_on_top_with_its_place(desk):
    desk.round.save(1, value=90)

    [owed] = entry_page(report_of(desk)).owed

    assert owed.label == "2. Tiêu chí 2"
    assert owed.missing == (Link("#v-2-1", "2.1: Chưa nhập giá trị."),)
    assert "Khi mở trang, 1 tiêu chí còn thiếu" in html(desk.open())


def test_what_is_wrong_or_locked_is_not_owed_as_well(desk):
    desk.type(v_1_1="12.5")
    desk.round.submitted(2)

    page = entry_page(report_of(desk))

    assert ([one.url for one in page.errors], page.owed) == (["#v-1-1"], ())


def report_of(desk):
    return entry_report(desk.round.commune.pk, desk.round.period_set)


def test_verdict_says_the_same_as_every_page(desk):
    desk.round.save(value=70)

    assert "Còn thiếu 10\u00a0điểm\u00a0%" in html(desk.open())


def test_doubtful_value_is_accepted_and_said(desk):
    make_check(measure=None, key="ca-phan")
    desk.type(v_1_1="104")

    assert desk.round.result().indicator_results.get().value == 104
    assert "Kiểm tra lại: cao hơn 100\u00a0%." in html(desk.open())


def test_return_is_quoted_with_who_and_when(desk):
    result = desk.round.submitted()
    send_back(
        result=result,
        version=result.version,
        by=desk.round.district_officer,
        reason="Bổ sung hợp đồng",
    )

    page = html(desk.open())

    assert f"{desk.round.district_officer} trả lại lúc" in page
    assert "“Bổ sung hợp đồng”" in page
    # Beside the criterion and in the list of all.
    assert page.count('data-status="1">Trả lại</span>') == 2
    assert 'name="v-1-1"' in page


def test_submitted_criterion_is_read_only_with_why(desk):
    desk.round.submitted()

    page = html(desk.open())

    assert "đang chờ huyện. Chỉ xem được." in page
    assert 'name="v-1-1"' not in page
    assert 'name="v-2-1"' in page


def test_closed_period_is_read_only_but_for_an_exception(desk):
    desk.round.period.closed_at = timezone.now()
    desk.round.period.save()
    assert 'name="v-1-1"' not in html(desk.open())

    make_exception(
        period=desk.round.period,
        unit=desk.round.commune,
        criterion_id=desk.round.criterion_id(1),
        valid_from=DAY,
        valid_to=DAY + dt.timedelta(days=3),
    )

    page = html(desk.open())
    assert 'name="v-1-1"' in page
    assert 'name="v-2-1"' not in page


def test_closed_period_counts_what_was_handed_in(desk):
    desk.round.submitted(1)
    desk.round.save(2)
    period = desk.round.period
    period.closes_on, period.closed_at = DAY + dt.timedelta(days=11), timezone.now()
    period.save()

    page = desk.open().context["page"]

    assert page.done == "2 tiêu chí: đã nộp 1, chưa nộp 1"
    assert page.facts[1:] == ("Đã khóa",)


def test_draft_locked_beside_an_exception_is_not_done(desk):
    desk.round.save(1)
    desk.round.save(2)
    desk.round.close()
    make_exception(
        period=desk.round.period,
        unit=desk.round.commune,
        criterion_id=desk.round.criterion_id(1),
        valid_from=DAY,
        valid_to=DAY + dt.timedelta(days=3),
    )

    page = desk.open().context["page"]

    assert page.done == "2 tiêu chí: xong 1, chưa xong 1"
    assert page.facts[1:] == ("Đã khóa, gia hạn đến hết 26/11/2021 cho tiêu chí 1",)


def test_merged_commune_is_only_read(desk):
    desk.round.save()
    desk.round.commune.versions.update(valid_to=DAY)

    page = html(desk.open())

    assert "Đơn vị không còn, kết quả cũ chỉ xem được." in page
    assert 'name="v-1-1"' not in page
    assert "80\u00a0%" in page


def test_ended_membership_finds_nothing(desk):
    desk.round.official.memberships.update(valid_to=DAY)

    assert desk.open().status_code == 404
    assert desk.send({"t-1": "0.x", "v-1-1": "5"}).status_code == 404


@pytest.mark.parametrize(
    "who", ["stranger", "district_officer", "agency_officer", "coordinator"]
)
def test_page_is_of_its_officials_alone(desk, who):
    desk.client.force_login(getattr(desk.round, who))

    assert {desk.open(view).status_code for view in ("page", "check")} == {404}


@pytest.mark.parametrize("who", ["district_officer", "agency_officer", "coordinator"])
def test_who_may_read_is_led_to_the_results(desk, who):
    desk.round.save(2)
    desk.client.force_login(getattr(desk.round, who))

    answer = desk.client.get(desk.url(), follow=True)

    place = reverse("review:result", args=[desk.round.result(1).pk])
    assert answer.redirect_chain == [(place, 302)]
    assert "chỉ cán bộ của xã nhập" in html(answer)
    assert desk.open("check").status_code == 404


def test_who_may_read_is_led_to_the_results_of_the_set_asked_for(desk):
    round_ = desk.round
    round_.save(2)
    other = make_period_set(round_.period, make_set("percent", tier="nang_cao"))
    account = make_assessment(
        unit=round_.commune,
        period=round_.period,
        criteria_set=other.criteria_set,
        document=round_.period.round_document,
    )
    results = [round_.result(1), make_criterion_result(account)]
    desk.client.force_login(round_.coordinator)

    answers = []
    for row in (round_.period_set, other):
        args = [round_.period.year, round_.commune.pk, row.pk]
        answers.append(desk.client.get(reverse("entry:page", args=args)))

    places = [reverse("review:result", args=[result.pk]) for result in results]
    assert [answer.url for answer in answers] == places


def test_who_may_not_read_is_led_nowhere(desk):
    desk.round.save(2)
    desk.client.force_login(desk.round.stranger)

    assert desk.open().status_code == 404


def test_list_tells_no_deadline_of_a_unit_that_ended(desk):
    desk.round.save()
    desk.round.period.closes_on = DAY - dt.timedelta(days=9)
    desk.round.period.save()
    set_of_last_year(desk.round)
    assert "Quá hạn 9 ngày" in html(desk.client.get("/nhap-lieu/"))
    desk.round.commune.versions.update(valid_to=DAY)

    page = html(desk.client.get("/nhap-lieu/"))

    assert "Quá hạn" not in page
    assert "Đơn vị không còn, kết quả cũ chỉ xem được." in page


def set_of_last_year(round_):
    period = make_period(
        year=2020,
        as_of=dt.date(2020, 12, 31),
        round_document=round_.period.round_document,
    )
    return make_period_set(period, round_.period_set.criteria_set)


def test_year_must_be_that_of_the_period(desk):
    url = desk.url().replace("/2021/", "/2020/")

    assert desk.client.get(url).status_code == 404


def test_list_leads_straight_to_the_only_page(desk):
    answer = desk.client.get("/nhap-lieu/")

    assert (answer.status_code, answer["Location"]) == (302, desk.url())


def test_list_names_each_period(desk):
    make_period(
        desk.round.period_set.criteria_set,
        year=2020,
        as_of=dt.date(2020, 12, 31),
        round_document=desk.round.period.round_document,
    )

    page = html(desk.client.get("/nhap-lieu/"))

    assert page.count("Đã nộp 0 trên 2 tiêu chí") == 2


def test_reading_writes_nothing(desk):
    for view in ("page", "check"):
        desk.open(view)

    assert not ResultEvent.objects.exists()
    assert not HeldInput.objects.exists()


@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize("is_entered", [False, True])
def test_queries_do_not_grow_with_the_set(
    client, count, is_entered, django_assert_num_queries
):
    desk = Desk(client, make_round(*["percent"] * count))
    client.force_login(desk.round.official)
    if is_entered:
        desk.round.save()

    with django_assert_num_queries(QUERIES[is_entered]):
        assert desk.open().status_code == 200


def test_report_counts_what_is_entered(desk):
    desk.round.save()

    report = report_of(desk)

    assert (report.entered, len(report.leaves)) == (1, 2)
    assert [one.is_complete for one in report.criteria] == [True, False]
