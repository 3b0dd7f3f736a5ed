"""Pages of dossiers: opened, filled in by two people, decided, withdrawn."""

import pytest
from django.urls import reverse

from assessments.models import Dossier, RecognitionDecision
from communes.choices import UnitKind
from tests.assessments.round import make_round, shared_on_the_day
from tests.builders import make_commune, make_recognition
from tests.round_builders import make_condition, make_dossier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

DECISION = {
    "decided_on": "2021-11-20",
    "decision_number": "12/QĐ-UBND",
    "issuer": "UBND huyện Bạch Thông",
    "document_title": "Quyết định công nhận",
}

WITHDRAWAL = {
    **DECISION,
    "decided_on": "2021-11-24",
    "decision_number": "15/QĐ-UBND",
    "note": "Tiêu chí 10 không còn đạt",
}


def with_a_condition():
    round_ = make_round()
    make_condition(round_.procedure)
    return round_


shared_round = shared_on_the_day(with_a_condition)


@pytest.fixture
def office(client, round_):
    client.force_login(round_.coordinator)
    return client


@pytest.fixture
def dossier(office, round_):
    """Opened by its page."""
    said = {"unit": round_.commune.pk, "tier": "ntm", "year": "2021"}
    response = office.post(reverse("recognition:new"), said)
    assert response.status_code == 302, response.context["form"].errors
    return Dossier.objects.get()


def saved(client, dossier, version=1, **over):
    said = {"version": version, **over}
    return client.post(reverse("recognition:dossier", args=[dossier.pk]), said)


def dossier_page(client, dossier):
    return client.get(reverse("recognition:dossier", args=[dossier.pk]))


def sent(client, name, dossier, **said):
    url = reverse(f"recognition:{name}", args=[dossier.pk])
    return client.post(url, {"version": dossier.version, **said})


def test_second_open_dossier_is_refused_on_the_form(office, round_, dossier):
    said = {"unit": round_.commune.pk, "tier": "ntm", "year": "2022"}

    response = office.post(reverse("recognition:new"), said)

    assert "đang có hồ sơ" in response.content.decode()


def test_dossier_is_filled_in(office, dossier):
    condition = dossier.conditions.get().condition_id
    said = {"poll_issued": "100", "poll_collected": "98", "poll_satisfied": "95"}

    response = saved(office, dossier, **said, **{f"c-{condition}": "1"})

    assert response.status_code == 302
    dossier.refresh_from_db()
    assert (dossier.poll_satisfied, dossier.conditions.get().is_met) == (95, True)


def test_second_of_two_sees_both_values_and_chooses(office, dossier):
    saved(office, dossier, poll_issued="100")

    response = saved(office, dossier, poll_issued="90")

    page = response.content.decode()
    assert response.status_code == 409
    assert "100, –, –" in page
    assert 'value="90"' in page
    assert Dossier.objects.get().poll_issued == 100
    version = response.context["form"].data["version"]
    saved(office, dossier, version=version, poll_issued="90")
    assert Dossier.objects.get().poll_issued == 90


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"poll_issued": "-1"}, "Phiếu phát ra"),
        ({"poll_issued": "99999999999999999999"}, ""),
        ({"poll_issued": "1", "poll_collected": "2"}, "không quá phiếu phát ra"),
        ({"vote_on": "hôm qua"}, "Ngày họp hội đồng"),
        ({"version": "x"}, ""),
    ],
)
def test_input_that_cannot_be_is_shown_again(office, dossier, over, words):
    response = saved(office, dossier, **over)

    assert response.status_code == 200
    assert words in response.content.decode().split("err-summary")[1]
    assert Dossier.objects.get().version == 1


def test_decision_is_entered_and_stands_in_the_register(office, dossier):
    response = sent(office, "decide", dossier, **DECISION)
    assert response.status_code == 302, response.context["form"].errors

    page = office.get(response.url).content.decode()
    assert "12/QĐ-UBND" in page
    register = office.get("/cong-nhan/").content.decode()
    assert "12/QĐ-UBND" in register


def test_number_and_day_of_a_decision_are_typed_once(office, dossier):
    sent(office, "decide", dossier, **DECISION)

    document = RecognitionDecision.objects.get().document
    said = (document.kind, document.number, document.issued_on.isoformat())
    assert said == ("decision", "12/QĐ-UBND", "2021-11-20")


def test_report_that_tells_of_a_decision_keeps_its_own_number(office, dossier):
    sent(office, "decide", dossier, **DECISION, document_kind="report")

    document = RecognitionDecision.objects.get().document
    assert (document.kind, document.number) == ("report", "")


def test_decision_of_a_day_to_come_is_refused_at_its_field(office, dossier):
    response = sent(
        office, "decide", dossier, **{**DECISION, "decided_on": "2021-12-30"}
    )

    assert "decided_on" in response.context["form"].errors


def test_decision_over_what_was_not_read_is_a_conflict(office, dossier):
    saved(office, dossier, poll_issued="100")

    assert sent(office, "decide", dossier, **DECISION).status_code == 409
    assert not RecognitionDecision.objects.exists()


