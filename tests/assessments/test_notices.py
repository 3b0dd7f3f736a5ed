"""Who is told of what, and that it is read once."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import ask_correction, decide_correction, give_exception
from assessments.actions.notices import mark_read
from assessments.actions.reviewing import agree, send_back
from assessments.models import Notice
from assessments.reports.notices import notices_of, unread_of
from criteria.book import Entered
from tests.admin.world import queries_of
from tests.assessments.round import DAY, Round
from tests.builders import (
    make_commune,
    make_document,
    make_membership,
    make_period,
    make_user,
)
from tests.round_builders import make_notice

pytestmark = pytest.mark.django_db
ADDRESS = "/nhat-ky/thong-bao/"


@pytest.fixture
def world(round_) -> Round:
    return round_


def told() -> set[tuple[object, str]]:
    return {(notice.person, notice.kind) for notice in Notice.objects.all()}


def returned(world: Round, number: int = 1) -> None:
    result = world.submitted(number)
    by = world.district_officer
    send_back(result=result, version=result.version, by=by, reason="Thiếu biên bản")


def page_of(person, path=ADDRESS):
    client = Client()
    client.force_login(person)
    return client.get(path).content.decode()


def test_return_is_told_to_officials_in_force_and_who_submitted(world: Round) -> None:
    colleague = make_membership(role="commune_official", unit=world.commune).user
    gone = {"role": "commune_official", "unit": world.commune}
    make_membership(**gone, valid_to=DAY)
    make_membership(**gone, user=make_user(is_active=False))

    returned(world)

    assert told() == {(world.official, "returned"), (colleague, "returned")}


def test_who_submitted_is_told_though_the_role_ended(world: Round) -> None:
    result = world.submitted()
    world.official.memberships.update(valid_to=DAY)

    by = world.district_officer
    send_back(result=result, version=result.version, by=by, reason="Thiếu")

    assert told() == {(world.official, "returned")}


def test_only_the_last_agreement_is_told(world: Round) -> None:
    result = world.submitted()
    by = world.district_officer
    result = agree(result=result, version=result.version, by=by)
    assert told() == set()

    agree(result=result, version=result.version, by=world.agency_officer)

    assert told() == {(world.official, "confirmed")}


def give(world: Round, last_day: int = 27) -> None:
    give_exception(
        period=world.period,
        unit=world.commune,
        valid_from=DAY,
        valid_to=DAY.replace(day=last_day + 1),
        reason="Bão",
        by=world.coordinator,
    )


def test_exception_is_told_anew_though_told_before(world: Round) -> None:
    world.close()
    give(world)
    mark_read(person=world.official, up_to=Notice.objects.get().pk)
    assert unread_of(world.official) == 0

    give(world, last_day=29)

    assert told() == {(world.official, "reopened")}
    assert unread_of(world.official) == 1


def test_correction_is_told_to_others_who_decide(world: Round) -> None:
    world.confirmed()
    world.close()
    Notice.objects.all().delete()
    second = make_membership(role="coordinator", unit=world.province).user

    ask_correction(
        result=world.result(),
        given={"1.1": Entered(value=70)},
        reason="Nhầm",
        document=make_document(),
        by=world.coordinator,
    )

    assert told() == {(second, "correction")}


@pytest.mark.parametrize(
    ("is_agreed", "kind"), [(True, "corrected"), (False, "declined")]
)
def test_what_became_of_a_correction_is_told(world, is_agreed, kind) -> None:
    colleague = make_membership(role="commune_official", unit=world.commune).user
    result = world.confirmed()
    world.close()
    correction = ask_correction(
        result=result,
        given={"1.1": Entered(value=60)},
        reason="Nhập nhầm",
        document=make_document(),
        by=world.official,
    )
    Notice.objects.all().delete()

    said = {"is_agreed": is_agreed, "note": "Biểu 3", "by": world.coordinator}
    decide_correction(correction=correction, **said)

    assert told() == {(world.official, kind), (colleague, kind)}
    [row] = notices_of(colleague)
    assert row.correction_id == correction.pk


def test_unread_notice_of_the_same_is_not_repeated(world: Round) -> None:
    returned(world)

    returned(world)

    assert Notice.objects.count() == 1


def test_list_says_what_why_and_leads_to_the_field(world: Round) -> None:
    returned(world)

    text = page_of(world.official)

    assert "Kết quả bị trả lại" in text
    assert "Thiếu biên bản" in text
    place = [2021, world.commune.pk, world.period_set.pk]
    assert reverse("entry:page", args=place) + "#tc-1" in text
    assert "(1<span" in text


def test_reading_marks_own_notices_and_none_newer(world: Round) -> None:
    returned(world, 1)
    seen = Notice.objects.get()
    returned(world, 2)
    other = make_notice(unit=world.commune, period=world.period)
    client = Client()
    client.force_login(world.official)

    client.post(ADDRESS, {"den": seen.pk})
    client.post(ADDRESS, {"den": other.pk, "thong_bao": other.pk})

    unread = Notice.objects.filter(read_at__isnull=True)
    assert set(unread) == {other, world.official.notices.get(read_at__isnull=True)}


@pytest.mark.parametrize("key", ["x", "9" * 30])
def test_key_that_is_none_is_not_found(world: Round, key: str) -> None:
    client = Client()
    client.force_login(world.official)

    assert client.post(ADDRESS, {"den": key}).status_code == 404


def test_list_costs_the_same_at_any_size(
    world: Round, django_assert_max_num_queries
) -> None:
    for number in (1, 2):
        returned(world, number)
    with django_assert_max_num_queries(5):
        assert len(notices_of(world.official)) == 2
    for _more in range(5):
        make_notice(person=world.official, unit=make_commune(), period=world.period)

    with django_assert_max_num_queries(5):
        assert len(notices_of(world.official)) == 7


def due(world: Round, days: int) -> None:
    world.period.closes_on = DAY + dt.timedelta(days=days)
    world.period.save()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (12, "Hạn nộp: 6/12/2021 (còn 12 ngày)"),
        (0, "Hạn nộp: hôm nay, 24/11/2021"),
        (-3, "Quá hạn 3 ngày (hạn nộp 21/11/2021)"),
    ],
)
def test_page_says_what_is_owed_until_when(world: Round, days: int, words: str) -> None:
    due(world, days)
    world.submitted(1)
    also = {"role": "commune_official", "unit": world.other_commune}
    make_membership(user=world.official, **also)

    page = page_of(world.official)

    assert "còn 1 tiêu chí chưa nộp" in page
    assert words in page
    assert words in page_of(world.official, "/nhap-lieu/")


def test_commune_that_entered_nothing_is_told_so(world: Round) -> None:
    due(world, 12)

    assert "xã chưa nhập kết quả nào" in page_of(world.official)


def test_nothing_is_owed_once_all_is_handed_in_or_closed(world: Round) -> None:
    due(world, 12)
    world.submitted(1)
    assert "Việc của bạn hôm nay" in page_of(world.official)
    world.submitted(2)
    assert "Việc của bạn hôm nay" not in page_of(world.official)

    world.close()

    assert "Việc của bạn hôm nay" not in page_of(world.stranger)


def test_returned_and_waiting_results_are_owed_too(world: Round) -> None:
    returned(world)
    world.submitted(2)

    assert "1 kết quả bị trả lại" in page_of(world.official)
    assert "1 kết quả đang chờ bạn xem" in page_of(world.district_officer)
    assert "Việc của bạn hôm nay" not in page_of(world.agency_officer)


def test_what_is_owed_costs_the_same_at_any_number(world: Round) -> None:
    client = Client()
    client.force_login(world.official)
    due(world, 12)
    world.save(1)
    few = queries_of(client, ADDRESS)
    for year in (2015, 2016, 2017):
        document = world.period.round_document
        last = DAY.replace(year=year)
        make_period(year=year, as_of=last, closes_on=DAY, round_document=document)
    world.save(2)

    assert queries_of(client, ADDRESS) == few


def test_round_of_a_year_to_come_is_not_owed(world: Round) -> None:
    end = DAY.replace(year=DAY.year + 1)
    said = {"as_of": end, "closes_on": end, "year": end.year}
    make_period(**said, round_document=make_document(kind="round"))

    assert "Việc của bạn hôm nay" not in page_of(world.official)
