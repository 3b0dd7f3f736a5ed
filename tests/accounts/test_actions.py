"""An administrator invites people and helps them back in."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.actions import forget_second_factor, invite
from tests.accounts.totp import give_second_factor
from tests.builders import make_commune, make_membership, make_user

pytestmark = pytest.mark.django_db

LIST = reverse("admin:accounts_user_changelist")


def act(client, name, *users):
    said = {"action": name, "_selected_action": [user.pk for user in users]}
    return client.post(LIST, said, follow=True).content.decode()


def test_new_person_is_invited_to_set_a_password(admin_client):
    new = make_user(username="xa-moi", email="xa@example.vn")
    unit = make_commune("Sĩ Bình")
    make_membership(user=new, role="commune_official", unit=unit)
    over = make_commune("Vũ Muộn")
    days = {"valid_from": dt.date(2020, 1, 1), "valid_to": dt.date(2021, 1, 1)}
    make_membership(user=new, role="commune_official", unit=over, **days)
    nobody = make_user(email="")
    left = make_user(email="nghi@example.vn", is_active=False)

    page = act(admin_client, "invite", new, nobody, left)

    assert [message.to for message in mail.outbox] == [["xa@example.vn"]]
    assert "đã mở cho bạn tài khoản “xa-moi”" in mail.outbox[0].body
    assert "- Cán bộ xã: Xã Sĩ Bình" in mail.outbox[0].body
    assert "Vũ Muộn" not in mail.outbox[0].body
    assert "trong 3 ngày" in mail.outbox[0].body
    assert "/tai-khoan/mat-khau/dat/" in mail.outbox[0].body
    assert "Đã gửi thư: 1" in page


def test_who_signed_in_before_is_sent_a_new_password_alone(admin_client):
    known = make_user(email="xa@example.vn", last_login=timezone.now())

    act(admin_client, "invite", known)

    assert "Có người yêu cầu đặt mật khẩu" in mail.outbox[0].body


def test_lost_second_factor_is_taken_off_and_recorded(admin_client, admin_user):
    lost, other = make_user(), make_user()
    give_second_factor(lost)
    give_second_factor(other)

    page = act(admin_client, "forget_second_factor", lost)

    assert [row.user for row in Authenticator.objects.all()] == [other]
    assert lost.history.latest().history_user == admin_user
    assert "Bỏ xác thực hai lớp" in lost.history.latest().history_change_reason
    assert "Đã bỏ: 1" in page


def test_who_may_not_change_people_does_neither(rf):
    by = make_membership(role="national_viewer").user
    lost = make_user()
    give_second_factor(lost)

    with pytest.raises(PermissionDenied):
        forget_second_factor(users=[lost], by=by)
    with pytest.raises(PermissionDenied):
        invite(users=[lost], request=rf.get("/"), by=by)

    assert Authenticator.objects.filter(user=lost).exists()


def test_administrator_by_role_takes_nothing_off_a_superuser():
    by = make_membership().user
    superuser = make_user(is_superuser=True)
    give_second_factor(superuser)

    with pytest.raises(PermissionDenied):
        forget_second_factor(users=[superuser], by=by)

    assert Authenticator.objects.filter(user=superuser).exists()
