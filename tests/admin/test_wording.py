"""The admin's own words in Vietnamese, where those of the package are poor."""

import re

import pytest
from django.utils.html import strip_tags

from accounts.models import User
from assessments.models import Period
from tests.admin.world import url
from tests.builders import make_period

pytestmark = pytest.mark.django_db
POOR = ["Bởi", "Rỗng", "rỗng", "Bất kì", "Hoạt động", "Lưu lại", "Thay đổi kỳ"]


def words(answer):
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


@pytest.fixture
def pages(admin_client):
    """The list of periods, with filters, and the page of one."""
    period = make_period()
    addresses = [url(Period, "changelist"), url(Period, "change", period.pk)]
    return [admin_client.get(address) for address in addresses]


def test_filters_and_buttons_speak_plainly(pages):
    listed, one = map(words, pages)

    assert "Theo khóa lúc" in listed
    assert "Chưa có" in listed
    assert "Đã có" in listed
    assert 'value="Lưu và sửa tiếp"' in pages[1].content.decode()
    for text in (listed, one):
        assert [poor for poor in POOR if poor in text] == []


def test_the_page_of_a_person_speaks_plainly(admin_client, admin_user):
    page = words(admin_client.get(url(User, "change", admin_user.pk)))
    taken = {"username": admin_user.username, "email": ""}
    answer = admin_client.post(url(User, "add"), {"username": "a b"})
    twice = admin_client.post(url(User, "add"), taken)

    assert "không quá 150 ký tự: chữ, chữ số và các dấu @ . + - _" in page
    assert "Có mọi quyền mà không phải giao từng quyền." in page
    for poor in ("Yêu cầu.", "superuser", "Định rằng", "Chỉ định"):
        assert poor not in page
    assert "Tên đăng nhập chỉ gồm chữ, chữ số" in words(answer)
    assert "Tên đăng nhập này đã có người dùng." in words(twice)


def test_what_was_saved_is_said_plainly(admin_client):
    period = make_period()
    address = url(Period, "change", period.pk)
    form = admin_client.get(address).context["adminform"].form
    inline = {
        f"period_sets-{name}": n
        for name, n in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))
    }
    said = {k: form.initial[k] or "" for k in form.fields if k in form.initial}

    answer = admin_client.post(address, {**said, **inline, "_save": "1"}, follow=True)

    assert "Đã lưu kỳ đánh giá “2021 (cả năm)”." in words(answer)
