"""Pages of a place: a province by id, a district, the home province."""

import pytest
from django.urls import reverse

from reporting.reports.province import province_report
from reporting.reports.scope import NoResults, Where
from tests.builders import make_commune, make_district, make_province, make_user
from tests.reporting.worlds import account, make_world, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_districts(world):
    """The small province with a second district of one commune that misses five."""
    district = make_district("Na Rì", parent=world.province, province=world.province)
    unit = make_commune("Kim Hỷ", parent=district)
    record(world, world.periods[0], {unit.pk: account(5)})
    return district


def test_district_report_counts_its_own_communes(world, two_districts):
    whole = province_report(Where(world.province.pk, year=2021))
    part = province_report(Where(district=two_districts.pk, year=2021))

    assert [row.name for row in part.rows] == ["Kim Hỷ"]
    assert (whole.whole.communes, part.whole.communes) == (4, 1)
    assert part.scope.totals.total == 1
    assert part.districts == []


def test_district_report_refuses_a_year_without_its_results(world, two_districts):
    with pytest.raises(NoResults):
        province_report(Where(district=two_districts.pk, year=2020))


def test_district_page_names_itself_and_its_province(client, world, two_districts):
    answer = client.get(f"/huyen/{two_districts.pk}/?nam=2021", follow=True)

    crumbs = [crumb.label for crumb in answer.context["page"].crumbs]
    assert answer.redirect_chain[0][0].endswith("-huyen-na-ri/?nam=2021")
    assert crumbs == ["Tỉnh Bắc Kạn", "Huyện Na Rì"]


def test_other_province_has_its_own_page_and_links(client):
    other = make_province("Thái Nguyên")
    make_world()

    answer = client.get(f"/tinh/{other.pk}/", follow=True)

    assert answer.status_code == 200
    assert "Chưa có kết quả nào" in answer.content.decode()


def test_scope_form_leads_to_the_district_and_back(client, world, two_districts):
    there = client.get(f"/?huyen={two_districts.pk}&nam=2021", follow=True)
    back = client.get(f"{there.request['PATH_INFO']}?huyen=&nam=2021", follow=True)

    assert there.request["PATH_INFO"].endswith("-huyen-na-ri/")
    assert back.request["PATH_INFO"].endswith("-tinh-bac-kan/")
    assert back.context["page"].crumbs[0].label == "Tỉnh Bắc Kạn"


@pytest.mark.parametrize("view", ["province-by-id", "district-by-id", "commune-by-id"])
def test_unknown_unit_is_not_found(client, world, view):
    for unit_id in (world.ward.pk + 999, 2**40, 2**70):
        url = reverse(f"reporting:{view}", args=[unit_id])
        assert client.get(url).status_code == 404


def test_navigation_keeps_place_and_year(client, world):
    answer = client.get(f"/xa/?tinh={world.province.pk}&nam=2021&q=x")

    query = f"?tinh={world.province.pk}&nam=2021"
    assert {entry["url"].partition("?")[2] for entry in answer.context["nav"]} == {
        query[1:]
    }


def test_language_switch_keeps_page_and_query(client, world):
    there = client.get("/xa/?nam=2021&q=%C4%91").context["other_language_url"]
    back = client.get(there).context["other_language_url"]

    assert there == "/en/xa/?nam=2021&q=%C4%91"
    assert back == "/xa/?nam=2021&q=%C4%91"


def test_signed_in_reader_may_switch_to_submitted_results(client, world):
    assert client.get("/").context["basis"] is None
    client.force_login(make_user())

    there = client.get("/xa/?nam=2021").context["basis"]
    declared = client.get(there["url"])

    assert there == {"is_declared": False, "url": "/xa/?nam=2021&ket_qua=da-nop"}
    assert declared.context["basis"] == {"is_declared": True, "url": "/xa/?nam=2021"}
    assert declared.context["page"].provenance.basis == "declared"


def test_commune_page_keeps_the_basis(client, world):
    client.force_login(make_user())
    url = f"/xa/{world.communes[0].pk}-xa-an-tinh/?nam=2021&ket_qua=da-nop"

    page = client.get(url).context["page"]

    assert all("ket_qua=da-nop" in crumb.url for crumb in page.crumbs[:-1])
    assert all("ket_qua=da-nop" in row["url"] for row in page.years)
    assert ("ket_qua", "da-nop") in {(f.name, f.value) for f in page.scope_form}
