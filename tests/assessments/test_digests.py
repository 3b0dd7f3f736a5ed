"""The daily mail: who gets it, what it says, and that it comes once."""

import datetime as dt
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from assessments.actions.digests import send_digest
from assessments.actions.reviewing import send_back
from assessments.reports.digest import Digest
from tests.assessments.round import DAY, Round, make_round, shared_on_the_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(on_the_day, settings) -> None:
    settings.SITE_URL = "https://ntm.example.vn"


def one_came_back_and_one_waits() -> Round:
    """One result came back; one waits at the district."""
    world = make_round()
    for who in ("official", "district_officer", "agency_officer"):
        person = getattr(world, who)
        person.email = f"{who}@example.vn"
        person.save()
    result = world.submitted(1)
    by = world.district_officer
    send_back(result=result, version=result.version, by=by, reason="Thiếu")
    world.submitted(2)
    return world


shared_round = shared_on_the_day(one_came_back_and_one_waits)


@pytest.fixture
def world(round_) -> Round:
    return round_


def send(commit: bool = True) -> str:
    out = StringIO()
    call_command("send_digests", commit=commit, stdout=out, stderr=StringIO())
    return out.getvalue()


def mails() -> dict[str, str]:
    return {message.to[0]: str(message.body) for message in mail.outbox}


def test_each_is_mailed_what_they_owe_and_nobody_else(world: Round) -> None:
    send()

    sent = mails()
    assert sent.keys() == {"official@example.vn", "district_officer@example.vn"}
    assert "1 kết quả bị trả lại" in sent["official@example.vn"]
    assert "1 thông báo chưa đọc" in sent["official@example.vn"]
    assert "1 kết quả đang chờ bạn xem" in sent["district_officer@example.vn"]
    assert "&" not in sent["official@example.vn"]


def test_mail_leads_to_the_page_where_it_is_switched_off(world: Round) -> None:
    send()

    account = "https://ntm.example.vn/tai-khoan/"
    message = mail.outbox[0]
    assert message.extra_headers["List-Unsubscribe"] == f"<{account}>"
    assert account in message.body


def test_near_deadline_is_said_with_what_is_left(world: Round) -> None:
    world.period.closes_on = DAY + dt.timedelta(days=7)
    world.period.save()

    send()

    text = mails()["official@example.vn"]
    assert "khóa ngày 1/12/2021" in text
    assert "Còn 1 tiêu chí chưa nộp" in text


def test_deadline_further_off_is_not_said(world: Round) -> None:
    world.period.closes_on = DAY + dt.timedelta(days=8)
    world.period.save()

    send()

    assert "khóa ngày" not in mails()["official@example.vn"]


def test_without_commit_nothing_is_sent(world: Round) -> None:
    said = send(commit=False)

    assert "official@example.vn" in said
    assert mail.outbox == []
    assert not User.objects.filter(digest_sent_on__isnull=False).exists()


def test_a_second_run_of_the_day_sends_none_and_the_next_day_does(
    world: Round, settings
) -> None:
    send()
    send()
    assert len(mail.outbox) == 2

    settings.CLOCK_DAY = DAY + dt.timedelta(days=1)
    send()

    assert len(mail.outbox) == 4


def test_of_two_runs_at_once_one_sends(world: Round) -> None:
    digest = Digest(waiting=1, returned=0, unread=0, deadlines=())

    sent = [send_digest(person=world.official, digest=digest) for _run in range(2)]

    assert sent == [True, False]


@pytest.mark.parametrize("why", ["disabled", "no_role", "no_address", "opted_out"])
def test_who_gets_none(world: Round, why: str) -> None:
    person = world.official
    if why == "no_role":
        person.memberships.update(valid_to=DAY)
    person.is_active = why != "disabled"
    person.email = "" if why == "no_address" else person.email
    person.wants_digest = why != "opted_out"
    person.save()

    send()

    assert mails().keys() == {"district_officer@example.vn"}


def test_mail_that_fails_may_be_tried_again(world: Round, monkeypatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", _refuse)
        with pytest.raises(CommandError, match="2 thư"):
            send()

    send()

    assert len(mail.outbox) == 2


def _refuse(*_args: object, **_more: object) -> int:
    raise ConnectionRefusedError


def test_refused_without_the_address_of_the_site(world: Round, settings) -> None:
    settings.SITE_URL = ""

    with pytest.raises(CommandError, match="SITE_URL"):
        send()


def test_switch_on_the_account_page(world: Round) -> None:
    client = Client()
    client.force_login(world.official)

    for value, wants in (("khong", False), ("co", True)):
        page = client.post("/tai-khoan/thu-tong-hop/", {"nhan": value}, follow=True)
        world.official.refresh_from_db()
        assert world.official.wants_digest is wants
        assert ("Đã bật" if wants else "Đã tắt") in page.content.decode()


def test_mail_is_written_in_the_language_of_the_last_sign_in(world: Round) -> None:
    client = Client()
    world.official.set_password("mat-khau-dai-123")
    world.official.save()
    said = {"login": world.official.username, "password": "mat-khau-dai-123"}
    client.post("/en/tai-khoan/dang-nhap/", said)

    send()

    sent = mails()
    assert "1 result was returned" in sent["official@example.vn"]
    assert "https://ntm.example.vn/en/tai-khoan/" in sent["official@example.vn"]
    assert "kết quả" in sent["district_officer@example.vn"]


def test_language_leaves_no_history(world: Round) -> None:
    before = world.official.history.count()

    Client().force_login(world.official)

    assert world.official.history.count() == before


def test_switching_the_mail_on_takes_the_language_of_the_page(world: Round) -> None:
    client = Client()
    client.force_login(world.official)

    client.post("/en/tai-khoan/thu-tong-hop/", {"nhan": "co"})

    world.official.refresh_from_db()
    assert world.official.language == "en"
