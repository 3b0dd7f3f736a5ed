import datetime as dt
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from assessments.actions.accounts import Account
from reporting.models import Target
from reporting.pages.target_rows import goal_said, target_label
from reporting.pages.targets import targets_page
from reporting.reports.measuring import State, Why
from reporting.reports.scope import Where
from reporting.reports.targets import targets_report
from tests.builders import (
    make_figure,
    make_period,
    make_plan,
    make_recognition,
    make_target,
)
from tests.reporting.worlds import (
    account,
    make_banded_set,
    make_world,
    open_year,
    record,
    record_year,
)

pytestmark = pytest.mark.django_db


def figure(world, value, year=2021, **over):
    """A published count of recognised communes at the end of a year."""
    as_of = dt.date(year, 12, 31)
    return make_figure(unit=world.province, value=value, as_of=as_of, **over)


def target(world, **over):
    """A target of 2022, unless told otherwise."""
    said = {"unit": world.province, "year_from": 2022, "year_to": 2022, **over}
    return make_target(**said)


def standing(world, year=2021, **over):
    """How one target stands on the page of a year."""
    made = target(world, **over)
    report = targets_report(Where(world.province.pk, year=year))
    (found,) = [s for s in report.standings if s.target == made]
    return found


def test_total_has_what_is_left_and_the_pace_needed(world):
    figure(world, 1)

    found = standing(world, value=3, year_to=2025)

    assert (found.state, found.now.value, found.goal, found.left) == (
        State.OPEN,
        1,
        3,
        2,
    )
    assert found.needed == Decimal("0.5")


def test_additional_target_adds_to_the_baseline_published(world):
    figure(world, 21)

    found = standing(world, value=9, baseline_year=2021)

    assert (found.goal, found.left, found.needed) == (30, 9, 9)


def test_additional_target_without_baseline_is_not_measurable(world):
    figure(world, 21)

    found = standing(world, value=17, baseline_year=2022, year_from=2023, year_to=2023)

    assert (found.state, found.why) == (State.NOT_MEASURABLE, Why.NO_BASELINE)
    assert (found.goal, found.left, found.needed) == (None, None, None)
    assert found.now.value == 21


def test_percent_is_of_the_units_of_the_day(world):
    figure(world, 1)

    found = standing(world, value=63, value_unit="percent", year_to=2025)

    assert (found.units, found.goal, found.left) == (3, 2, 1)


@pytest.mark.parametrize(
    ("direction", "value", "state", "left"),
    [
        ("at_least", 2, State.MET, 0),
        ("at_least", 3, State.MISSED, 1),
        ("at_most", 2, State.MET, 0),
        ("at_most", 1, State.MISSED, 1),
    ],
)
def test_target_of_a_year_that_is_over(world, direction, value, state, left):
    figure(world, 2)

    found = standing(
        world, direction=direction, value=value, year_from=2021, year_to=2021
    )

    assert (found.state, found.left) == (state, left)
    assert found.needed == (0 if state == State.MET else None)


def test_published_count_stands_beside_the_names(world):
    figure(world, 21)
    make_recognition(unit=world.communes[0], year=2021)

    found = standing(world, value=30)

    assert (found.now.value, found.now.figure.value, found.named) == (21, 21, 1)


def test_names_are_counted_where_all_are_known(world):
    for unit in world.communes[:2]:
        make_recognition(unit=unit, year=2021)

    found = standing(world, value=3)

    assert (found.now.value, found.now.figure, found.left) == (2, None, 1)


def test_names_that_are_not_all_known_are_no_count(world):
    make_recognition(unit=world.communes[0], year=2020, known_by="2020-12-31")
    figure(world, 2, year=2022)

    found = standing(world, value=3)

    assert (found.state, found.why) == (State.NOT_MEASURABLE, Why.UNNAMED)


def test_baseline_is_counted_where_all_names_and_years_are_known(world):
    make_recognition(unit=world.communes[0], year=2020, known_by="2020-12-31")
    make_recognition(unit=world.communes[1], year=2021)

    found = standing(world, value=1, baseline_year=2020, year_from=2021)

    assert (found.goal, found.now.value) == (2, 2)


def test_figure_of_an_earlier_year_does_not_judge_a_year_that_is_over(world):
    figure(world, 2, year=2020)

    found = standing(world, value=2, year_from=2021, year_to=2021)

    assert (found.state, found.why) == (State.NOT_MEASURABLE, Why.NO_FIGURE)
    assert found.now.as_of.year == 2020


