"""The role of administrator opens the admin, on its days and no longer."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from communes.actions import rename
from tests.admin.test_every_page import MOST_QUERIES, addresses, remember_content_types
from tests.admin.world import make_world, queries_of, url
from tests.builders import make_document, make_membership, make_province, make_user

pytestmark = pytest.mark.django_db

PUBLIC = "/ban-do/"
INDEX = "/quan-tri/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def person_form(user: User, **over: Any) -> dict[str, Any]:
    inline = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    return {"username": user.username, "is_active": "on", **inline, **over}


@pytest.mark.one_database
def test_role_opens_every_page_within_the_queries(admin_user) -> None:
    make_world(admin_user)
    client = signed_in(make_membership().user)
    remember_content_types()

    costs = {page: queries_of(client, page) for page in addresses()}

    assert {page: n for page, n in costs.items() if n > MOST_QUERIES} == {}


def test_role_is_shown_the_way_to_the_admin() -> None:
    client = signed_in(make_membership().user)

    assert f'href="{INDEX}"' in client.get(PUBLIC).content.decode()


def test_other_roles_are_refused_and_not_shown_the_way() -> None:
    client = signed_in(make_membership(role="national_viewer").user)

    assert f'href="{INDEX}"' not in client.get(PUBLIC).content.decode()
    assert client.get(INDEX, follow=True).status_code == 403


def test_end_of_the_role_ends_access_at_the_next_request() -> None:
    role = make_membership()
    client = signed_in(role.user)
    assert client.get(INDEX).status_code == 200

    role.valid_to = timezone.localdate()
    role.save()

    assert client.get(INDEX).status_code == 302
    assert client.get(url(User, "changelist")).status_code == 302
    assert not User.objects.get(pk=role.user_id).has_perm("communes.change_province")


@pytest.mark.parametrize(
    "over",
    [
        {"valid_from": timezone.localdate() + dt.timedelta(days=1)},
        {"role": "national_viewer"},
        {"user_is_active": False},
    ],
)
def test_no_other_role_gives_permissions(over) -> None:
    is_active = over.pop("user_is_active", True)
    person = make_membership(user=make_user(is_active=is_active), **over).user

    assert not person.has_perm("communes.change_province")
    assert signed_in(person).get(INDEX).status_code == 302


def test_role_may_act_on_units() -> None:
    province, person = make_province(), make_membership().user
    day = dt.date(2021, 3, 1)

    rename(unit=province, name="Mới", day=day, document=make_document(), by=person)

    assert province.versions.count() == 2


def test_role_gives_no_right_that_outlives_it() -> None:
    person = make_membership().user
    page = url(User, "change", person.pk)
    form = person_form(person, is_superuser="on", is_staff="on", full_name="Hoa")

    response = signed_in(person).post(page, form)

    person = User.objects.get(pk=person.pk)
    assert (response.status_code, person.full_name) == (302, "Hoa")
    assert (person.is_superuser, person.is_staff) == (False, False)


def test_role_may_not_change_a_superuser(admin_user) -> None:
    client = signed_in(make_membership().user)
    pages = [
        url(User, "change", admin_user.pk),
        f"/quan-tri/accounts/user/{admin_user.pk}/password/",
    ]

    codes = [client.post(page, person_form(admin_user)).status_code for page in pages]

    assert codes == [403, 403]


def test_superuser_still_gives_lasting_rights(admin_client) -> None:
    person = make_user()
    form = person_form(person, is_staff="on")

    admin_client.post(url(User, "change", person.pk), form)

    assert User.objects.get(pk=person.pk).is_staff
