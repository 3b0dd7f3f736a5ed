import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assessments.actions.plans import (
    Promised,
    StalePlan,
    postpone_plan,
    register_plan,
    save_plan,
)
from assessments.errors import AssessmentsError
from assessments.models import Plan
from tests.assessments.round import DAY
from tests.builders import make_set

pytestmark = pytest.mark.django_db


def saved(round_, *numbers, values=None, version=0, **over):
    promised = Promised(
        frozenset(round_.criterion_id(n) for n in numbers or (1,)),
        values or {},
        is_recognition_planned=True,
    )
    return save_plan(
        unit_id=round_.commune.pk,
        period_set=round_.period_set,
        version=version,
        **{"by": round_.official, "promised": promised, **over},
    )


def registered(round_):
    plan = saved(round_)
    return register(plan, round_, late_reason="Xã mới sáp nhập")


def register(plan, round_, **over):
    said = {"plan": plan, "version": plan.version, "by": round_.official, **over}
    return register_plan(**said)


def test_plan_is_registered_before_its_year(round_, settings):
    settings.CLOCK_DAY = dt.date(DAY.year - 1, 12, 31)

    plan = register(saved(round_), round_, late_reason="không cần")

    assert (plan.is_late, plan.note) == (False, "")


def test_first_day_of_the_year_is_late_and_asks_for_a_reason(round_, settings):
    settings.CLOCK_DAY = dt.date(DAY.year, 1, 1)
    plan = saved(round_)

    with pytest.raises(AssessmentsError, match="đăng ký muộn phải nêu lý do") as said:
        register(plan, round_, late_reason=" ")
    assert said.value.field == "late_reason"

    plan = register(plan, round_, late_reason=" Xã mới sáp nhập ")

    assert (plan.is_late, plan.note) == (True, "Xã mới sáp nhập")


def test_plan_keeps_criteria_and_values(round_):
    plan = saved(round_, 1, 2, values={"1.1": Decimal("82.5")})

    assert [item.criterion.number for item in plan.items.order_by("pk")] == [1, 2]
    assert plan.values.get().value == Decimal("82.5")
    assert (plan.year, plan.registered_at) == (round_.period.year, None)


def test_later_save_takes_the_place_of_the_former(round_):
    first = saved(round_, 1, 2, values={"1.1": Decimal(82)})

    saved(round_, 2, version=first.version)

    plan = Plan.objects.get()
    assert [item.criterion.number for item in plan.items.all()] == [2]
    assert not plan.values.exists()


def test_second_editor_is_told(round_):
    saved(round_, 1)

    with pytest.raises(StalePlan):
        saved(round_, 2, version=1)

    assert Plan.objects.get().items.get().criterion.number == 1


@pytest.mark.parametrize("who", ["stranger", "district_officer", "coordinator"])
def test_only_officials_of_the_commune_plan(round_, who):
    with pytest.raises(PermissionDenied):
        saved(round_, by=getattr(round_, who))

    assert not Plan.objects.exists()


def test_something_of_another_set_is_refused(round_):
    other = make_set().criteria.get()

    with pytest.raises(AssessmentsError, match="không có tiêu chí"):
        saved(round_, promised=Promised(frozenset([other.pk])))
    with pytest.raises(AssessmentsError, match=r"9\.9"):
        saved(round_, values={"9.9": Decimal(1)})

    assert not Plan.objects.exists()


def test_registered_plan_is_saved_no_more(round_):
    plan = registered(round_)

    with pytest.raises(AssessmentsError, match="chỉ có thể lùi"):
        saved(round_, 2, version=plan.version)

    assert plan.registered_by == round_.official
    assert plan.items.get().criterion.number == 1


def test_empty_plan_is_not_registered(round_):
    plan = saved(round_, promised=Promised(frozenset()))

    with pytest.raises(AssessmentsError, match="chưa có tiêu chí"):
        register(plan, round_, late_reason="Muộn")


def test_registering_carries_the_version_that_was_read(round_):
    plan = saved(round_)
    saved(round_, 2, version=plan.version)

    with pytest.raises(StalePlan):
        register(plan, round_, late_reason="Muộn")


def test_closed_period_takes_no_plan(round_):
    round_.period.closed_at = timezone.now()
    round_.period.save()
    round_.period_set.period = round_.period

    with pytest.raises(AssessmentsError, match="đã khóa"):
        saved(round_)


def test_closed_period_takes_no_registration(round_):
    plan = saved(round_)
    round_.close()

    with pytest.raises(AssessmentsError, match="đã khóa"):
        register(plan, round_, late_reason="Muộn")

    plan.refresh_from_db()
    assert plan.registered_at is None


def test_plan_put_off_twice_keeps_both_reasons(round_):
    plan = registered(round_)
    year = plan.year

    for later, reason in ((1, "Thiếu vốn"), (2, "Mưa lũ")):
        postpone_plan(
            plan=plan, to_year=year + later, reason=reason, by=round_.official
        )

    assert [p.reason for p in plan.postponements.all()] == ["Thiếu vốn", "Mưa lũ"]


@pytest.mark.parametrize(
    ("later", "reason", "why"),
    [(0, "Thiếu vốn", "năm sau"), (-1, "x", "năm sau"), (1, " ", "phải nêu lý do")],
)
def test_plan_is_put_off_to_a_later_year_with_a_reason(round_, later, reason, why):
    plan = registered(round_)

    with pytest.raises(AssessmentsError, match=why):
        postpone_plan(
            plan=plan, to_year=plan.year + later, reason=reason, by=round_.official
        )

    assert not plan.postponements.exists()


def test_draft_is_changed_and_not_put_off(round_):
    plan = saved(round_)

    with pytest.raises(AssessmentsError, match="chưa đăng ký"):
        postpone_plan(
            plan=plan, to_year=plan.year + 1, reason="Vốn", by=round_.official
        )
