"""The map: what each unit shows, the table beside it, years without results."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from assessments.actions.accounts import Account
from communes.choices import Extent, SuccessionKind, UnitKind
from communes.models import BoundaryLayer, Succession, SuccessionLink, Unit
from criteria.book import Entered
from reporting.pages.map import map_page
from reporting.reports.map import map_report
from reporting.reports.scope import NoResults, Where
from tests.builders import (
    START,
    make_commune,
    make_district,
    make_document,
    make_layer,
    make_province,
    make_shape,
    make_version,
)
from tests.reporting.worlds import World, account, make_world, open_year, record

pytestmark = pytest.mark.django_db

REFORM = dt.date(2025, 7, 1)
HOME = Where("Bắc Kạn")


def draw(world: World, **over: Any) -> BoundaryLayer:
    """A layer with every unit of the world in a row of squares."""
    layer = make_layer(province=world.province, caveat="Vị trí gần đúng.", **over)
    for place, unit in enumerate([*world.communes, world.ward]):
        path = f"M{place} 0l9 0 0 9z" if over.get("kind") == "polygons" else ""
        make_shape(layer, unit, x=place, path=path)
    return layer


@pytest.fixture
def drawn(world: World) -> BoundaryLayer:
    return draw(world)


@pytest.fixture
def reformed(world: World) -> Unit:
    """The province of 2025: one commune of each former province, and a ward."""
    for unit in (world.province, world.district, world.ward, *world.communes):
        unit.versions.update(valid_to=REFORM)
    new = make_province("Thái Nguyên", valid_from=REFORM)
    other = make_commune("Đại Từ", parent=make_province("Cũ", valid_to=REFORM))
    document = make_document()
    merged = Succession.objects.create(
        day=REFORM, kind=SuccessionKind.MERGE, document=document
    )

    def follow(old: Unit, unit: Unit) -> None:
        SuccessionLink.objects.create(
            succession=merged,
            predecessor=old,
            successor=unit,
            extent=Extent.WHOLE,
            is_main=True,
        )

    follow(world.province, new)
    layer = make_layer(province=new, valid_from=REFORM, title="Lưới mới")
    made = make_commune("Sĩ Bình Mới", parent=new, valid_from=REFORM)
    follow(world.communes[0], made)
    other.versions.update(valid_to=REFORM)
    make_version(other, name="Đại Từ", province=new, parent=new, valid_from=REFORM)
    ward = make_commune("Phường", parent=new, valid_from=REFORM, kind=UnitKind.PHUONG)
    for x, unit in enumerate((made, other, ward)):
        make_shape(layer, unit, x=x)
    return new


def page_of(client: Any, query: str = "") -> str:
    answer = client.get(f"/ban-do/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def units(page: str) -> list[tuple[str, str, str]]:
    """Class, title and sign of each linked unit, in the order of the keyboard."""
    found = re.findall(
        r'<a class="(\w+)" href="/xa/[^"]*"><title>([^<]*)</title>.*?>([^<]*)</text>',
        page,
    )
    return [(css, title, sign) for css, title, sign in found]


def test_map_shows_criteria_met_in_bands(client, drawn) -> None:
    assert units(page_of(client, "?nam=2021")) == [
        ("b19", "Xã Ân Tình, Bạch Thông: 6/6 tiêu chí", "6"),
        ("b15", "Xã Bộc Bố, Bạch Thông: 5/6 tiêu chí", "5"),
        ("b15", "Xã Cổ Linh, Bạch Thông: 4/6 tiêu chí", "4"),
    ]


def test_map_draws_others_without_link(client, drawn) -> None:
    page = page_of(client)

    assert '<g class="urban"><title>Phường Đức Xuân, Bạch Thông: không' in page
    assert "Không thuộc diện xét" in page


@pytest.mark.parametrize("query", ["?tieu_chi=6", "?theo=tieu-chi-6"])
def test_map_by_criterion(client, drawn, query) -> None:
    page = page_of(client, query)

    assert [(css, sign) for css, _title, sign in units(page)] == [
        ("mt", "Đ"),
        ("ft", "×"),
        ("ft", "×"),
    ]
    assert "1 trên 3 xã đạt tiêu chí 6" in page


def test_map_by_change(client, drawn) -> None:
    page = page_of(client, "?theo=thay-doi&nam=2021")

    assert {sign for _css, _title, sign in units(page)} == {"+1"}
    assert "3 xã thêm tiêu chí, 0 xã bớt so với 2020" in page


def test_map_by_change_without_year_before(client, drawn) -> None:
    page = page_of(client, "?theo=thay-doi&nam=2020")

    assert {css for css, _title, _sign in units(page)} == {"nd"}
    assert "Chưa có số liệu năm 2019 để so" in page


def test_commune_without_account_is_hollow_and_not_lowest(client) -> None:
    world = make_world((0, 6), years=(2021,))
    layer = draw(world)
    unit = make_commune("Yên Hân", parent=world.district)
    make_shape(layer, unit, x=9)

    lowest, without = units(page_of(client))[1:]

    assert (lowest[0], lowest[2]) == ("b0", "0")
    assert without == ("nd", "Xã Yên Hân, Bạch Thông: chưa có số liệu", "…")


def test_outcome_of_each_letter_has_its_sign(client, world) -> None:
    draw(world)
    accounts = world.communes[0].assessments.filter(period=world.periods[0])
    for letter, sign, css in [("?", "?", "nd"), ("B", "C", "mt"), ("N", "–", "na")]:
        accounts.update(confirmed_outcomes=letter + "MMMMM")
        first = units(page_of(client, "?tieu_chi=1&nam=2021"))[0]
        assert (first[2], first[0]) in [(sign, css), (sign, "ft")]


def test_table_counts_what_the_map_shows(client, drawn) -> None:
    page = map_page(map_report(Where("Bắc Kạn", year=2021)))

    assert [cell["count"] for cell in page.total["cells"]] == [1, 2, 0]
    assert page.total["cells"][1]["url"] == "/xa/?nam=2021&dat=3"
    assert page.rows[0]["cells"][0]["url"].endswith("&dat=6")
    assert (page.rows[0]["average"], page.total["average"]) == ("5,0", "5,0")


def test_every_count_leads_to_as_many_rows(client, drawn) -> None:
    for wanted in ("", "tieu-chi-6", "tieu-chi-5"):
        page = map_page(map_report(Where("Bắc Kạn", year=2021)), wanted)
        linked = [
            c for row in (*page.rows, page.total) for c in row["cells"] if c["url"]
        ]
        assert linked
        for cell in linked:
            shown = client.get(cell["url"]).context["page"].shown_label
            assert shown.startswith(f"Hiện {cell['count']} trên ")


def test_map_narrows_to_a_district(client, world) -> None:
    layer = draw(world)
    district = make_district("Na Rì", parent=world.province, province=world.province)
    unit = make_commune("Kim Hỷ", parent=district)
    make_shape(layer, unit, x=9)
    record(world, world.periods[0], {unit.pk: account(5)})

    page = page_of(client, f"?nam=2021&huyen={district.pk}")

    assert [title for _css, title, _sign in units(page)] == [
        "Xã Kim Hỷ, Na Rì: 1/6 tiêu chí"
    ]
    assert f"/xa/?nam=2021&amp;huyen={district.pk}" in page


def test_reader_may_choose_boundaries(client, world) -> None:
    draw(world)
    draw(world, kind="polygons")

    squares, shapes = page_of(client), page_of(client, "?ve=ranh-gioi")

    assert '<rect x="1"' in squares
    assert '<path d="M0 0l9 0 0 9z"/>' in shapes
    assert "Vị trí gần đúng." in shapes
    assert "Giấy phép: MIT." in shapes


@pytest.mark.parametrize(
    ("query", "css", "sign", "words"),
    [
        ("", "b15", "5,0", "bình quân 5,0 tiêu chí mỗi xã"),
        ("&tieu_chi=6", "ft", "1/3", "1 trên 3 xã đạt"),
        ("&tieu_chi=5", "mt", "2/3", "2 trên 3 xã đạt"),
        ("&theo=thay-doi", "b15", "+3", "3 xã thêm tiêu chí, 0 xã bớt"),
    ],
)
def test_sketch_of_districts(client, world, query, css, sign, words) -> None:
    layer = draw(world)
    sketch = make_layer(province=world.province, kind="polygons", level="district")
    make_shape(sketch, world.district, path="M0 0l9 0 0 9z")

    page = page_of(client, f"?nam=2021&ve=so-do-huyen{query}")

    shape = re.search(r'<a class="(\w+)" href="([^"]*)"><title>([^<]*)<', page)
    assert shape.groups()[::2] == (css, f"Huyện Bạch Thông: {words}")
    assert f"huyen={world.district.pk}" in shape[2]
    assert f"Bạch Thông: {sign}</text>" in page
    assert str(layer) not in page


def test_map_without_layer_has_its_table(client, world) -> None:
    page = page_of(client)

    assert "Chưa có lớp bản đồ nào" in page
    assert "tilemap" not in page
    assert "Toàn tỉnh" in page


def test_layer_holds_only_on_its_days(client, world) -> None:
    draw(world, valid_to=dt.date(2021, 12, 31))

    assert "tilemap" not in page_of(client, "?nam=2021")
    assert "tilemap" in page_of(client, "?nam=2020")


def test_year_after_the_reform_shows_units_without_figures(client, reformed) -> None:
    page = page_of(client, "?nam=2025")

    assert units(page) == [
        ("nd", "Xã Sĩ Bình Mới, Bắc Kạn: chưa có số liệu", "…"),
        ("nd", "Xã Đại Từ, Cũ: chưa có số liệu", "…"),
    ]
    assert "Năm 2025: 2 xã, chưa có số liệu" in page
    assert '<span aria-current="page">Bản đồ' in page


def test_year_after_the_reform_shows_results_of_the_new_province(
    client, world, reformed
) -> None:
    made = reformed.child_versions.get(name="Sĩ Bình Mới").unit
    record(world, open_year(world, 2025), {made.pk: account(1)})

    old, new = page_of(client, "?nam=2025"), page_of(client, f"?tinh={reformed.pk}")

    for page in (old, new):
        assert [css for css, _title, _sign in units(page)] == ["b15", "nd"]
        assert f"/xa/?tinh={reformed.pk}&amp;nam=2025&amp;dat=3" in page


def test_map_of_what_came_after_leads_back(client, world, reformed) -> None:
    page = page_of(client, "?nam=2025")

    years = re.findall(r'class="chip" href="([^"]*)"[^>]*>(\d+)<', page)
    assert years == [
        ("/ban-do/?nam=2025", "2025"),
        ("/ban-do/?nam=2021", "2021"),
        ("/ban-do/?nam=2020", "2020"),
    ]


def test_former_provinces_lead_to_their_own_maps(world, reformed) -> None:
    page = map_page(map_report(Where(reformed.pk)))

    assert [(row["name"], row["cells"][0]["count"]) for row in page.rows] == [
        ("Bắc Kạn", 1),
        ("Cũ", 1),
    ]
    assert page.rows[0]["url"] == f"/ban-do/?tinh={world.province.pk}"


def test_years_are_links_with_those_that_are_only_drawn(reformed) -> None:
    page = map_page(map_report(Where("Bắc Kạn", year=2021)))

    assert [(y.label, y.is_current) for y in page.years] == [
        ("2025", False),
        ("2021", True),
        ("2020", False),
    ]
    assert page.years[0].url == f"/ban-do/?tinh={reformed.pk}"


def test_province_without_any_results_shows_its_units(client, reformed) -> None:
    page = page_of(client, f"?tinh={reformed.pk}")

    assert "Năm 2025: 2 xã" in page
    assert "nam=2025" not in page


@pytest.mark.parametrize("year", [2026 + 1, 1999, 2**31 - 1])
def test_year_that_nothing_shows_is_refused(client, reformed, year) -> None:
    with pytest.raises(NoResults):
        map_report(Where("Bắc Kạn", year=year))


def test_place_without_anything_is_told(client) -> None:
    assert client.get("/ban-do/").status_code == 200


def test_unfinished_year_is_no_finding(client, world) -> None:
    draw(world)
    begun = Account(values={"1.1": Entered(Decimal(1))})
    record(world, open_year(world, 2022), {world.communes[0].pk: begun})

    assert "chỉ có 16,7 % kết quả tiêu chí của 1 trên 3 xã" in page_of(
        client, "?nam=2022"
    )


def test_unfinished_criterion_tells_who_waits(client, world) -> None:
    draw(world)
    begun = Account(values={"1.1": Entered(Decimal(1))})
    record(world, open_year(world, 2022), {world.communes[0].pk: begun})

    page = page_of(client, "?nam=2022&theo=tieu-chi-1")

    assert "1 trên 3 xã đạt tiêu chí 1. Tiêu chí 1; 2 xã chưa đánh giá" in page


def test_sketch_is_hollow_where_most_communes_wait(client, world) -> None:
    sketch = make_layer(province=world.province, kind="polygons", level="district")
    make_shape(sketch, world.district, path="M0 0l9 0 0 9z")
    waiting = world.periods[0].assessments.exclude(unit=world.communes[0])
    waiting.update(confirmed_outcomes="?MMMMM")

    page = page_of(client, "?nam=2021&theo=tieu-chi-1")

    assert re.search(r'<a class="nd" [^>]*><title>Huyện Bạch Thông: 1 trên 3', page)


@pytest.mark.parametrize(
    "query",
    [
        "?nam=x&huyen=y&theo=z&ve=w",
        "?theo=tieu-chi-99",
        "?theo=tieu-chi-²",
        "?tieu_chi=0",
        "?tieu_chi=99999999999",
        "?huyen=2147483647",
        "?theo=" + "x" * 3000,
        "?ve=ranh-gioi",
        "?theo=%00",
    ],
)
def test_what_is_not_understood_is_left_out(client, drawn, query) -> None:
    assert "Số tiêu chí đạt" in page_of(client, query)


def test_english_map_answers(client, drawn) -> None:
    page = client.get("/en/ban-do/?tieu_chi=1")

    assert page.status_code == 200
    assert "/en/xa/" in page.content.decode()


@pytest.mark.parametrize("size", [3, 30])
def test_map_asks_the_same_queries_at_any_size(client, size) -> None:
    draw(make_world(tuple(n % 6 for n in range(size))))

    for query in ("", "?theo=thay-doi", "?tieu_chi=2"):
        with CaptureQueriesContext(connection) as queries:
            page_of(client, query)
        assert len(queries) == 10


def test_rendering_asks_nothing(client, drawn, django_assert_num_queries) -> None:
    request = client.get("/ban-do/").wsgi_request
    context = {"page": map_page(map_report(HOME))}

    with django_assert_num_queries(0):
        render_to_string("reporting/map.html", context, request)


def test_names_are_escaped(client, world) -> None:
    layer = draw(world)
    unit = make_commune('"><script>', parent=world.district, valid_from=START)
    make_shape(layer, unit, x=9)

    assert "<script>" not in page_of(client)
