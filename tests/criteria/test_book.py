import datetime as dt
from decimal import Decimal

import pytest
from django.utils.translation import override

from communes.facts import facts_on
from criteria.book import Entered, open_book
from criteria.models import Level
from tests.builders import (
    AS_OF,
    START,
    make_classification,
    make_commune,
    make_criterion,
    make_indicator,
    make_level,
    make_set,
    make_substitution,
    publish,
)

pytestmark = pytest.mark.django_db


def book_of(criteria_set, day=AS_OF):
    return open_book(criteria_set, day=day, year=day.year)


def facts_of(unit):
    return facts_on([unit.pk], AS_OF)[unit.pk]


def level_of(criteria_set, unit):
    """The value that the first leaf requires of a unit, None without a level."""
    book = book_of(criteria_set)
    answer = book.answer(book.leaf_of_code["1.1"].pk, facts_of(unit))
    return answer.level and answer.level.value


@pytest.mark.parametrize("criteria", [2, 20])
def test_book_queries_constant(criteria, django_assert_num_queries):
    criteria_set = make_set(*["yes_no"] * criteria)
    make_substitution(criteria_set)

    with django_assert_num_queries(4):
        book = book_of(criteria_set)

    assert len(book.entries) == criteria


def test_book_judges_without_queries(django_assert_num_queries):
    book = book_of(make_set("yes_no", "percent"))
    unit = facts_of(make_commune())

    with django_assert_num_queries(0):
        book.judge(unit, {})


def test_book_criteria_in_set_order():
    criteria_set = make_set(published=False)
    make_criterion(criteria_set, number=10)
    make_criterion(criteria_set, number=9)

    numbers = [e.criterion.number for e in book_of(criteria_set).entries]

    assert numbers == [1, 9, 10]


def test_book_leaves_by_code():
    criteria_set = make_set("yes_no", "percent")

    book = book_of(criteria_set)

    assert set(book.leaf_of_code) == {"1.1", "2.1"}
    assert sorted(book.number_of.values()) == [1, 2]


def test_book_judges_each_criterion():
    book = book_of(make_set("yes_no", "percent", "percent", "percent"))
    leaf_of = book.leaf_of_code
    entered = {
        leaf_of["1.1"].pk: Entered(Decimal(1)),
        leaf_of["2.1"].pk: Entered(Decimal("79.9")),
        leaf_of["3.1"].pk: Entered(not_applicable_reason="Không có chợ"),
    }

    judged = book.judge(facts_of(make_commune()), entered)

    assert [j.computed for j in judged] == [
        "met",
        "not_met",
        "not_applicable",
        "not_assessed",
    ]


def test_book_judges_composite_by_its_parts():
    criteria_set = make_set(published=False)
    criterion = make_criterion(criteria_set, number=2)
    whole = make_indicator(criterion, combine="any")
    parts = [make_indicator(criterion, "percent", parent=whole) for _ in range(2)]
    for part in parts:
        make_level(part, value=80)
    publish(criteria_set)

    judged = book_of(criteria_set).judge(
        facts_of(make_commune()),
        {parts[0].pk: Entered(Decimal(10)), parts[1].pk: Entered(Decimal(80))},
    )

    assert judged[1].computed == "met"
    assert [leaf.outcome for leaf in judged[1].leaves] == ["not_met", "met"]


def test_book_composite_is_no_leaf():
    criteria_set = make_set(published=False)
    criterion = make_criterion(criteria_set, number=2)
    whole = make_indicator(criterion, combine="all")
    make_indicator(criterion, parent=whole)

    assert set(book_of(criteria_set).leaf_of_code) == {"1.1", "2.2"}


def test_book_leaves_out_superseded_level():
    criteria_set = make_set("percent")
    old = Level.objects.get()
    new = make_level(old.indicator, value=90, superseded_by=old)
    Level.objects.filter(pk=old.pk).update(superseded_by=new)
    Level.objects.filter(pk=new.pk).update(superseded_by=None)

    assert level_of(criteria_set, make_commune()) == 90


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (dt.date(2021, 6, 30), []),
        (dt.date(2021, 7, 1), [90]),
        (dt.date(2022, 6, 30), [90]),
        (dt.date(2022, 7, 1), []),
    ],
    ids=["day before", "first day", "last day", "day after"],
)
def test_book_reads_levels_in_force(day, found):
    criteria_set = make_set("percent", published=False)
    leaf = make_indicator(make_criterion(criteria_set, number=2), "percent")
    days = {"valid_from": dt.date(2021, 7, 1), "valid_to": dt.date(2022, 7, 1)}
    make_level(leaf, value=90, **days)

    rows = book_of(criteria_set, day).rows.get(leaf.pk, [])

    assert [row.value for row in rows] == found


def test_book_substitutes_region():
    criteria_set = make_set("percent")
    leaf = Level.objects.get().indicator
    make_level(leaf, value=50, region="TDMNPB")
    make_substitution(criteria_set, scheme="zone", value="III")
    poor, other = make_commune(), make_commune()
    make_classification(poor, scheme="zone", value="III")
    make_classification(other, scheme="zone", value="I")

    assert level_of(criteria_set, poor) == 50
    assert level_of(criteria_set, other) == 80


def test_book_takes_level_of_the_province():
    criteria_set = make_set("percent")
    here, there = make_commune(), make_commune()
    province = here.versions.get().province
    make_level(
        Level.objects.get().indicator, value=85, layer="province", province=province
    )

    assert level_of(criteria_set, here) == 85
    assert level_of(criteria_set, there) == 80


def test_book_shares_answers_of_equal_facts():
    book = book_of(make_set())
    province = make_commune().versions.get().province
    leaf = book.leaf_of_code["1.1"].pk
    units = [facts_of(make_commune(parent=province)) for _ in range(2)]

    answers = [book.answer(leaf, unit) for unit in units]

    assert answers[0] is answers[1]


def test_book_without_level_leaves_unassessed():
    criteria_set = make_set(published=False)
    leaf = make_indicator(make_criterion(criteria_set, number=2))
    make_level(leaf, value=1, valid_from=START, region="DBSCL")

    judged = book_of(criteria_set).judge(
        facts_of(make_commune()), {leaf.pk: Entered(Decimal(1))}
    )

    assert judged[1].computed == "not_assessed"
    assert judged[1].leaves[0].answer.level is None


def test_book_says_why_in_vietnamese_whoever_enters():
    criteria_set = make_set("percent")
    book = book_of(criteria_set)
    answer = book.answer(book.leaf_of_code["1.1"].pk, facts_of(make_commune()))

    with override("en"):
        said = book.recorded_reason(answer)

    assert said.startswith("Mức quốc gia theo ")


def test_book_says_of_each_answer_its_own_reason():
    criteria_set = make_set("percent", published=False)
    leaf = make_indicator(make_criterion(criteria_set, number=2), "percent")
    make_level(leaf, layer="ministry")
    book, unit = book_of(criteria_set), facts_of(make_commune())

    said = [
        book.recorded_reason(book.answer(book.leaf_of_code[code].pk, unit))
        for code in ("1.1", "2.1", "1.1")
    ]

    assert said[0] == said[2] != said[1]
