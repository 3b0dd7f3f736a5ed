"""The demo's year 2022 is half-way: everybody finds something real to do."""

import datetime as dt

import pytest

from accounts.models import User
from accounts.roles import roles_of
from assessments.events import verify_chain
from assessments.models import Assessment, CriterionResult, IndicatorResult, Plan
from assessments.permissions import waiting_for
from assessments.summaries import differences, recompute_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


DEPARTMENTS = ["so-nong-nghiep", "so-giao-thong", "so-cong-thuong"]


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.CLOCK_DAY = dt.date(2022, 11, 24)


def waits_for(username):
    return waiting_for(roles_of(User.objects.get(username=username)))


@pytest.mark.parametrize("username", ["huyen-ba-be", *DEPARTMENTS])
def test_something_waits_for_every_office(username):
    days = waits_for(username).values_list("waits_since__date", flat=True)

    assert len(days) > 0
    assert max(days) < dt.date(2022, 11, 24)


def test_nothing_waits_for_those_who_do_not_confirm():
    assert not waits_for("xa-quang-khe").exists()
    assert not waits_for("xem-ca-nuoc").exists()


def test_commune_has_a_return_a_resubmission_and_a_value_nobody_can_read():
    own = CriterionResult.objects.filter(
        assessment__unit__membership__user__username="xa-quang-khe",
        assessment__period__year=2022,
    )

    assert own.filter(status="returned").exists()
    assert own.filter(status="submitted", submitted_by__isnull=False).exists()
    typed = IndicatorResult.objects.exclude(typed="")
    assert [leaf.typed for leaf in typed] == ["12.5"]
    assert typed.get().criterion_result.assessment_id == own[0].assessment_id


def test_something_doubtful_waits_for_the_district():
    doubtful = waits_for("huyen-ba-be").filter(doubts__gt=0)

    assert doubtful.exists()
    assert all(one.evidence.exists() for one in doubtful)


def test_plan_of_the_year_to_come_is_registered():
    plan = Plan.objects.get(year=2023, registered_at__isnull=False)

    assert plan.registered_by.username == "xa-quang-khe"
    assert plan.items.exists()


def test_what_was_played_left_chains_and_counts_whole():
    touched = list(
        Assessment.objects.filter(events__by__isnull=False)
        .distinct()
        .select_related("criteria_set")
    )
    fresh = recompute_all(touched)

    assert touched
    assert [a.pk for a in touched if differences(a, fresh[a.pk])] == []
    assert [a.pk for a in touched if verify_chain(a)] == []
