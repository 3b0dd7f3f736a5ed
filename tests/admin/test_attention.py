"""The first page: each count is that of the list behind its link."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from accounts.models import Membership, User
from assessments.models import Assessment
from communes.models import Commune
from reporting.reports.attention import CHECKS, needs_attention
from tests import builders
from tests.admin.steps import text
from tests.admin.test_levels import make_account, make_unverified
from tests.admin.world import make_succession, queries_of

pytestmark = pytest.mark.django_db

INDEX = "/quan-tri/"


def counts() -> dict[str, int]:
    return {one.key: one.count for one in needs_attention()}


def make_role(**over: Any) -> Membership:
    return builders.make_membership(**over)


def make_rival(**over: Any) -> Assessment:
    first = builders.make_assessment()
    return builders.make_assessment(of=first, **over)


def make_one_of_each() -> None:
    """One row at least under every check."""
    today = timezone.localdate()
    account = make_account(make_unverified())
    builders.make_commune("Chưa có đánh giá", parent=account.province)
    rival = builders.make_assessment(of=account, unit=builders.make_commune("A"))
    builders.make_assessment(of=rival)
    _use_illustrative_level(rival)
    builders.make_figure(value=30, denominator=20)
    builders.make_recognition()
    ended = builders.make_commune("Đã hết", valid_to=dt.date(2020, 1, 1))
    make_role(role="commune_official", unit=ended)
    make_role(valid_to=today + dt.timedelta(days=5))
    make_role(valid_to=today)
    builders.make_document(number="")


def _use_illustrative_level(account: Assessment) -> None:
    leaf = account.criteria_set.criteria.get(number=1).indicators.get()
    level = builders.make_level(
        leaf,
        status="illustrative",
        year=2021,
        document=builders.make_document(is_illustrative=True),
    )
    result = builders.make_criterion_result(account)
    builders.make_indicator_result(result, level=level)


def test_every_count_is_that_of_its_list(admin_client) -> None:
    make_one_of_each()
    linked = admin_client.get(INDEX).context["attention"]

    assert {one.key for one, _url in linked} == set(CHECKS)
    for one, address in linked:
        page = admin_client.get(address)
        assert page.context["cl"].result_count == one.count, one.key


def test_count_stands_on_the_page(admin_client) -> None:
    builders.make_recognition()

    page = text(admin_client.get(INDEX))

    assert "Công nhận chưa có số quyết định: 1" in page


def test_check_without_rows_is_named_as_settled(admin_client) -> None:
    settled = {one.key for one in admin_client.get(INDEX).context["settled"]}

    assert settled == set(CHECKS)


def test_first_page_costs_the_same_with_rows(admin_client) -> None:
    before = queries_of(admin_client, INDEX)
    make_one_of_each()

    assert queries_of(admin_client, INDEX) <= before + 1 <= 15


def test_first_page_writes_nothing(admin_client) -> None:
    make_one_of_each()

    admin_client.get(INDEX)

    assert not LogEntry.objects.exists()


def test_staff_sees_only_what_it_may_list(client) -> None:
    make_one_of_each()
    staff = builders.make_user(is_staff=True)
    builders.make_membership(user=staff, role="national_viewer")
    client.force_login(staff)

    response = client.get(INDEX)

    assert response.context["attention"] == []


def test_commune_of_a_province_without_results_is_no_omission() -> None:
    account = make_account(make_unverified())
    builders.make_commune("Khác tỉnh", parent=builders.make_province("Cao Bằng"))
    assert counts()["chua-co-danh-gia"] == 0

    builders.make_commune("Cùng tỉnh", parent=account.province)

    assert counts()["chua-co-danh-gia"] == 1


def test_commune_whose_account_lapsed_has_none() -> None:
    level = make_unverified()
    first = make_account(level)
    second = make_account(level, "Vũ Muộn", parent=first.province)
    assert counts()["chua-co-danh-gia"] == 0

    Assessment.objects.filter(pk=second.pk).update(lapsed_at=timezone.now())

    assert counts()["chua-co-danh-gia"] == 1


def test_rivals_count_until_one_is_chosen() -> None:
    rival = make_rival()
    assert counts()["chua-chon"] == 2

    rival.is_chosen, rival.chosen_reason = True, "Số cuối năm"
    rival.save()

    assert counts()["chua-chon"] == 0


def test_single_unchosen_account_has_no_rival() -> None:
    builders.make_assessment()

    assert counts()["chua-chon"] == 0


def test_ended_commune_with_a_successor_is_settled() -> None:
    link = make_succession().links.get()
    link.predecessor.versions.update(valid_to=builders.AS_OF)
    assert counts()["khong-ro-ke-thua"] == 0

    link.delete()

    assert counts()["khong-ro-ke-thua"] == 1
    assert Commune.objects.count() == 2


def test_person_with_another_role_is_settled() -> None:
    today = timezone.localdate()
    role = make_role(valid_to=today)
    assert counts()["het-vai-tro"] == 1

    make_role(user=role.user, valid_from=today)

    assert counts()["het-vai-tro"] == 0


def test_person_without_any_role_and_one_switched_off_are_left_out() -> None:
    builders.make_user()
    gone = make_role(valid_to=timezone.localdate()).user
    User.objects.filter(pk=gone.pk).update(is_active=False)

    assert counts()["het-vai-tro"] == 0


def test_role_that_ends_later_than_a_month_is_left_out() -> None:
    make_role(valid_to=timezone.localdate() + dt.timedelta(days=31))

    assert counts()["sap-het-han"] == 0


def test_illustrative_and_unnumbered_kinds_of_documents_are_left_out() -> None:
    builders.make_document(number="", kind="press", url="https://example.vn/")
    builders.make_document(number="", is_illustrative=True)

    found = counts()
    assert (found["thieu-so"], found["thieu-dia-chi"]) == (0, 0)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_first_page_links_the_other_language(admin_client, prefix) -> None:
    page = text(admin_client.get(f"{prefix}/quan-tri/?a=1"))

    other = "/quan-tri/?a=1" if prefix else "/en/quan-tri/?a=1"
    assert f'<a href="{other}" lang=' in page
