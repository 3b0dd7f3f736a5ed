"""Who may bring in results of a province."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from assessments.permissions import can_import, import_provinces
from communes.models import Succession, SuccessionLink
from tests.builders import make_document, make_membership, make_province, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make_province()


def coordinator(province, **over):
    return make_membership(role="coordinator", unit=province, **over).user


def test_coordinator_of_the_province_may(province):
    assert can_import(coordinator(province), province.pk)


def test_coordinator_of_another_province_may_not(province):
    user = coordinator(make_province("Thái Nguyên"))

    assert not can_import(user, province.pk)
    assert province not in import_provinces(user)


def test_administrator_and_superuser_may(province):
    assert can_import(make_membership().user, province.pk)
    assert can_import(make_user(is_superuser=True), province.pk)


@pytest.mark.parametrize(
    "days",
    [
        {"valid_to": dt.date(2021, 1, 1)},
        {"valid_from": timezone.localdate() + dt.timedelta(days=1)},
    ],
)
def test_membership_counts_on_its_days_only(province, days):
    assert not can_import(coordinator(province, **days), province.pk)


def test_inactive_and_anonymous_may_not(province):
    user = coordinator(province)
    user.is_active = False

    assert not can_import(user, province.pk)
    assert not can_import(AnonymousUser(), province.pk)
    assert not can_import(make_user(is_superuser=True, is_active=False), province.pk)


def test_office_of_the_successor_keeps_former_records(province):
    heir = make_province("Thái Nguyên")
    succession = Succession.objects.create(
        day=dt.date(2025, 7, 1), kind="merge", document=make_document()
    )
    SuccessionLink.objects.create(
        succession=succession, predecessor=province, successor=heir, extent="whole"
    )

    assert can_import(coordinator(heir), province.pk)
    assert not can_import(coordinator(province), heir.pk)
