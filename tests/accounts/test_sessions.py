"""A session ends by itself, and its owner can end the others."""

import datetime as dt

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.middleware import SecondFactor
from accounts.models import Membership
from tests.builders import START, make_membership, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai-1"
MORNING = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
HOME = "/tai-khoan/"


@pytest.fixture(autouse=True)
def _no_counts_of_others():
    cache.clear()


def hours(number):
    return dt.timedelta(hours=number)


def test_session_left_alone_ends(client):
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(make_user())
        clock.shift(hours(3.9))
        assert client.get(HOME).status_code == 200
        clock.shift(hours(3.9))
        assert client.get(HOME).status_code == 200
        clock.shift(hours(4.1))

        response = client.get(HOME, follow=True)

    assert response.redirect_chain[0][0].startswith(reverse("account_login"))
    assert "Phiên làm việc đã hết" in response.content.decode()


@pytest.mark.parametrize(("pause", "is_late"), [(3, False), (5, True), (60, True)])
def test_late_request_is_nobodys_but_known(client, monkeypatch, pause, is_late):
    user, seen = make_user(), []
    monkeypatch.setattr(
        SecondFactor, "_is_missing", lambda self, request: seen.append(request)
    )
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(user)
        clock.shift(hours(pause))
        client.get("/health/")

    assert seen[0].user.is_authenticated is not is_late
    assert seen[0].late_user == (user if is_late else None)


def test_session_in_use_ends_after_twelve_hours(client):
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(make_user())
        for _hour in range(11):
            clock.shift(hours(1))
            assert client.get(HOME).status_code == 200
        clock.shift(hours(1.1))

        assert client.get(HOME).status_code == 302


def test_use_is_written_once_a_minute(client):
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(make_user())
        before = dict(client.session)
        clock.shift(dt.timedelta(seconds=59))
        client.get("/health/")
        assert dict(client.session) == before
        clock.shift(dt.timedelta(seconds=2))
        client.get("/health/")
        assert dict(client.session) != before


def test_session_without_clocks_has_ended(client):
    client.force_login(make_user())
    session = client.session
    del session["began_at"]
    session.save()

    assert client.get(HOME).status_code == 302


def sign_in(user):
    client = Client()
    said = {"login": user.username, "password": PASSWORD}
    client.post(reverse("account_login"), said)
    return client


def test_own_sessions_are_listed_and_the_others_ended():
    user, stranger = make_user(password=PASSWORD), make_user(password=PASSWORD)
    here, there, others = sign_in(user), sign_in(user), sign_in(stranger)
    page = here.get(reverse("usersessions_list"))

    here.post(reverse("usersessions_list"))

    assert page.context["session_count"] == 2
    assert here.get(HOME).status_code == 200
    assert there.get(HOME).status_code == 302
    assert others.get(HOME).status_code == 200


def ids_of(user):
    rows = UserSession.objects.filter(user=user).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def test_one_session_is_ended_and_the_others_stay():
    user = make_user(password=PASSWORD)
    here, there, third = (sign_in(user) for _n in range(3))
    page = reverse("usersessions_list")

    answer = here.post(page, {"phien": ids_of(user)[1]}, follow=True)

    assert "Phiên đó đã kết thúc." in answer.content.decode()
    assert there.get(HOME).status_code == 302
    assert [one.get(HOME).status_code for one in (here, third)] == [200, 200]


@pytest.mark.parametrize("asked", ["own", "stranger", "x", "9" * 30])
def test_session_that_is_no_other_of_the_person_stays(asked):
    user, stranger = make_user(password=PASSWORD), make_user(password=PASSWORD)
    here, others = sign_in(user), sign_in(stranger)
    ids = {"own": ids_of(user)[0], "stranger": ids_of(stranger)[0]}

    page = reverse("usersessions_list")
    answer = here.post(page, {"phien": ids.get(asked, asked)}, follow=True)

    assert "Không có phiên nào khác như vậy." in answer.content.decode()
    assert [one.get(HOME).status_code for one in (here, others)] == [200, 200]


def test_changed_password_ends_the_other_sessions():
    user = make_user(password=PASSWORD)
    here, there = sign_in(user), sign_in(user)
    new = {"password1": "mot-mat-khau-2", "password2": "mot-mat-khau-2"}

    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})

    assert here.get(HOME).status_code == 200
    assert there.get(HOME).status_code == 302


def test_ended_role_loses_access_at_the_next_request(client):
    row = make_membership(user=make_user(is_staff=True))
    client.force_login(row.user)
    assert client.get("/quan-tri/").status_code == 200

    Membership.objects.update(valid_to=START + dt.timedelta(days=1))

    assert client.get("/quan-tri/", follow=True).status_code == 403


def test_cookie_goes_with_the_browser():
    cookie = sign_in(make_user(password=PASSWORD)).cookies[settings.SESSION_COOKIE_NAME]

    assert cookie["max-age"] == ""
    assert cookie["httponly"]


def test_signing_out_lets_the_browser_forget_what_pages_kept(client):
    client.force_login(make_user())

    asked = client.get(reverse("account_logout"))
    left = client.post(reverse("account_logout"))

    assert "Clear-Site-Data" not in asked
    assert left["Clear-Site-Data"] == '"storage"'
