"""Who gave which role, switched off whom, and when: kept, and shown in the admin."""

import pytest
from django.urls import reverse

from accounts.models import Membership, User
from tests.builders import AS_OF, make_agency, make_membership, make_user

pytestmark = pytest.mark.django_db


def history_page(client, row):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_history"
    return client.get(reverse(name, args=[row.pk]))


def test_ended_role_is_kept_as_it_was():
    row = make_membership()
    row.valid_to = AS_OF
    row.save()

    assert [state.valid_to for state in row.history.all()] == [AS_OF, None]
    assert row.history.earliest().instance.valid_to is None


def test_history_names_who_changed_the_row(admin_client, admin_user):
    user = make_user()
    user.refresh_from_db()
    page = reverse("admin:accounts_user_change", args=[user.pk])
    form = admin_client.get(page).context["adminform"].form
    said = {k: v for k, v in form.initial.items() if isinstance(v, str)}

    admin_client.post(
        page,
        said
        | {
            "full_name": "Cán bộ xã Sĩ Bình",
            "memberships-TOTAL_FORMS": 0,
            "memberships-INITIAL_FORMS": 0,
        },
    )

    newest = user.history.latest()
    assert newest.full_name == "Cán bộ xã Sĩ Bình"
    assert newest.is_active is False
    assert newest.history_user == admin_user


def test_no_password_and_no_sign_in_goes_into_the_history(client):
    fields = {field.name for field in User.history.model._meta.get_fields()}
    user = make_user()
    client.force_login(user)
    user.refresh_from_db()

    assert not fields & {"password", "last_login"}
    assert {"is_active", "is_staff", "is_superuser", "full_name", "email"} <= fields
    assert user.last_login is not None
    assert user.history.count() == 1


def test_every_kind_of_row_shows_its_history(admin_client):
    role = make_membership()
    role.valid_to = AS_OF
    role.save()

    page = history_page(admin_client, role).content.decode()

    assert "Đến trước ngày:" in page
    assert 'style="' not in page
    for row in (role.user, make_agency()):
        assert history_page(admin_client, row).status_code == 200


def test_history_offers_no_way_back(admin_client):
    role = make_membership()
    page = reverse("admin:accounts_membership_history", args=[role.pk])

    admin_client.post(f"{page}{role.history.get().pk}/", {"role": "national_viewer"})

    assert Membership.objects.get(pk=role.pk).role == role.role
    assert role.history.count() == 1