def test_given_up_dossier_says_why(office, dossier):
    sent(office, "give-up", dossier, reason="Xã xin rút")

    page = office.get(reverse("recognition:dossier", args=[dossier.pk]))

    assert "Xã xin rút" in page.content.decode()
    url = reverse("recognition:decide", args=[dossier.pk])
    assert office.get(url).status_code == 404


def test_what_was_typed_stands_again_where_the_dossier_was_closed(office, dossier):
    sent(office, "give-up", dossier, reason="Xã xin rút")

    answers = [
        (sent(office, "decide", dossier, **DECISION), "12/QĐ-UBND"),
        (sent(office, "give-up", dossier, reason="Thiếu phiếu"), "Thiếu phiếu"),
        (saved(office, dossier, poll_issued="123"), "123"),
    ]

    for answer, typed in answers:
        text = answer.content.decode()
        assert "Hồ sơ này đã kết thúc." in text
        assert f'value="{typed}"' in text
    assert Dossier.objects.get().poll_issued is None
    assert not RecognitionDecision.objects.exists()


def test_recognition_is_withdrawn_from_its_dossier(office, dossier):
    sent(office, "decide", dossier, **DECISION)

    url = dossier_page(office, dossier).context["page"]["withdraw_url"]

    response = office.post(url, WITHDRAWAL)

    assert response.url == reverse("recognition:dossier", args=[dossier.pk])
    assert dossier_page(office, dossier).context["page"]["withdraw_url"] == ""
    kinds = RecognitionDecision.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["recognised", "withdrawn"]


@pytest.mark.parametrize("missing", ["note", "document_title", "decided_on"])
def test_withdrawal_needs_reason_document_and_day(office, round_, missing):
    decision = make_recognition(unit=round_.commune, known_by="2020-12-31")
    url = reverse("recognition:withdraw", args=[decision.pk])

    response = office.post(url, WITHDRAWAL | {missing: ""})

    assert missing in response.context["form"].errors
    assert RecognitionDecision.objects.count() == 1


def test_recognition_of_before_the_portal_is_withdrawn_once(office, round_):
    decision = make_recognition(unit=round_.commune, known_by="2020-12-31")
    url = reverse("recognition:withdraw", args=[decision.pk])

    register = office.post(url, WITHDRAWAL, follow=True).content.decode()
    again = office.post(url, WITHDRAWAL)

    assert "Tiêu chí 10 không còn đạt" in register
    assert "chưa được công nhận" in str(again.context["form"].errors)
    last = RecognitionDecision.objects.first()
    assert office.get(f"/cong-nhan/{last.pk}/thu-hoi/").status_code == 404


def test_number_beyond_all_counting_stands_at_its_field(office, dossier):
    response = saved(office, dossier, poll_issued="9" * 20)

    (words,) = response.context["form"].errors["poll_issued"]
    assert words == "Nhập số không quá 2147483647."


def test_list_shows_only_what_the_person_may_see(client, round_):
    make_dossier(unit=round_.commune, procedure=round_.procedure)
    names = {}
    for who in ("official", "stranger", "district_officer", "agency_officer"):
        client.force_login(getattr(round_, who))
        page = client.get(reverse("recognition:dossiers")).content.decode()
        names[who] = "Xã Sĩ Bình" in page

    assert names == {
        "official": True,
        "stranger": False,
        "district_officer": True,
        "agency_officer": True,
    }


def test_reader_sees_the_dossier_without_its_form(client, round_, dossier):
    client.force_login(round_.official)

    page = client.get(reverse("recognition:dossier", args=[dossier.pk]))

    assert "Không nợ đọng" in page.content.decode()
    assert "Lưu hồ sơ" not in page.content.decode()


def test_townships_are_not_offered(office, round_):
    make_commune("Phủ Thông", kind=UnitKind.THI_TRAN, parent=round_.district)

    page = office.get(reverse("recognition:new")).content.decode()

    assert "Xã Sĩ Bình" in page
    assert "Phủ Thông" not in page


def test_dossier_tells_what_the_portal_counts_and_warns(office, round_, dossier):
    round_.confirmed(1)
    condition = dossier.conditions.get().condition
    before = dossier_page(office, dossier).content.decode()
    assert "1/2 tiêu chí đã xác nhận" in before
    assert "hãy xem lại" not in before

    saved(office, dossier, **{f"c-{condition.pk}": "1"})
    assert "hãy xem lại" in dossier_page(office, dossier).content.decode()
    round_.confirmed(2)
    assert "hãy xem lại" not in dossier_page(office, dossier).content.decode()


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"poll_issued": "1", "poll_collected": "2"}, "poll_collected"),
        ({"vote_members": "1", "vote_present": "2"}, "vote_present"),
        (
            {"vote_members": "1", "vote_present": "1", "vote_in_favour": "1"},
            "vote_on",
        ),
        (
            {"published_from": "2021-11-20", "published_to": "2021-11-20"},
            "published_to",
        ),
    ],
)
def test_contradiction_stands_at_its_field(office, dossier, over, field):
    assert list(saved(office, dossier, **over).context["form"].errors) == [field]
