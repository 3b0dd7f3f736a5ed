"""The page that chooses one account of a unit."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.builders import make_assessment, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_open", [True, False])
def test_choose_page_warns_of_a_round_being_entered(coordinator, office, is_open):
    said = {"period": office.period, "unit": office.communes[0]}
    said["criteria_set"] = office.law
    own = make_assessment(is_chosen=True, chosen_reason="Đợt nhập", **said)
    account = make_assessment(**said)
    office.period.round_document = own.document
    if not is_open:
        office.period.closed_at, office.period.closed_by = timezone.now(), make_user()
    office.period.save()

    page = coordinator.get(reverse("assessments:choose", args=[account.pk]))

    assert page.context["page"]["leaves_round"] is is_open
    assert ("Xã đang nhập kỳ này trên cổng" in page.content.decode()) is is_open
    rows = page.context["page"]["accounts"].rows
    assert [row.assessment for row in rows] == [own, account]


def test_choose_account_page_refuses_other_province(coordinator, office):
    account = make_assessment(period=office.period)

    url = reverse("assessments:choose", args=[account.pk])
    assert coordinator.post(url, {"chosen_reason": "Có"}).status_code == 403


def test_choose_page_of_a_lapsed_account_says_that_it_ended(coordinator, office):
    said = {"period": office.period, "unit": office.communes[0]}
    lapsed = make_assessment(criteria_set=office.law, lapsed_at=timezone.now(), **said)
    url = reverse("assessments:choose", args=[lapsed.pk])

    shown = coordinator.get(url)
    refused = coordinator.post(url, {"chosen_reason": "Có"})

    rows = shown.context["page"]["accounts"].rows
    assert [row.assessment for row in rows] == [lapsed]
    assert "Đánh giá này đã dừng do sắp xếp đơn vị." in refused.content.decode()
