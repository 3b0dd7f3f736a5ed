"""Sign-ins of the demo: one of each role, and none anywhere else."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.choices import Role
from accounts.models import Membership, User
from reporting.demo.people import OFFICES, SINCE, make_people
from reporting.demo.published import province_named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def printed(settings, tmp_path):
    settings.DEMO = True
    settings.BASE_DIR = tmp_path
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    return out.getvalue()


def test_there_is_one_of_every_role(printed):
    assert {office.role for office in OFFICES} == {*Role}
    assert {*Membership.objects.values_list("role", flat=True)} == {*Role}
    assert all(office.username in printed for office in OFFICES)


def test_everybody_has_an_address_that_is_made_up(printed):
    found = dict(User.objects.values_list("username", "email"))

    assert found == {name: f"{name}@example.vn" for name in found}


def test_everybody_printed_signs_in(printed, client):
    password = printed.splitlines()[0].rpartition(" ")[2]
    for office in OFFICES:
        client.logout()
        said = {"login": office.username, "password": password}
        answer = client.post(reverse("account_login"), said)
        assert answer.status_code == 302, office


def test_second_run_changes_nothing(printed):
    before = list(User.objects.values_list("username", "password"))

    call_command("demo_accounts", stdout=StringIO())

    assert list(User.objects.values_list("username", "password")) == before
    assert Membership.objects.count() == len(OFFICES)


def test_the_demo_says_that_the_second_factor_is_left_out(printed):
    assert "không bắt buộc xác thực hai lớp" in printed


def test_nobody_of_the_demo_is_made_elsewhere(settings):
    Membership.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("demo_accounts", stdout=StringIO())
    settings.PRODUCTION = True
    with pytest.raises(PermissionDenied):
        make_people(province_named("Bắc Kạn", SINCE))
    with pytest.raises(CommandError):
        call_command("load_demo", stdout=StringIO())

    assert not Membership.objects.exists()


def test_nobody_signs_in_without_the_password_of_the_copy():
    people = make_people(province_named("Bắc Kạn", SINCE))

    assert not any(user.has_usable_password() for user in people.values())
