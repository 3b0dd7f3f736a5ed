"""The demo's year after the districts: 35 communes of Thái Nguyên, all illustrative."""

import datetime as dt

import pytest

from communes.models import UnitVersion
from reporting.reports.commune import commune_report
from reporting.reports.nation import nation_report
from reporting.reports.province import province_report
from reporting.reports.scope import Where

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

DAY = dt.date(2025, 12, 31)


@pytest.fixture
def report():
    return province_report(Where("Thái Nguyên", year=2025))


def test_year_tells_of_the_former_communes_of_bac_kan_alone(report):
    assert report.whole.communes == 77
    assert len(report.assessed_rows) == 35
    assert report.scope.districts == {}
    assert report.districts == []
    assert {row.district_id for row in report.rows} == {None}


def test_year_is_wholly_illustrative(report):
    assert report.provenance.wholly_illustrative is True
    assert report.figures == []
    assert {row.illustrative for row in report.assessed_rows} == {True}


def test_year_is_judged_by_the_amended_set_with_the_levels_of_the_former_province(
    report,
):
    row = report.assessed_rows[0]
    views = commune_report(row.unit_id, 2025).criteria
    levels = [r.level for v in views for r in v.results.values() if r.level]
    provinces = {level.province_id for level in levels}

    former = UnitVersion.objects.get(name="Bắc Kạn", kind="tinh").unit_id
    assert report.scope.criteria_set.key == "commune-ntm-2021-2025-amended-2024"
    assert provinces == {None, former}


def test_heading_names_the_criterion_without_a_level(client, report):
    page = client.get(f"/tinh/{report.scope.province.unit_id}/", follow=True).context[
        "page"
    ]

    assert page.heading.startswith("Chưa xã nào được xét trọn tiêu chí 17;")
    assert page.lead.startswith("Chỉ 35 trên 77 xã có kết quả.")


def test_home_opens_the_year_of_the_former_province(client):
    page = client.get("/").context["page"]

    assert page.title == "Tổng quan Tỉnh Bắc Kạn 2021"
    assert page.ending["heir"].label == "Tỉnh Thái Nguyên"


def test_home_of_2025_leads_to_the_province_that_came_after(client, report):
    page = client.get("/?nam=2025").context["page"]

    assert page.heading == "Tỉnh Bắc Kạn hết tồn tại ngày 1/7/2025"
    assert "202/2025/QH15" in page.ending["document"].label
    answer = client.get(page.ending["heir"].url)
    assert answer.context["page"].title == "Tổng quan Tỉnh Thái Nguyên 2025"


def test_district_says_that_its_level_ended(client):
    unit_id = UnitVersion.objects.get(name="Na Rì", kind="huyen").unit_id

    page = client.get(f"/huyen/{unit_id}/", follow=True).context["page"]

    assert page.title == "Tổng quan Huyện Na Rì 2021"
    assert "khi cả nước bỏ cấp huyện" in page.ending["text"]
    assert page.ending["document"].label == "Nghị quyết 203/2025/QH15"


def test_commune_that_ended_leads_to_one_with_results(client):
    former = UnitVersion.objects.in_force_on(dt.date(2021, 12, 31)).get(
        name="Kim Hỷ", kind="xa"
    )
    link = former.unit.successor_links.get()

    text = client.get(f"/xa/{former.unit_id}/", follow=True).content.decode()
    there = client.get(f"/xa/{link.successor_id}/", follow=True).context["page"]

    assert f'href="/xa/{link.successor_id}/"' in text
    assert there.title.endswith("2025")
    assert there.crumbs[0].label == "Tỉnh Thái Nguyên"


@pytest.mark.parametrize(
    ("year", "counts"),
    [(2021, (63, 1, 96, 20)), (2025, (34, 1, 35, 0))],
)
def test_country_is_honest_about_the_silent(year, counts):
    said = nation_report(year)

    totals = said.totals
    found = len(said.provinces), len(said.told), totals.total, totals.meets_all
    assert found == counts


def test_country_without_a_year_opens_the_one_with_most_results():
    assert nation_report().year == 2021