def test_figure_of_an_earlier_year_still_tells_the_pace_to_a_later_one(world):
    figure(world, 1, year=2020)

    found = standing(world, value=3, year_to=2024)

    assert (found.state, found.left, found.needed) == (State.OPEN, 2, Decimal("0.5"))


def test_nothing_known_is_not_zero(world):
    found = standing(world, value=3)

    assert (found.state, found.why, found.now) == (
        State.NOT_MEASURABLE,
        Why.NO_FIGURE,
        None,
    )


def test_pace_so_far_is_between_published_totals(world):
    figure(world, 10, year=2017)
    figure(world, 21, year=2021)

    found = standing(world, value=30)

    pace = found.so_far
    assert (pace.per_year, pace.first, pace.last) == (Decimal("2.75"), 2017, 2021)


def test_pace_so_far_is_of_the_year_where_one_total_is_known(world):
    figure(world, 21)
    figure(world, 6, metric="recognised_in_year")

    found = standing(world, value=30)

    assert (found.so_far.per_year, found.so_far.first) == (6, found.so_far.last)


def test_recognised_in_a_year_to_come_is_ahead(world):
    figure(world, 6, metric="recognised_in_year")

    found = standing(world, metric="recognised_in_year", value=24)

    assert (found.state, found.goal, found.now) == (State.AHEAD, 24, None)


def test_recognised_in_the_year_is_what_was_published(world):
    figure(world, 6, metric="recognised_in_year")

    found = standing(
        world, metric="recognised_in_year", value=6, year_from=2021, year_to=2021
    )

    assert (found.state, found.now.value, found.named) == (State.MET, 6, 0)


@pytest.mark.parametrize(
    ("metric", "now", "left"), [("average", 5, Decimal("0.5")), ("meets_all", 1, 0)]
)
def test_counts_of_criteria_come_from_rows(world, metric, now, left):
    value = {"average": Decimal("5.5"), "meets_all": 1}[metric]

    found = standing(world, metric=metric, value=value)

    assert (found.now.value, found.left) == (now, left)
    assert found.so_far.per_year == 1


def test_average_across_a_change_of_set_is_not_measurable(world):
    other = make_banded_set()
    period = make_period(other, year=2022, as_of=dt.date(2022, 12, 31))
    old, world.criteria_set = world.criteria_set, other
    record(world, period, {world.communes[0].pk: account(0)})
    world.criteria_set = old

    found = standing(world, metric="average", value=6)

    assert (found.state, found.why) == (State.NOT_MEASURABLE, Why.OTHER_SET)
    assert (found.now.value, found.left) == (5, None)


@pytest.mark.parametrize(
    "metric", ["villages", "districts", "income_ratio", "ocop_new", "units"]
)
def test_what_the_portal_has_no_rows_of_is_not_measurable(world, metric):
    made = make_figure(unit=world.province, metric="villages", value=29)

    found = standing(world, metric=metric, value=60, value_unit="percent")

    assert (found.state, found.why, found.goal) == (
        State.NOT_MEASURABLE,
        Why.NO_ROWS,
        None,
    )
    assert found.beside == (made if metric == "villages" else None)


def one_more(world, year=2021, **over):
    said = {"metric": "one_more", "applies_to": "remaining", "value": 1}
    said |= {"baseline_year": 2020, "year_from": 2021, "year_to": 2021}
    return standing(world, year, **said | over)


def test_each_remaining_commune_is_asked_for_its_own():
    world = make_world((0, 0, 1, 2), years=(2020,))
    period = open_year(world, 2021)
    accounts = {
        unit.pk: account(missed)
        for unit, missed in zip(world.communes, (0, 0, 2, 2), strict=True)
    }
    record(world, period, accounts)

    found = one_more(world)

    # In 2020 each missed one more than `misses`: 1, 1, 2, 3 of six.
    assert (found.goal, found.now.value, found.left) == (4, 3, 1)
    assert [row.name for row in found.behind] == ["Cổ Linh"]
    assert found.state == State.MISSED


def test_communes_that_met_everything_at_the_baseline_are_not_asked():
    world = make_world((0, 2), years=(2021,))
    record_year(world, 2022)

    found = one_more(world, 2022, baseline_year=2021, year_from=2022, year_to=2022)

    assert (found.goal, found.now.value, found.left) == (1, 1, 0)


