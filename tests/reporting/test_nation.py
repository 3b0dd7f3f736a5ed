"""The page of the whole country: provinces side by side, honest about the silent."""

import datetime as dt

import pytest

from reporting.pages.nation import nation_page
from reporting.pages.provinces import SORTS, Order
from reporting.reports.nation import nation_report
from reporting.reports.scope import NoResults
from tests.builders import (
    AS_OF,
    make_assessment,
    make_commune,
    make_district,
    make_figure,
    make_province,
    make_recognition,
    make_set,
    make_user,
)
from tests.reporting.worlds import SIZE, account, make_world, open_year, record

pytestmark = pytest.mark.django_db

BY_NAME = Order("ten", is_descending=False)


def add_province(world, name, misses):
    """Another province, with results of 2021 where `misses` names communes."""
    province = make_province(name)
    district = make_district(f"Huyện của {name}", parent=province, province=province)
    units = [make_commune(f"{name} {i}", parent=district) for i in range(len(misses))]
    units.append(make_commune(f"{name} khác", parent=district))
    if misses:
        pairs = zip(units, misses, strict=False)
        record(world, world.periods[0], {u.pk: account(n) for u, n in pairs})
    return province


@pytest.fixture
def nation(world):
    """Three provinces: Bắc Kạn 3 of 3 communes, An Giang 2 of 3, Đắk Lắk 0 of 1."""
    add_province(world, "Đắk Lắk", ())
    add_province(world, "An Giang", (0, 6))
    return world


def page_of(order=BY_NAME, year=2021):
    return nation_page(nation_report(year), order)


def test_report_counts_every_province(nation):
    report = nation_report(2021)

    counts = {
        p.version.name: (p.communes, p.with_results, p.meets_all)
        for p in report.provinces
    }
    assert counts == {
        "An Giang": (3, 2, 1),
        "Bắc Kạn": (3, 3, 1),
        "Đắk Lắk": (1, 0, 0),
    }
    assert [b.count for b in report.bands] == [2, 2, 1]
    assert report.totals.average == pytest.approx((6 + 5 + 4 + 6 + 0) / 5)


def test_report_counts_every_criterion(nation):
    counts = [(c.met, c.failing, c.not_assessed) for c in nation_report(2021).criteria]

    assert counts == [(4, 1, 0)] * 4 + [(3, 2, 0), (2, 3, 0)]


def test_report_names_provinces_in_vietnamese_order(nation):
    names = [p.version.name for p in nation_report(2021).provinces]

    assert names == ["An Giang", "Bắc Kạn", "Đắk Lắk"]


def test_heading_says_whose_results_it_counts(nation):
    page = page_of()

    assert page.heading == "2 trên 5 xã có kết quả đạt đủ 6 tiêu chí"
    assert "5 trên 7 xã, ở 2 trên 3 tỉnh" in page.lead
    assert [row["name"] for row in page.silent] == ["Đắk Lắk"]


@pytest.mark.parametrize(
    ("misses", "heading"),
    [
        ((0, 1), "1 trên 2 xã cả nước đạt đủ 6 tiêu chí"),
        ((0, 0), "Cả 2 xã đạt đủ 6 tiêu chí"),
        ((1, 2), "Chưa xã nào đạt đủ 6 tiêu chí"),
    ],
    ids=["some", "all", "none"],
)
def test_heading_of_a_country_that_tells_all(misses, heading):
    make_world(misses)

    assert page_of().heading == heading


def test_heading_of_a_year_without_confirmed_results(world):
    open_period = open_year(world, 2022)
    waiting = account(0, statuses=dict.fromkeys(range(1, SIZE + 1), "draft"))
    record(world, open_period, {world.communes[0].pk: waiting})

    heading = page_of(year=2022).heading

    assert heading == "Chưa có kết quả nào được xác nhận trong năm 2022"


def test_accounts_by_another_set_than_that_of_the_year_do_not_count(nation):
    make_assessment(
        unit=nation.communes[0],
        period=nation.periods[0],
        criteria_set=make_set(),
        is_chosen=True,
        chosen_reason="Thử",
    )

    assert nation_report(2021).totals.total == 5


def test_year_not_asked_for_is_the_latest_that_tells_enough(nation):
    record(nation, open_year(nation, 2022), {nation.communes[0].pk: account(0)})

    assert nation_report().year == 2021
    assert nation_report(2022).totals.total == 1


@pytest.mark.parametrize("year", [None, 2019])
def test_country_without_results_is_refused(year):
    make_province()

    with pytest.raises(NoResults):
        nation_report(year)


