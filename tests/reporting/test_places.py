"""Pages of a place: a province by id, a district, the home province."""

import pytest
from django.urls import reverse

from reporting.pages.province import province_page
from reporting.reports.province import province_report
from reporting.reports.scope import NoResults, Where
from tests.builders import (
    make_commune,
    make_district,
    make_procedure,
    make_province,
    make_step,
    make_target,
    make_user,
)
from tests.demo.html import SHOWN, PageReader
from tests.reporting.worlds import account, make_world, open_year, record

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
    assert crumbs == ["Cả nước", "Tỉnh Bắc Kạn", "Huyện Na Rì"]


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
    assert back.context["page"].crumbs[-1].label == "Tỉnh Bắc Kạn"


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


def test_district_page_speaks_of_the_district_alone(client, world, two_districts):
    answer = client.get(f"/huyen/{two_districts.pk}/?nam=2021", follow=True)

    page, text = answer.context["page"], answer.content.decode()
    main = text[text.index("kpi-strip") :]
    assert page.heading == "Huyện Na Rì: chưa xã nào đạt đủ 6 tiêu chí; " + (
        "1 xã còn ở mức dưới 3"
    )
    assert page.title == "Tổng quan Huyện Na Rì 2021"
    assert "h-dist" not in text
    assert "oàn tỉnh" not in main
    assert [row["district"] for row in page.nearest] == [""]


def test_every_count_of_a_district_equals_its_list(client, world, two_districts):
    text = client.get(f"/huyen/{world.district.pk}/?nam=2021", follow=True)

    links = PageReader(text.content.decode()).counts
    found = {
        (link.url, link.count): int(
            SHOWN.search(client.get(link.url).content.decode())[1]
        )
        for link in links
    }
    assert len(found) > 8
    assert all(f"huyen={world.district.pk}" in url for url, _count in found)
    assert {count: count for _url, count in found} == {
        count: shown for (_url, count), shown in found.items()
    }


def test_district_page_shows_the_targets_of_the_district(client, world, two_districts):
    make_target(unit=world.district, metric="average", value=6, year_to=2025)
    make_target(unit=world.province, metric="average", value=4, year_to=2025)

    page = client.get(f"/huyen/{world.district.pk}/?nam=2021", follow=True).context

    notes = [note.text for kpi in page["page"].kpis for note in kpi.notes]
    assert "Mục tiêu 2021–2025: 6,0 (còn 1,0)" in notes
    assert not [text for text in notes if "4,0" in text]


def test_province_page_names_its_districts_as_links(client, world, two_districts):
    page = client.get("/?nam=2021").context["page"]

    urls = {row["name"]: row["url"] for row in page.districts}
    assert urls["Na Rì"].endswith("-huyen-na-ri/?nam=2021")
    assert set(urls) == {"Bạch Thông", "Na Rì"}


def test_trend_of_a_district_leads_to_its_own_years(client, world, two_districts):
    page = client.get(f"/huyen/{world.district.pk}/?nam=2021", follow=True).context[
        "page"
    ]

    urls = {row["year"]: row["url"] for row in page.trend}
    assert urls[2021] == ""
    assert urls[2020] == f"/huyen/{world.district.pk}-huyen-bach-thong/?nam=2020"
    assert client.get(urls[2020]).status_code == 200


def test_navigation_of_a_district_keeps_its_province(client, world):
    answer = client.get(f"/huyen/{world.district.pk}-huyen-bach-thong/?nam=2021")

    communes = next(e for e in answer.context["nav"] if e["url"].startswith("/xa/"))
    assert f"tinh={world.province.pk}" in communes["url"]


def test_city_speaks_of_itself_as_a_city(client, world):
    world.province.versions.update(kind="thanh_pho_tw")

    page = client.get("/?nam=2021").context["page"]

    assert page.districts_total["name"] == "Toàn thành phố"


def test_lead_says_how_many_communes_have_results(client, world):
    make_commune("Dương Quang", parent=world.district)

    page = client.get("/?nam=2021").context["page"]

    assert page.lead.startswith("Chỉ 3 trên 4 xã có kết quả.")
    assert page.assessed == 3
    assert page.kpis[0].unit == "xã, 33,3 %"


def test_heading_says_what_could_not_be_judged():
    world = make_world((0, 1), years=())
    make_step(make_procedure())
    half = {5: "submitted"}
    accounts = {u.pk: account(0, statuses=half) for u in world.communes}
    record(world, open_year(world, 2021), accounts)

    page = province_page(province_report(Where(world.province.pk)))

    assert page.heading == (
        "Chưa xã nào được xét trọn tiêu chí 5; "
        "bình quân mỗi xã đạt 5,0 trên 5 tiêu chí còn lại"
    )


def test_year_without_results_names_the_years_that_have_some(client, world):
    answer = client.get("/xa/?nam=2015")

    text = answer.content.decode()
    assert answer.status_code == 404
    assert "Tỉnh Bắc Kạn chưa có kết quả năm 2015" in text
    assert 'href="/xa/?nam=2021"' in text


@pytest.mark.parametrize("path", ["", "ban-do", "ma-tran", "xa"])
def test_place_that_is_none_is_not_found(client, world, path):
    answer = client.get(f"/{path}/?tinh=999999".replace("//", "/"))

    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in answer.content.decode()


def test_link_to_imports_is_for_those_who_may(client, world):
    link = 'href="/nhap-tu-bang/"'
    assert link not in client.get("/").content.decode()
    client.force_login(make_user())
    assert link not in client.get("/").content.decode()

    client.force_login(make_user(is_superuser=True))

    assert link in client.get("/").content.decode()