@pytest.mark.parametrize(
    ("over", "state", "why"),
    [
        ({"tier": "nang_cao"}, State.NOT_MEASURABLE, Why.NO_ROWS),
        ({"baseline_year": 2019}, State.NOT_MEASURABLE, Why.NO_BASELINE),
        ({"year_from": 2022, "year_to": 2022}, State.AHEAD, None),
    ],
)
def test_each_remaining_commune_where_it_cannot_be_told(world, over, state, why):
    found = one_more(world, **over)

    assert (found.state, found.why, found.now) == (state, why, None)


def test_year_still_being_entered_is_not_measured(world):
    period = open_year(world, 2022)
    record(world, period, {world.communes[0].pk: account(0)})
    values = account(0).values
    values.pop("2.1")
    record(world, period, {world.communes[1].pk: Account(values=values)})

    found = standing(world, 2022, metric="average", value=6)

    assert (found.state, found.why) == (State.NOT_MEASURABLE, Why.UNFINISHED)


def test_past_targets_are_listed_not_measured(world):
    old = target(world, year_from=2018, year_to=2018)

    report = targets_report(Where(world.province.pk, year=2021))

    assert report.past == [old]
    assert report.standings == []


def test_district_targets_are_held_against_its_own_communes(world):
    target(world, value=3, metric="meets_all")
    own = make_target(unit=world.district, metric="meets_all", value=1)

    report = targets_report(Where(world.province.pk, year=2021), world.district.pk)

    assert {s.target.unit_id for s in report.standings} == {
        world.province.pk,
        world.district.pk,
    }
    found = next(s for s in report.standings if s.target == own)
    assert (found.state, found.now.value) == (State.MET, 1)


@pytest.mark.parametrize("communes", [3, 30])
def test_targets_ask_the_same_queries(django_assert_num_queries, communes):
    world = make_world(tuple(i % 6 for i in range(communes)))
    for year in range(2021, 2021 + communes):
        target(world, year_from=2021, year_to=year, value=communes)

    with django_assert_num_queries(10):
        targets_report(Where(world.province.pk, year=2021))


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"value": 9, "baseline_year": 2021}, "thêm 9"),
        ({"value": 63, "value_unit": "percent"}, "63 %"),
        ({"value": 5, "direction": "at_most"}, "không quá 5"),
        ({"value": "13.5", "metric": "average"}, "13,5"),
        ({"value": 15, "metric": "average"}, "15,0"),
        (
            {"value": "1.5", "metric": "income_ratio", "baseline_year": 2020},
            "1,5 lần",
        ),
    ],
)
def test_goal_is_said_as_its_document_says_it(over, said):
    assert (
        goal_said(Target(**{"year_to": 2022, **over, "value": Decimal(over["value"])}))
        == said
    )


def test_label_names_the_tier_where_it_is_not_the_first():
    assert target_label(Target(metric="recognised", tier="nang_cao")) == (
        "Xã đã công nhận (nông thôn mới nâng cao)"
    )


@pytest.mark.parametrize("communes", [3, 30])
def test_page_of_targets_asks_nothing_while_it_is_drawn(
    client, django_assert_num_queries, communes
):
    world = make_world(tuple(i % 6 for i in range(communes)))
    figure(world, 1)
    target(world, value=communes)
    one_more(world)
    for unit in world.communes:
        make_plan(unit=unit, year=2022)
    request = client.get("/").wsgi_request
    report = targets_report(Where(world.province.pk, year=2021))

    with django_assert_num_queries(0):
        page = targets_page(report)
        text = render_to_string("reporting/targets.html", {"page": page}, request)

    assert text.count('<th scope="row"><a ') == communes


def test_page_of_targets_names_the_communes_behind(client):
    world = make_world((0, 2), years=(2020,))
    record(
        world,
        open_year(world, 2021),
        {unit.pk: account(3) for unit in world.communes},
    )
    one_more(world)

    text = client.get(f"/muc-tieu/?nam=2021&tinh={world.province.pk}").content.decode()

    assert "Các xã chưa thêm: 2" in text
    assert f"/xa/{world.communes[0].pk}-xa-an-tinh/" in text


def test_page_of_targets_tells_what_nothing_measures_apart(world):
    figure(world, 1)
    for metric in ("villages", "recognised", "ocop_new", "average"):
        target(world, metric=metric, value=3)

    (group,) = targets_page(targets_report(Where(world.province.pk))).groups

    assert [bool(row["reason"]) for row in group["rows"]] == [False, False]
    assert [bool(row["reason"]) for row in group["blind"]] == [True, True]


def test_average_of_another_year_does_not_stand_beside(world):
    figure(world, 4, year=2020, metric="average")

    assert standing(world, metric="average", value=6).beside is None