def test_recognised_are_those_that_stand_on_the_day(nation):
    first, second, third = nation.communes
    make_recognition(unit=first, known_by=dt.date(2019, 12, 31))
    make_recognition(unit=second, known_by=dt.date(2019, 12, 31))
    make_recognition(unit=second, kind="withdrawn", known_by=dt.date(2020, 12, 31))
    make_recognition(unit=third, known_by=dt.date(2022, 12, 31))
    make_recognition(unit=third, tier="nang_cao", known_by=AS_OF)

    counts = {p.version.unit_id: p.recognised for p in nation_report(2021).provinces}

    assert {unit: n for unit, n in counts.items() if n} == {nation.province.pk: 1}


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize("is_descending", [True, False])
def test_every_column_sorts_both_ways(nation, sort, is_descending):
    page = page_of(Order(sort, is_descending))

    current = [c for c in page.columns if c["aria_sort"]]
    assert [row["name"] for row in page.provinces] in (
        ["An Giang", "Bắc Kạn"],
        ["Bắc Kạn", "An Giang"],
    )
    assert [c["label"] for c in current] == [str(SORTS[sort][1])]
    assert ("nguoc=1" in current[0]["sort_url"]) is (
        is_descending if sort != "ten" else not is_descending
    )


def test_sorting_by_average_puts_the_highest_first(nation):
    names = [row["name"] for row in page_of(Order("binh-quan", True)).provinces]

    assert names == ["Bắc Kạn", "An Giang"]


def test_equal_provinces_keep_vietnamese_order(nation):
    names = [row["name"] for row in page_of(Order("du", True)).provinces]

    assert names == ["An Giang", "Bắc Kạn"]


def test_every_count_of_a_province_equals_its_list(client, nation):
    make_recognition(unit=nation.communes[0], known_by=AS_OF)
    row = next(row for row in page_of().provinces if row["name"] == "Bắc Kạn")

    for key in ("communes", "known", "met_all", "recognised"):
        text = client.get(row[f"{key}_url"]).content.decode()
        assert f"Hiện {row[key]} trên 3 xã" in text, key


def test_lines_join_only_years_of_one_set(nation):
    charts = page_of().charts

    assert len(charts) == 2
    assert charts[0]["svg"].count('class="ln"') == 1
    assert charts[0]["svg"].count('class="pt"') == 2


def test_line_breaks_where_the_set_changes(nation):
    other = make_world((0, 1), years=())
    record(other, open_year(other, 2022), {other.communes[0].pk: account(0)})

    svg = page_of().charts[0]["svg"]

    assert (svg.count("<circle"), svg.count('class="ln"')) == (3, 1)


def test_figures_of_one_province_do_not_stand_for_two(nation):
    nation_of_one = {"metric": "in_band", "band_minimum": 6, "band_maximum": 6}
    make_figure(unit=nation.province, **nation_of_one)
    for account_of in nation.periods[0].assessments.all():
        account_of.illustrative = True
        account_of.save()

    assert nation_report(2021).provenance.wholly_illustrative is True


@pytest.mark.parametrize("query", ["", "?nam=2020", "?xep=co&nguoc=1", "?xep=khong"])
def test_page_answers_in_both_languages(client, nation, query):
    for prefix in ("/", "/en/"):
        assert client.get(f"{prefix}ca-nuoc/{query}").status_code == 200


def test_page_of_a_year_without_results_is_not_found(client, nation):
    answer = client.get("/ca-nuoc/?nam=2015")

    assert answer.status_code == 404
    page = answer.context["page"]
    assert page.heading == "Cả nước chưa có kết quả năm 2015"
    assert "/ca-nuoc/?nam=2021" in [year.url for year in page.years]


def test_page_without_any_result_says_so(client):
    make_province()

    text = client.get("/ca-nuoc/").content.decode()

    assert "Chưa có kết quả nào trên cổng" in text


def test_page_of_submitted_results_keeps_the_basis_in_its_links(client, nation):
    client.force_login(make_user())

    text = client.get("/ca-nuoc/?ket_qua=da-nop").content.decode()

    assert "ket_qua=da-nop" in text
    assert "chưa xác nhận hết" in text


def test_navigation_from_the_country_leaves_the_year_behind(client, nation):
    answer = client.get("/ca-nuoc/?nam=2020")

    home = answer.context["nav"][0]
    assert home["url"] == "/"
    assert home["current"] == "true"


def test_file_holds_the_provinces_in_the_order_of_the_page(client, nation):
    answer = client.get("/ca-nuoc/?nam=2021&xep=binh-quan&dang=csv")

    rows = answer.content.decode("utf-8-sig").splitlines()
    names = [row.split(",")[0].strip('"') for row in rows]
    assert answer.headers["Content-Disposition"].endswith('cac-tinh-2021.csv"')
    assert names.index("Bắc Kạn") < names.index("An Giang") < names.index("Đắk Lắk")
    assert "Đắk Lắk,1,0,,,,,0," in rows


def test_country_whose_other_units_are_not_known_yet_is_no_country(world):
    later = AS_OF + dt.timedelta(1)
    make_province("An Giang", valid_from=later, from_basis="observed")
    make_province("Đắk Lắk", valid_from=later)

    report = nation_report(2021)

    assert (len(report.provinces), report.unseen) == (1, 1)
    page = nation_page(report, BY_NAME)
    assert page.heading == "1 trên 3 xã có kết quả đạt đủ 6 tiêu chí"
    assert page.lead.endswith(
        "Ngày 31/12/2021 cổng chưa có danh mục đơn vị của 1 tỉnh, thành phố."
    )
