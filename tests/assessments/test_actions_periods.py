import datetime as dt

import pytest
from django.utils.translation import override

from assessments.actions import open_period, open_round
from assessments.errors import AssessmentsError
from assessments.models import Period
from tests.builders import AS_OF, make_period, make_set

pytestmark = pytest.mark.django_db


def open_2021(*criteria_sets, **over):
    said = {"year": 2021, "kind": "year", "as_of": AS_OF}
    return open_period(**{**said, **over}, criteria_sets=criteria_sets)


def test_open_period_names_the_set_of_each_tier():
    basic, advanced = make_set(), make_set(tier="nang_cao")

    period = open_2021(basic, advanced)

    rows = period.period_sets.values_list("unit_level", "tier", "criteria_set")
    assert set(rows) == {
        ("commune", "ntm", basic.pk),
        ("commune", "nang_cao", advanced.pk),
    }


def test_open_period_takes_sets_from_generator():
    sets = (criteria_set for criteria_set in [make_set()])

    period = open_period(year=2021, kind="year", as_of=AS_OF, criteria_sets=sets)

    assert period.period_sets.count() == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_round_is_titled_in_both_languages_whoever_opens_it(language):
    period = open_2021()

    with override(language):
        document = open_round(period=period).round_document

    assert document.title == "Đợt nhập kết quả trên cổng, kỳ 2021 (cả năm)"
    assert "2021" in document.title_en
    assert document.title_en.isascii()


def test_open_period_half_year_beside_year():
    open_2021()

    assert open_2021(kind="half_year", as_of=dt.date(2021, 6, 30)).pk


def test_open_period_refuses_twice():
    make_period()

    with pytest.raises(AssessmentsError, match="đã mở") as refusal:
        open_2021(make_set())

    assert refusal.value.field == "year"


def test_open_period_refuses_unpublished_set():
    draft = make_set(published=False)

    with pytest.raises(AssessmentsError, match=f"chưa công bố: {draft.name_vi}"):
        open_2021(make_set(tier="nang_cao"), draft)

    assert not Period.objects.exists()


def test_open_period_refuses_two_sets_of_one_tier():
    with pytest.raises(AssessmentsError, match="chỉ có một bộ"):
        open_2021(make_set(), make_set())

    assert not Period.objects.exists()


def test_open_period_refuses_day_of_another_year():
    with pytest.raises(AssessmentsError) as refusal:
        open_2021(as_of=dt.date(2022, 1, 1))

    assert refusal.value.field == "as_of"


def test_open_period_refuses_deadline_before_its_year():
    with pytest.raises(AssessmentsError) as refusal:
        open_2021(closes_on=dt.date(2020, 12, 5))

    assert refusal.value.field == "closes_on"
    assert open_2021(closes_on=dt.date(2021, 1, 1)).pk
