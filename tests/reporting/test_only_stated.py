"""Accounts that only count: told as their source tells them, and in no figure."""

import pytest

from assessments.actions.accounts import Account
from communes.models import Unit
from reporting.reports.commune import commune_report
from reporting.reports.nation import nation_report
from reporting.reports.province import province_report
from reporting.reports.scope import Where
from tests.reporting.worlds import account, make_world, open_year, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """2022: results of the first commune; of the second only a count; none else."""
    world = make_world((0, 1, 2), years=(2021,))
    first, second, _third = world.communes
    counted = Account({}, reported_criteria=6)
    period = open_year(world, 2022)
    record(world, period, {first.pk: account(2), second.pk: counted})
    return world


def report_of(world, year=2022):
    return province_report(Where(world.province.pk, year=year))


def test_a_count_alone_is_in_no_band_and_no_average(world):
    report = report_of(world)

    assert [row.name for row in report.assessed_rows] == ["Ân Tình"]
    assert sum(band.count for band in report.bands) == 1
    assert report.whole.average == 4
    assert report.scope.totals.total == 1


def test_a_count_alone_is_in_no_figure_of_the_country(world):
    report = nation_report(2022)

    assert (report.totals.total, report.provinces[0].with_results) == (1, 1)
    assert report.provinces[0].average == 4
    assert sum(band.count for band in report.bands) == 1
    assert report.criteria[0].met == 1
    assert report.criteria[0].not_assessed == 0


def test_a_count_alone_has_no_change_from_the_year_before(world):
    following = open_year(world, 2023)
    second = world.communes[1]
    record(world, following, {second.pk: account(0)})

    row = next(r for r in report_of(world, 2023).rows if r.unit_id == second.pk)

    assert (row.met, row.met_before, row.change) == (6, None, None)


def test_list_and_province_say_what_the_source_counted(client, world):
    listed = client.get("/xa/?nam=2022").content.decode()
    page = client.get("/?nam=2022").content.decode()

    assert "nguồn nêu 6 tiêu chí đạt, không nêu từng tiêu chí" in listed
    assert "Nguồn chỉ nêu số tiêu chí đạt: Bộc Bố (6)." in page


def page_of(client, unit: Unit, year=2022):
    return client.get(f"/xa/{unit.pk}/?nam={year}", follow=True).context["page"]


def test_commune_with_a_count_alone_is_not_said_to_meet_none(client, world):
    page = page_of(client, world.communes[1])

    assert page.heading.endswith(
        "nguồn nêu 6 trên 6 tiêu chí đạt, không nêu từng tiêu chí"
    )
    assert page.pill is None
    assert (page.years[0]["met"], page.years[0]["stated"]) == ("–", "nguồn nêu 6")
    assert page.years[0]["change"] == ""


def test_count_that_differs_from_the_rows_stands_beside_them(client, world):
    first = world.communes[0]
    record(
        world,
        open_year(world, 2023),
        {first.pk: account(1, reported_criteria=6)},
    )

    facts = [fact.label for fact in page_of(client, first, 2023).facts]

    assert "Nguồn nêu 6 tiêu chí đạt; cộng từng tiêu chí được 5" in facts


def test_count_that_agrees_with_the_rows_says_nothing_more(world):
    first = world.communes[0]
    counted = account(1, reported_criteria=5)
    record(world, open_year(world, 2023), {first.pk: counted})

    assert commune_report(first.pk, 2023).stated is None


@pytest.fixture
def counted_year():
    world = make_world((0, 1), years=(2021,))
    counts = {unit.pk: Account({}, reported_criteria=5) for unit in world.communes}
    record(world, open_year(world, 2022), counts)


def test_year_of_counts_alone_says_so(client, counted_year):
    page = client.get("/?nam=2022").context["page"]

    assert page.heading == "Năm 2022 nguồn chỉ nêu số tiêu chí đạt của 2 xã"


PATHS = ["ca-nuoc", "xa", "ma-tran", "tieu-chi", "tieu-chi/1", "ban-do", "muc-tieu"]


def test_year_of_counts_alone_is_in_no_trend_of_another(client, counted_year):
    page = client.get("/tieu-chi/1/?nam=2021").context["page"]

    assert [row["year"] for row in page.past.rows] == [2021]


@pytest.mark.parametrize("path", [*PATHS, "so-sanh"])
def test_year_of_counts_alone_has_every_page(client, counted_year, path):
    for query in ("nam=2022", "nam=2022&dang=csv"):
        assert client.get(f"/{path}/?{query}").status_code == 200
