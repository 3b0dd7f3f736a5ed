"""Pages of rounds: late entry, asking for corrections and deciding on them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Correction, PeriodException
from communes.choices import UnitKind
from tests.assessments.round import make_round, shared_on_the_day
from tests.builders import (
    make_commune,
    make_membership,
    make_period,
    make_period_set,
)
from tests.round_builders import make_correction, make_exception

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

DOCUMENT = {"document_title": "Biên bản kiểm tra"}


def confirmed_and_closed():
    round_ = make_round()
    round_.confirmed()
    round_.close()
    return round_


shared_round = shared_on_the_day(confirmed_and_closed)


@pytest.fixture
def office(client, round_):
    client.force_login(round_.coordinator)
    return client


def given(office, round_, **over):
    said = {
        "unit": round_.commune.pk,
        "valid_from": "2021-11-24",
        "last_day": "2021-11-30",
        "reason": "Mất điện",
        **over,
    }
    return office.post(reverse("rounds:give", args=[round_.period.pk]), said)


def rows_of(response):
    return {row.name: row for row in response.context["page"]["rows"]}


def asked(client, round_, *, follow=False, **over):
    said = {"v-1-1": "60", "reason": "Nhập nhầm", **DOCUMENT, **over}
    url = reverse("rounds:ask", args=[round_.result().pk])
    return client.post(url, said, follow=follow)


def test_list_shows_periods_late_entry_and_corrections(office, round_):
    make_exception(period=round_.period, unit=round_.commune, reason="Bão lũ")
    make_correction(criterion_result=round_.result(), reason="Cộng sai")

    page = office.get(reverse("rounds:rounds")).content.decode()

    for words in ("2021 (cả năm): đã khóa ngày 24/11/2021", "Bão lũ", "Cộng sai"):
        assert words in page


def test_list_of_another_province_is_refused(office):
    assert office.get(reverse("rounds:rounds"), {"tinh": 10**6}).status_code == 403


def test_queries_do_not_grow_with_late_entries(office, round_):
    url = reverse("rounds:rounds")
    make_exception(period=round_.period, unit=round_.commune)
    with CaptureQueriesContext(connection) as few:
        office.get(url)
    for _one in range(5):
        make_exception(period=round_.period, unit=round_.other_commune)
    with CaptureQueriesContext(connection) as many:
        office.get(url)

    assert len(few) == len(many)


def test_last_day_of_late_entry_is_its_last_day(office, round_):
    assert given(office, round_).status_code == 302

    exception = PeriodException.objects.get()
    assert exception.valid_to == dt.date(2021, 12, 1)
    assert exception.given_by == round_.coordinator


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"last_day": "2022-06-30"}, "last_day"),
        ({"last_day": "9999-12-31"}, "last_day"),
        ({"last_day": "2021-11-20"}, "last_day"),
        ({"unit": "999999"}, "unit"),
        ({"criterion": "999999"}, "criterion"),
    ],
)
def test_late_entry_is_refused_at_its_field(office, round_, over, field):
    response = given(office, round_, **over)

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not PeriodException.objects.exists()


def test_days_of_late_entry_are_told_as_the_form_asks_them(office, round_):
    given(office, round_)

    page = office.get(reverse("rounds:rounds")).content.decode()

    assert "24/11/2021 đến hết 30/11/2021" in page


def test_commune_is_told_until_when_it_may_enter_and_what(client, office, round_):
    given(office, round_, criterion=round_.criterion_id(2))
    make_period_set(
        make_period(
            year=2022,
            as_of=dt.date(2022, 12, 31),
            round_document=round_.period.round_document,
        ),
        round_.period_set.criteria_set,
    )
    client.force_login(round_.official)

    rows = client.get(reverse("entry:home")).context["page"].rows

    told = "Đã khóa, gia hạn đến hết 30/11/2021 cho tiêu chí 2"
    assert [row.days for row in rows] == [told, ""]


def test_revoking_has_its_own_page(office, round_):
    given(office, round_)
    url = reverse("rounds:revoke", args=[PeriodException.objects.get().pk])

    assert "Mất điện" in office.get(url).content.decode()
    assert PeriodException.objects.get().revoked_at is None
    office.post(url)

    assert PeriodException.objects.get().revoked_by == round_.coordinator
    assert "đã hủy" in office.post(url, follow=True).content.decode()


def test_results_of_a_commune_lead_to_asking(office, round_):
    url = reverse("rounds:results", args=[round_.period.pk])

    page = office.get(url, {"xa": round_.commune.pk}).content.decode()

    assert reverse("rounds:ask", args=[round_.result().pk]) in page


def test_confirmed_result_leads_its_official_to_asking(client, round_):
    client.force_login(round_.official)
    place = [2021, round_.commune.pk, round_.period_set.pk]

    page = client.get(reverse("entry:page", args=place)).content.decode()

    assert reverse("rounds:ask", args=[round_.result(1).pk]) in page
    assert reverse("rounds:ask", args=[round_.result(2).pk]) not in page


def test_official_asks_and_the_office_agrees(client, round_):
    client.force_login(round_.official)
    assert asked(client, round_).status_code == 302
    correction = Correction.objects.get()
    assert correction.document.title == "Biên bản kiểm tra"

    client.force_login(round_.coordinator)
    url = reverse("rounds:decide", args=[correction.pk])
    page = client.get(url).content.decode()
    assert "80\u00a0%" in page
    assert "60\u00a0%" in page
    client.post(url, {"is_agreed": "1"})

    assert round_.result().computed == "not_met"
    assert "Người quyết định" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"v-1-1": "12.5"}, "1.1: "),
        ({"v-1-1": "80"}, "Chưa có giá trị nào thay đổi"),
        ({"reason": ""}, "Lý do"),
        ({"document_title": ""}, "Trích yếu"),
    ],
)
def test_request_that_cannot_be_says_why(office, round_, over, words):
    response = asked(office, round_, **over)

    assert response.status_code == 200
    summary = response.content.decode().split("err-summary")[1].split("</ul>")[0]
    assert words in summary
    assert not Correction.objects.exists()


def test_summary_holds_every_line_of_what_is_to_be_mended(office, round_):
    page = asked(office, round_, **{"v-1-1": "58.5"}, reason="").content.decode()

    summary = page.split("err-summary")[1].split("</ul>")[0]
    assert '<a href="#v-1-1">1.1: ' in summary
    assert '<a href="#id_reason">' in summary


def test_no_decision_is_made_beforehand(client, round_):
    client.force_login(round_.official)
    asked(client, round_)
    client.force_login(round_.coordinator)
    url = reverse("rounds:decide", args=[Correction.objects.get().pk])

    page, refused = client.get(url), client.post(url, {"note": ""})

    assert page.content.decode().count('type="radio"') == 2
    assert " checked" not in page.content.decode()
    assert "Chọn một quyết định." in refused.content.decode()
    assert Correction.objects.get().is_agreed is None


def test_own_request_is_left_to_another(office, round_):
    asked(office, round_)
    url = reverse("rounds:decide", args=[Correction.objects.get().pk])

    page = office.get(url).content.decode()
    response = office.post(url, {"is_agreed": "1"})

    assert "người khác của văn phòng điều phối quyết định" in page
    assert 'name="is_agreed"' not in page
    assert "phải khác" in response.content.decode()
    office.force_login(make_membership().user)
    assert office.post(url, {"is_agreed": "0", "note": "Sai"}).status_code == 302
    assert Correction.objects.get().is_agreed is False


def test_correction_says_values_level_and_verdicts(client, round_):
    client.force_login(round_.official)
    response = asked(client, round_, follow=True)
    rows = rows_of(response)
    leaf = round_.period_set.criteria_set.criteria.get(number=1).indicators.get()
    row = rows[f"1.1. {leaf.name}"]

    assert (row.old.text, row.new.text) == ("80\u00a0%", "60\u00a0%")
    assert row.need == "từ 80\u00a0%"
    assert [one.verdict.css for one in (row.old, row.new)] == ["met", "fail"]
    whole = rows[next(name for name in rows if name.startswith("Tiêu chí 1"))]
    assert whole.new.verdict.text == "Chưa đạt"


def test_yes_and_no_are_said_in_words(client):
    round_ = make_round("yes_no")
    round_.save(value=1)
    round_.prove()
    round_.confirmed(value=1)
    round_.close()
    client.force_login(round_.official)

    rows = rows_of(asked(client, round_, **{"v-1-1": "0"}, follow=True))

    said = [(row.old.text, row.new.text) for row in rows.values()]
    assert said == [("Đạt", "Chưa"), ("", "")]


def test_official_lands_where_the_request_stands(client, round_):
    client.force_login(round_.official)

    page = asked(client, round_, follow=True).content.decode()

    assert "Đã gửi đề nghị đính chính" in page
    assert "Đang chờ văn phòng điều phối" in page
    assert 'name="is_agreed"' not in page
    again = client.get(reverse("rounds:ask", args=[round_.result().pk]))
    url = reverse("rounds:decide", args=[Correction.objects.get().pk])
    assert url in again.content.decode()


@pytest.mark.parametrize("name", ["give", "results"])
def test_townships_are_not_listed(office, round_, name):
    make_commune("Phủ Thông", kind=UnitKind.THI_TRAN, parent=round_.district)

    page = office.get(reverse(f"rounds:{name}", args=[round_.period.pk]))

    assert "Sĩ Bình" in page.content.decode()
    assert "Phủ Thông" not in page.content.decode()


@pytest.mark.parametrize(
    ("who", "view"), [("official", "entry:home"), ("coordinator", "rounds:rounds")]
)
def test_crumb_of_a_correction_leads_where_one_may_go(client, round_, who, view):
    client.force_login(getattr(round_, who))
    urls = [reverse("rounds:ask", args=[round_.result().pk])]
    urls.append(asked(client, round_).url)

    for url in urls:
        first = client.get(url).context["page"]["crumbs"][0]
        assert first["url"] == reverse(view)
        assert client.get(first["url"], follow=True).status_code == 200


def test_opinion_on_what_another_decided_meanwhile_is_shown_again(office, round_):
    asked(office, round_)
    correction = Correction.objects.get()
    url = reverse("rounds:decide", args=[correction.pk])
    for note in ("Đúng biên bản", "Sai biên bản"):
        second = make_membership(role="coordinator", unit=round_.province).user
        office.force_login(second)
        answer = office.post(url, {"is_agreed": "0", "note": note})

    text = answer.content.decode()
    assert "Đề nghị này đã được quyết định." in text
    assert "Bạn đã viết: “Sai biên bản”" in text
    assert 'name="note"' not in text
    correction.refresh_from_db()
    assert correction.decided_note == "Đúng biên bản"


def test_corrected_result_is_marked_on_the_page_of_its_commune(client, round_):
    url = f"/xa/{round_.commune.pk}/?nam=2021"
    client.force_login(round_.official)
    asked(client, round_)
    assert "ính chính" not in client.get(url, follow=True).content.decode()
    correction = Correction.objects.get()
    client.force_login(round_.coordinator)
    client.post(reverse("rounds:decide", args=[correction.pk]), {"is_agreed": "1"})

    page = client.get(url, follow=True).content.decode()

    assert "1 tiêu chí đã đính chính sau khi khóa kỳ: 1." in page
    assert "Đính chính ngày 24/11/2021 theo <a href" in page
    assert reverse("reporting:document", args=[correction.document.key]) in page
