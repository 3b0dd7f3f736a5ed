"""Who must have a second factor does nothing without it."""

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from accounts.choices import Role
from accounts.permissions import needs_second_factor
from accounts.sessions import SECOND_FACTOR
from tests.accounts.totp import code_now, give_second_factor
from tests.builders import (
    START,
    make_agency,
    make_commune,
    make_district,
    make_membership,
    make_province,
    make_user,
)

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai-1"
PLACES = {
    Role.COMMUNE_OFFICIAL: lambda: {"unit": make_commune()},
    Role.DISTRICT_OFFICER: lambda: {"unit": make_district()},
    Role.AGENCY_OFFICER: lambda: {"agency": make_agency()},
    Role.COORDINATOR: lambda: {"unit": make_province()},
}


@pytest.fixture(autouse=True)
def _required(settings):
    settings.MFA_REQUIRED = True
    cache.clear()


def person_of(role, **over):
    user = make_user(password=PASSWORD)
    make_membership(user=user, role=role, **PLACES.get(role, dict)(), **over)
    return user


def sign_in(client, user):
    said = {"login": user.username, "password": PASSWORD}
    return client.post(reverse("account_login"), said, follow=True)


@pytest.mark.parametrize("role", Role)
def test_confirming_and_administering_roles_demand_it(role):
    free = {Role.COMMUNE_OFFICIAL, Role.NATIONAL_VIEWER}

    assert needs_second_factor(person_of(role)) == (role not in free)


def test_ended_role_demands_nothing_and_a_superuser_always_does():
    ended = person_of("administrator", valid_to=START + dt.timedelta(days=1))

    assert not needs_second_factor(ended)
    assert needs_second_factor(make_user(is_superuser=True))


@pytest.mark.parametrize("page", ["/", "/xa/", "/quan-tri/", "/nhap-tu-bang/"])
def test_person_without_it_is_sent_to_set_it_up(client, page):
    client.force_login(person_of("coordinator"))

    response = client.get(page)

    assert response.status_code == 302
    assert response.url.startswith(reverse("mfa_activate_totp"))
    assert client.get(reverse("account_home")).status_code == 200


def test_commune_official_works_without_it(client):
    client.force_login(person_of("commune_official"))

    assert client.get("/").status_code == 200


def test_sign_in_asks_for_the_code(client):
    user = person_of("coordinator")
    give_second_factor(user)

    asked = sign_in(client, user)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    right = client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert asked.redirect_chain[-1][0].startswith(reverse("mfa_authenticate"))
    assert "Mã không đúng." in wrong.content.decode()
    assert right.status_code == 302
    assert client.get("/").status_code == 200


def test_code_is_guessed_five_times_only(client):
    user = person_of("coordinator")
    give_second_factor(user)
    sign_in(client, user)
    for _attempt in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    page = client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert "Nhập sai quá nhiều lần" in page.content.decode()


def test_session_from_before_it_was_set_up_is_asked_for_the_code(client):
    user = person_of("coordinator")
    client.force_login(user)
    give_second_factor(user)

    assert client.get("/").url.startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("mfa_reauthenticate"), {"code": code_now(), "next": "/"})
    assert client.get("/").status_code == 200


def test_code_of_one_person_opens_nothing_for_another(client):
    other, user = person_of("coordinator"), person_of("administrator")
    client.force_login(user)
    session = client.session
    session[SECOND_FACTOR] = other.pk
    session.save()

    assert client.get("/").status_code == 302


def set_up(client, user):
    """Sign in and enter what the telephone shows."""
    sign_in(client, user)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    return page, client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})


@pytest.mark.django_db(transaction=True)
def test_it_is_set_up_with_recovery_codes(client):
    user = person_of("coordinator")

    page, done = set_up(client, user)

    assert "<svg" in page.content.decode()
    assert "style=" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert done.url == reverse("mfa_view_recovery_codes")
    assert client.get("/").status_code == 200
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    assert Authenticator.objects.filter(user=user).count() == 2


def test_password_is_asked_again_where_it_was_typed_long_ago(client):
    now = dt.datetime.now(dt.UTC)
    with time_machine.travel(now, tick=False) as clock:
        sign_in(client, person_of("coordinator"))
        clock.shift(dt.timedelta(minutes=6))

        asked = client.get(reverse("mfa_activate_totp"))

    assert asked.url.startswith(reverse("account_reauthenticate"))


def test_session_without_the_code_proves_nothing(client):
    user = person_of("coordinator")
    sign_in(client, user)
    give_second_factor(user)

    asked = client.get(reverse("mfa_generate_recovery_codes"))

    assert asked.url.startswith(reverse("account_reauthenticate"))


@pytest.mark.django_db(transaction=True)
def test_recovery_code_opens_once(client):
    user = person_of("coordinator")
    set_up(client, user)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    answers = []
    for _attempt in range(2):
        client.logout()
        sign_in(client, user)
        client.post(reverse("mfa_authenticate"), {"code": code})
        answers.append("_auth_user_id" in client.session)

    assert answers == [True, False]


def test_who_must_have_it_cannot_take_it_off(client):
    user = person_of("coordinator")
    give_second_factor(user)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page = client.post(reverse("mfa_deactivate_totp"))

    assert "không tắt được" in page.content.decode()
    assert Authenticator.objects.filter(user=user).exists()


def test_commune_official_may_turn_it_on_and_off(client):
    user = person_of("commune_official")
    give_second_factor(user)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=user).exists()
