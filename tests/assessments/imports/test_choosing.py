"""The pages that show accounts side by side and choose one of a unit."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment
from tests.assessments.imports.sheets import xlsx
from tests.assessments.imports.steps import ROWS, execute, preview
from tests.builders import make_assessment, make_user

pytestmark = pytest.mark.django_db


def test_accounts_side_by_side_with_differences(coordinator, office):
    execute(coordinator, preview(coordinator, office, xlsx(*ROWS), chosen_reason="Có"))
    second = ["Xã", "2.1", "1.1", "Số tiêu chí đạt"], ["Sĩ Bình", 70, "Đạt", 3]
    execute(coordinator, preview(coordinator, office, xlsx(*second), number="8/BC"))

    page = coordinator.get(reverse("assessments:accounts"))

    [unit] = page.context["report"].units
    assert [row.assessment.is_chosen for row in unit.rows] == [True, False]
    said = [(d.own, d.other, d.numbers) for d in unit.rows[1].differences]
    assert said == [("met", "not_assessed", (1,)), ("not_met", "not_assessed", (2,))]
    assert (unit.rows[1].reported, unit.rows[1].gap) == (3, 2)
    assert "nguồn nêu +2" in page.content.decode()


def test_count_alone_differs_by_its_number_only(coordinator, office):
    rows = ["Xã", "1.1"], ["Sĩ Bình", "Đạt"], ["Vũ Muộn", "Chưa đạt"]
    execute(coordinator, preview(coordinator, office, xlsx(*rows), chosen_reason="Có"))
    count = ["Xã", "Số tiêu chí đạt"], ["Sĩ Bình", 3], ["Vũ Muộn", 0]
    execute(coordinator, preview(coordinator, office, xlsx(*count), number="8/BC"))

    page = coordinator.get(reverse("assessments:accounts"))

    [differs, alike] = [unit.rows[1] for unit in page.context["report"].units]
    assert (differs.counted, differs.gap, differs.differences) == (None, None, ())
    assert (differs.reported, differs.first, alike.first) == (3, 1, None)
    assert page.content.decode().count("nguồn nêu 3, dòng đầu 1") == 1


def test_count_alone_is_no_gap_within_a_source(coordinator, office):
    count = ["Xã", "Số tiêu chí đạt"], ["Sĩ Bình", 3]
    execute(coordinator, preview(coordinator, office, xlsx(*count)))

    page = coordinator.get(reverse("assessments:accounts"), {"xem": "chenh"})

    assert page.context["report"].total == 0


def test_accounts_of_a_closed_period_can_be_picked(coordinator, office):
    office.period.closed_at, office.period.closed_by = timezone.now(), make_user()
    office.period.save()

    page = coordinator.get(reverse("assessments:accounts"))

    [_province, periods, _view] = page.context["page"]["fields"]
    assert [one["value"] for one in periods["options"]] == [office.period_set.pk]


def test_choose_account_page(coordinator, office):
    execute(coordinator, preview(coordinator, office, xlsx(*ROWS)))
    account = Assessment.objects.first()
    url = reverse("assessments:choose", args=[account.pk])

    assert coordinator.get(url).status_code == 200
    empty = coordinator.post(url, {"chosen_reason": ""})
    assert "chosen_reason" in empty.context["form"].errors
    assert coordinator.post(url, {"chosen_reason": "Đã thẩm tra"}).status_code == 302
    account.refresh_from_db()
    assert account.is_chosen


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
