"""A value whose question another set asks too: filled where empty, else a conflict."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.actions.entering import save_criterion, submit_criteria
from assessments.actions.values import Given
from assessments.events import verify_chain
from assessments.models import Assessment, IndicatorResult
from assessments.reports.shared import shared_values
from criteria.book import Entered
from tests.builders import (
    make_criterion,
    make_indicator,
    make_level,
    make_period_set,
    make_set,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def advanced(round_):
    """An advanced set that asks the measure of 1.1 too, and one question of its own."""
    own = make_set("percent", tier="nang_cao", published=False)
    asked = round_.period_set.criteria_set.criteria.get(number=1).indicators.get()
    leaf = make_indicator(make_criterion(own, 2), measure=asked.measure, operator="ge")
    make_level(leaf, value=95)
    publish(own)
    return make_period_set(round_.period, own)


def save(round_, period_set, number, value):
    return save_criterion(
        unit_id=round_.commune.pk,
        period_set=period_set,
        criterion_id=period_set.criteria_set.criteria.get(number=number).pk,
        version=version_of(round_, period_set, number),
        given={f"{number}.1": Given(Entered(value=Decimal(value)))},
        by=round_.official,
    )


def version_of(round_, period_set, number):
    rows = account_of(round_, period_set).criterion_results
    return rows.get(criterion__number=number).version


def account_of(round_, period_set):
    return Assessment.objects.get(criteria_set=period_set.criteria_set)


def values(round_, period_set):
    rows = IndicatorResult.objects.filter(
        criterion_result__assessment=account_of(round_, period_set)
    )
    return dict(rows.values_list("indicator__code", "value"))


def enter(round_, advanced):
    """The advanced account exists: its own question is answered."""
    save_criterion(
        unit_id=round_.commune.pk,
        period_set=advanced,
        criterion_id=advanced.criteria_set.criteria.get(number=1).pk,
        version=0,
        given={"1.1": Given(Entered(value=Decimal(7)))},
        by=round_.official,
    )


def test_saved_value_fills_the_empty_field_of_the_other_set(round_, advanced):
    enter(round_, advanced)

    round_.save(1, 85)

    assert values(round_, advanced) == {"1.1": 7, "2.1": 85}
    other = account_of(round_, advanced)
    assert other.events.last().origin == "shared"
    assert verify_chain(other) == []
    leaf = IndicatorResult.objects.get(criterion_result__assessment=other, value=85)
    assert leaf.outcome == "not_met"


def test_new_account_takes_what_the_other_says(round_, advanced):
    round_.save(1, 85)

    enter(round_, advanced)

    assert values(round_, advanced) == {"1.1": 7, "2.1": 85}


def test_no_account_is_made_for_a_set_that_nobody_entered(round_, advanced):
    round_.save(1, 85)

    assert [a.criteria_set for a in Assessment.objects.all()] == [
        round_.period_set.criteria_set
    ]


def test_different_value_stays_and_is_told(round_, advanced):
    enter(round_, advanced)
    round_.save(1, 85)

    save(round_, advanced, 2, 90)

    assert round_.result(1).indicator_results.get().value == 85
    assert values(round_, advanced)["2.1"] == 90
    asked = round_.result(1).indicator_results.get().indicator.measure_id
    told = shared_values(round_.account)[asked]
    assert (told.entered.value, told.set_name) == (90, advanced.criteria_set.name)


def test_submitted_criterion_is_not_filled(round_, advanced):
    enter(round_, advanced)
    save(round_, advanced, 2, 90)
    account = account_of(round_, advanced)
    result = account.criterion_results.get(criterion__number=2)
    submit_criteria(
        unit_id=round_.commune.pk,
        period_set=advanced,
        versions={result.criterion_id: result.version},
        by=round_.official,
    )

    round_.save(1, 85)

    assert values(round_, advanced)["2.1"] == 90


def test_page_of_entering_tells_the_difference(round_, advanced, client):
    enter(round_, advanced)
    round_.save(1, 85)
    save(round_, advanced, 2, 90)
    client.force_login(round_.official)
    args = [round_.period.year, round_.commune.pk, round_.period_set.pk]

    page = client.get(reverse("entry:page", args=args)).content.decode()

    assert f"{advanced.criteria_set.name} ghi “90”, khác ở đây" in page
