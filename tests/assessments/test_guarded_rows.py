"""Rows that the database itself keeps as they were."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.builders import (
    make_assessment,
    make_indicator_result,
    make_period_set,
    make_plan,
    make_plan_item,
    make_step,
    make_user,
)
from tests.round_builders import (
    make_correction,
    make_exception,
    make_plan_value,
    make_postponement,
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda item: make_plan_item(plan=item.plan),
        lambda item: type(item).objects.filter(pk=item.pk).update(note="khác"),
        lambda item: type(item).objects.exclude(pk=item.pk).update(plan=item.plan),
        lambda item: item.delete(),
        lambda item: make_plan_value(plan=item.plan),
        lambda item: type(item.plan).objects.update(year=2030),
        lambda item: type(item.plan).objects.update(registered_at=None),
        lambda item: type(item.plan).objects.update(note="khác"),
        lambda item: type(item.plan).objects.get(year=2029).delete(),
    ],
)
def test_registered_plan_is_frozen(change):
    item = make_plan_item()
    make_plan_item(plan=make_plan(year=2028))
    make_plan(year=2029)
    plans = type(item.plan).objects
    plans.exclude(year=2028).update(registered_at=timezone.now())

    with pytest.raises(IntegrityError, match="đã đăng ký"), transaction.atomic():
        change(item)

    assert plans.get(pk=item.plan_id).year == 2022
    assert item.plan.items.get().note == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("build", "change"),
    [
        (make_exception, {"reason": "khác"}),
        (make_exception, {"valid_to": dt.date(2030, 1, 1)}),
        (make_postponement, {"reason": "khác"}),
    ],
)
def test_row_says_for_ever_what_it_said(build, change):
    row = build()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.update(**change)

    [name] = change
    assert getattr(type(row).objects.get(), name) == getattr(row, name)


@pytest.mark.django_db
def test_exception_is_revoked_once():
    given = make_exception()
    rows = type(given).objects
    rows.update(revoked_at=timezone.now(), revoked_by=make_user())

    with pytest.raises(IntegrityError, match="chỉ có thể hủy"), transaction.atomic():
        rows.update(revoked_at=None, revoked_by=None)

    assert rows.get().revoked_by


@pytest.mark.django_db
def test_decided_correction_stays():
    asked = make_correction()
    rows = type(asked).objects
    said = {"is_agreed": True, "decided_by": make_user(), "decided_at": timezone.now()}
    rows.update(**said)

    with pytest.raises(IntegrityError, match="đã quyết định"), transaction.atomic():
        rows.update(reason="khác")

    assert rows.get().reason == asked.reason


@pytest.mark.django_db
def test_typed_text_is_never_submitted():
    leaf = make_indicator_result(typed="12.5")
    waiting = {"step": make_step(), "waits_since": timezone.now()}

    with pytest.raises(IntegrityError, match="bản nháp"), transaction.atomic():
        type(leaf.criterion_result).objects.update(
            status="submitted", submitted_at=timezone.now(), **waiting
        )

    assert type(leaf.criterion_result).objects.get().status == "draft"


@pytest.mark.django_db
def test_judged_set_of_a_period_stays():
    account = make_assessment()
    judging = make_period_set(account.period, account.criteria_set)

    with pytest.raises(IntegrityError, match="đã có đánh giá"), transaction.atomic():
        judging.delete()

    assert account.period.period_sets.get() == judging
