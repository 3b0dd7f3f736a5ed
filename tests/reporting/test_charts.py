"""Lines of a few years: joined where years compare, broken where they do not."""

import pytest

from reporting.charts import Point, line_chart
from reporting.pages.trend import count_charts, share_charts
from reporting.reports.scope import YearTotals


def year(number, **over):
    said = {
        "year": number,
        "as_of": None,
        "period_id": number,
        "set_key": "a",
        "set_label": "A",
        "total": 10,
        "meets_all": 5,
        "criteria": 150,
        "assessed": 190,
        "asked": 190,
        "accounts": 10,
        "size": 19,
        "illustrative": False,
        "has_published": False,
        "is_being_entered": False,
    }
    return YearTotals(**said | over)


def lines(charts):
    return [chart["svg"].count('class="ln"') for chart in charts]


def test_chart_escapes_its_words():
    svg = line_chart([Point("<b>", 1, "<i>"), Point("2", 1, "x")], 2, "'\"<s>")

    assert "<b>" not in svg
    assert "<i>" not in svg
    assert "<s>" not in svg


@pytest.mark.parametrize(("value", "height"), [(0, 160), (5, 100), (10, 40), (99, 40)])
def test_chart_places_a_value_on_its_scale(value, height):
    svg = line_chart([Point("2020", value, "x"), Point("2021", 0, "0")], 10, "Số xã")

    assert f'cy="{height}"' in svg


def test_generated_points_are_hollow():
    svg = line_chart([Point("1", 1, "1", hollow=True), Point("2", 1, "1")], 1, "Số")

    assert svg.count('class="pt demo"') == 1
    assert svg.count('class="pt"') == 1


def test_years_of_one_set_are_joined():
    assert lines(share_charts([year(2021), year(2020)])) == [1, 1]


@pytest.mark.parametrize(
    "years",
    [
        [year(2022, set_key="b"), year(2021)],
        [year(2022), year(2020)],
    ],
    ids=["another set", "a year left out"],
)
def test_years_that_do_not_compare_are_not_joined(years):
    assert lines(share_charts(years)) == [0, 0]


def test_unfinished_year_is_no_point():
    charts = count_charts([year(2022, assessed=90), year(2021), year(2020)])

    assert charts[0]["svg"].count("<circle") == 2


def test_one_year_is_no_line():
    assert share_charts([year(2021)]) == []
    assert count_charts([]) == []


def test_count_chart_tells_its_numbers_in_words():
    svg = count_charts([year(2021, meets_all=20), year(2020)])[0]["svg"]

    assert 'aria-label="Số xã đạt đủ. 2020: 5; 2021: 20"' in svg
    assert ">30</text>" in svg
