"""Soft warnings on an account: kept with what is submitted, never in its way."""

import datetime as dt

import pytest

from assessments.reports.doubts import doubts_of
from assessments.views.doubt_words import doubt_words
from criteria.book import open_book
from criteria.models import Indicator
from tests.assessments.round import DAY, make_round, shared_on_the_day
from tests.builders import (
    make_assessment,
    make_check,
    make_criterion_result,
    make_indicator_result,
    make_period,
)

pytestmark = pytest.mark.django_db


shared_round = shared_on_the_day(lambda: make_round("percent", "yes_no", "percent"))


def found(round_):
    period, criteria_set = round_.period, round_.period_set.criteria_set
    book = open_book(criteria_set, day=period.as_of, year=period.year)
    return doubts_of(round_.account, book)


def test_share_above_the_whole_is_doubted_and_submitted(round_):
    make_check(measure=None, key="ca-phan")

    result = round_.submitted(value=104)

    said = {"kind": "above_limit", "value": "104", "compared": "100", "leaf": "1.1"}
    assert (result.doubts, result.warnings) == (1, [{"key": "ca-phan", **said}])


def test_jump_is_seen_beside_last_year(round_):
    last_year(round_, value=40)
    make_check(measure=None, kind="jump", limit=30, example_other=50)

    round_.save(value=60)
    [warning] = found(round_)[round_.criterion_id(1)]

    assert (warning["kind"], warning["compared"]) == ("jump", "40")


def last_year(round_, value):
    year = DAY.year - 1
    account = make_assessment(
        unit=round_.commune,
        criteria_set=round_.period_set.criteria_set,
        period=make_period(year=year, as_of=dt.date(year, 12, 31)),
        is_chosen=True,
        chosen_reason="Báo cáo",
    )
    make_indicator_result(make_criterion_result(account), value=value)


def test_part_above_its_whole_names_the_whole(round_):
    part, whole = Indicator.objects.filter(code__in=["1.1", "3.1"]).order_by("code")
    measures = {"measure": part.measure, "other": whole.measure}
    make_check(**measures, kind="not_above", limit=None, example_other=60)
    round_.save(3, value=60)

    round_.save(1, value=70)
    [warning] = found(round_)[round_.criterion_id(1)]

    assert (warning["other"], warning["compared"]) == ("3.1", "60")
    assert "chỉ tiêu 3.1 bao trùm nó (60\u00a0%)" in doubt_words(warning, part.measure)


def test_yes_or_no_is_no_amount(round_):
    make_check(measure=None, kind="jump", limit=30, example_other=50)
    make_check(measure=None)

    round_.save(2, value=1)

    assert found(round_) == {}


def test_ended_rule_says_nothing(round_):
    make_check(measure=None, valid_to=round_.period.as_of)

    round_.save(value=104)

    assert found(round_) == {}
