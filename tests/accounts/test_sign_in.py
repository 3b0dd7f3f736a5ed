"""Signing in, being locked out and let in again, and a password by mail."""

import re

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from tests.assessments.round import DAY, make_round
from tests.builders import make_membership, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai-1"
OFFICE, ELSEWHERE = "198.51.100.7", "203.0.113.9"
LOCKED = "Nhập sai quá nhiều lần"


@pytest.fixture(autouse=True)
def _no_counts_of_others():
    cache.clear()


@pytest.fixture
def person():
    return make_user(username="can-bo-xa", email="xa@example.vn", password=PASSWORD)


def sign_in(client, login="can-bo-xa", password=PASSWORD, address=OFFICE):
    said = {"login": login, "password": password}
    return client.post(reverse("account_login"), said, REMOTE_ADDR=address)


def is_in(client):
    return "_auth_user_id" in client.session


def fail(client, times, **said):
    for _attempt in range(times):
        sign_in(client, password="sai", **said)


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("login", ["can-bo-xa", "CAN-BO-XA", "xa@example.vn"])
def test_signs_in_by_name_or_mail(client, login):
    assert sign_in(client, login=login).status_code == 302
    assert is_in(client)


@pytest.mark.usefixtures("person")
def test_wrong_password_tells_nothing_of_the_account(client):
    known = sign_in(client, password="sai").content.decode()
    unknown = sign_in(client, login="khong-co").content.decode()

    for page in (known, unknown):
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in page
        assert "<title>Lỗi: Đăng nhập" in page


@pytest.mark.usefixtures("person")
def test_right_password_is_refused_after_five_wrong_ones(client):
    fail(client, 5)

    assert LOCKED in sign_in(client).content.decode()
    assert not is_in(client)


@pytest.mark.usefixtures("person")
def test_errors_of_one_shut_out_nobody_else_of_the_office(client):
    make_user(username="nguoi-khac", password=PASSWORD)
    fail(client, 8)

    sign_in(client, login="nguoi-khac")

    assert is_in(client)


@pytest.mark.usefixtures("person")
def test_person_gets_in_from_elsewhere_while_an_address_is_locked(client):
    fail(client, 8, address=ELSEWHERE)

    sign_in(client)

    assert is_in(client)


@pytest.mark.usefixtures("person")
def test_many_addresses_trying_one_account_are_stopped(client):
    for number in range(30):
        fail(client, 1, address=f"203.0.113.{number}")

    assert LOCKED in sign_in(client).content.decode()


def test_hundred_people_sign_in_from_one_address_at_once(client):
    make_user(username="can-bo-xa", password=PASSWORD)
    codes = {
        sign_in(client, password="sai", login=f"xa-{n}").status_code for n in range(99)
    }

    assert codes == {200}
    assert sign_in(client).status_code == 302


def test_too_many_requests_get_a_page_in_the_frame(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client)

    response = sign_in(client)

    assert response.status_code == 429
    assert "Quá nhiều lần thử" in response.content.decode()


def test_address_behind_the_proxy_is_the_visitors(client, person, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    wrong = {"login": person.username, "password": "sai"}
    for _attempt in range(5):
        client.post(
            reverse("account_login"), wrong, headers={"x-forwarded-for": ELSEWHERE}
        )

    right = {"login": person.username, "password": PASSWORD}
    client.post(reverse("account_login"), right, headers={"x-forwarded-for": OFFICE})

    assert is_in(client)


def test_disabled_account_does_not_get_in_and_falls_out(client, person):
    sign_in(client)
    assert client.get(reverse("account_home")).status_code == 200
    person.is_active = False
    person.save()

    assert client.get(reverse("account_home")).status_code == 302
    client.logout()
    assert sign_in(client).url == reverse("account_inactive")
    assert not is_in(client)


def reset_link(client, email):
    client.post(reverse("account_reset_password"), {"email": email})
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)


def test_password_is_reset_by_mail(client, person):
    link = reset_link(client, person.email)
    fail(client, 5)
    form = client.get(link, follow=True).request["PATH_INFO"]
    new = {"password1": "mot-mat-khau-2", "password2": "mot-mat-khau-2"}

    done = client.post(form, new, follow=True, REMOTE_ADDR=OFFICE).content.decode()
    sign_in(client, password="mot-mat-khau-2")

    assert f'href="{reverse("account_login")}">Đăng nhập</a></p>' in done
    assert is_in(client)


def test_reset_says_the_same_of_an_unknown_address(client, person):
    said = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (person.email, "khong@example.vn")
    ]

    assert said[0].content == said[1].content
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_link_of_a_reset_works_once(client, person):
    link = reset_link(client, person.email)
    person.set_password("mot-mat-khau-khac-2")
    person.save()

    page = client.get(link, follow=True).content.decode()

    assert "Liên kết không dùng được" in page


def test_who_has_no_password_is_led_to_the_link_by_mail(client):
    client.force_login(make_user())

    answer = client.get(reverse("account_change_password"), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("account_reset_password")
    assert "Bạn đang đăng nhập" in answer.content.decode()


@pytest.mark.parametrize("path", ["signup/", "dang-ky/", "email/", "login/"])
def test_nobody_makes_an_account_for_themselves(client, path):
    assert client.get(f"/tai-khoan/{path}").status_code == 404


def test_admin_has_no_sign_in_of_its_own(client, person):
    person.is_staff = person.is_superuser = True
    person.save()
    said = {"username": person.username, "password": PASSWORD}

    response = client.post(reverse("admin:login"), said)

    assert response.url.startswith(reverse("account_login"))
    assert not is_in(client)


@pytest.mark.parametrize(
    ("who", "place"),
    [
        ("official", "/nhap-lieu/"),
        ("district_officer", "/tham-tra/"),
        ("agency_officer", "/tham-tra/"),
        ("coordinator", "/tham-tra/tien-do/"),
        ("person", "/"),
    ],
)
def test_sign_in_leads_to_the_persons_own_work(client, person, who, place):
    with time_machine.travel(DAY):
        user = person if who == "person" else getattr(make_round("percent"), who)
        user.set_password(PASSWORD)
        user.save()
        answer = sign_in(client, login=user.username)

    assert (answer.status_code, answer["Location"]) == (302, place)


@pytest.mark.parametrize(
    ("role", "place"),
    [("national_viewer", "/ca-nuoc/"), ("administrator", "/quan-tri/")],
)
def test_sign_in_of_the_ministry_and_administrators(client, person, role, place):
    make_membership(user=person, role=role)

    assert sign_in(client)["Location"] == place


def test_sign_in_leads_back_to_where_it_was_asked(client, person):
    said = {"login": person.username, "password": PASSWORD, "next": "/ma-tran/"}

    answer = client.post(reverse("account_login"), said, REMOTE_ADDR=OFFICE)

    assert answer["Location"] == "/ma-tran/"
