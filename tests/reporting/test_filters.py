import datetime as dt

import pytest

from reporting.pages.communes import communes_page
from reporting.reports.communes import commune_list
from reporting.reports.province import province_report
from reporting.reports.rows import RECOGNITION_FILTERS, Filters
from reporting.reports.scope import Where
from tests.builders import AS_OF, make_commune, make_recognition
from tests.reporting.worlds import make_world, record_year

pytestmark = pytest.mark.django_db

AN_TINH, BOC_BO, CO_LINH, DONG_PHUC = "Ân Tình", "Bộc Bố", "Cổ Linh", "Đồng Phúc"
ALL = [AN_TINH, BOC_BO, CO_LINH, DONG_PHUC]


@pytest.fixture
def land():
    """Two full communes, one recognised in the year; two short, one recognised."""
    world = make_world((0, 0, 2, 4))
    full, _also_full, short, advanced = world.communes
    make_recognition(unit=full, year=2021)
    make_recognition(unit=short, year=2019, known_by=dt.date(2019, 12, 31))
    make_recognition(unit=advanced, tier="nang_cao", year=2021)
    return world


def names(**over):
    sort = {"sort": "ten", "is_descending": False}
    found = commune_list(Where("Bắc Kạn", year=2021), Filters(**over), **sort)
    assert found.shown == len(found.rows)
    return [row.name for row in found.rows]


RECOGNITION_CASES = {
    "": ALL,
    "co": [AN_TINH, CO_LINH],
    "chua": [BOC_BO, DONG_PHUC],
    "trong-nam": [AN_TINH],
    "du-va-co": [AN_TINH],
    "du-chua-co": [BOC_BO],
    "co-chua-du": [CO_LINH],
    "co-chua-xong": [],
    "nang-cao": [DONG_PHUC],
}


def test_every_filter_on_recognition_has_a_case():
    assert set(RECOGNITION_CASES) == set(RECOGNITION_FILTERS)


@pytest.mark.parametrize(("choice", "found"), RECOGNITION_CASES.items())
def test_filter_on_recognition(land, choice, found):
    assert names(recognition=choice) == found


@pytest.mark.parametrize(
    ("band", "found"),
    [(6, [AN_TINH, BOC_BO]), (3, [CO_LINH]), (0, [DONG_PHUC]), (4, ALL)],
    ids=["full", "middle", "lowest", "no such band"],
)
def test_filter_on_band(land, band, found):
    assert names(band=band) == found


@pytest.mark.parametrize(
    ("number", "found"),
    [(6, [CO_LINH, DONG_PHUC]), (4, [DONG_PHUC]), (1, []), (99, [])],
    ids=["two", "one", "none", "no such criterion"],
)
def test_filter_on_missing_criterion(land, number, found):
    assert names(missing=number) == found


def test_filter_on_district(land):
    assert names(district=land.district.pk) == ALL
    assert names(district=land.province.pk) == []


@pytest.mark.parametrize(
    "text", ["dong phuc", "ĐỒNG PHÚC", "phúc", "Đồng\u0301"[:4], "  dong   phuc "]
)
def test_filter_on_text_folds_marks(land, text):
    assert names(text=text) == [DONG_PHUC]


def test_filter_on_text_reads_y_as_i():
    make_world((0, 1, 2, 3, 4, 5))

    assert names(text="Sỹ Bình") == ["Sĩ Bình"]
    assert names(text="Yen Mi") == ["Yên Mỹ"]


def test_filters_narrow_together(land):
    assert names(missing=6, recognition="co", text="linh") == [CO_LINH]


@pytest.mark.parametrize(
    ("recognition_day", "found"),
    [(AS_OF, [AN_TINH]), (AS_OF + dt.timedelta(1), [])],
    ids=["known on the day", "known a day later"],
)
def test_recognition_counts_from_its_day(recognition_day, found):
    land = make_world((0, 1))
    make_recognition(unit=land.communes[0], known_by=recognition_day)

    assert names(recognition="co") == found


def test_withdrawn_recognition_does_not_count(land):
    make_recognition(unit=land.communes[0], kind="withdrawn", year=2021)

    assert names(recognition="co") == [CO_LINH]


def test_wards_are_not_counted(land):
    report = province_report(Where("Bắc Kạn", year=2021))

    assert [row.name for row in report.rows] == ALL


@pytest.mark.parametrize(
    "days",
    [
        {"valid_from": AS_OF + dt.timedelta(1)},
        {"valid_to": AS_OF},
    ],
    ids=["starts a day later", "ends on the day"],
)
def test_units_not_in_force_are_not_counted(land, days):
    make_commune("Xuân La", parent=land.district, **days)

    assert names() == ALL


def test_commune_without_account_is_counted_and_not_averaged(land):
    make_commune("Xuân La", parent=land.district)

    report = province_report(Where("Bắc Kạn", year=2021))

    assert report.whole.communes == 5
    assert report.whole.average == pytest.approx(4.5)
    assert names(band=0) == [DONG_PHUC]


def test_change_is_counted_from_the_year_before(land):
    found = commune_list(Where("Bắc Kạn", year=2021), Filters())

    assert [row.change for row in found.rows] == [1, 1, 1, 1]
    assert found.is_comparable


def test_change_is_unknown_without_the_year_before():
    land = make_world((0, 1), years=(2021,))
    record_year(land, 2019)

    found = commune_list(Where("Bắc Kạn", year=2021), Filters())

    assert [row.change for row in found.rows] == [None, None]
    assert not found.is_comparable


@pytest.mark.parametrize(
    ("sort", "turned", "found"),
    [
        ("dat", True, ALL),
        ("dat", False, [DONG_PHUC, CO_LINH, AN_TINH, BOC_BO]),
        ("ten", True, ALL[::-1]),
        ("thay-doi", True, ALL),
        ("huyen", False, ALL),
    ],
)
def test_list_sorts_then_by_name(land, sort, turned, found):
    where = Where("Bắc Kạn", year=2021)

    listed = commune_list(where, Filters(), sort=sort, is_descending=turned)

    assert [row.name for row in listed.rows] == found


@pytest.mark.parametrize(
    ("asked", "found", "rows"), [(0, 1, 100), (1, 1, 100), (2, 2, 20), (99, 2, 20)]
)
@pytest.mark.slow
def test_page_outside_the_list_is_its_nearest(asked, found, rows):
    make_world((0, 1, 2, 3, 4, 5) * 20, years=(2021,))

    listed = commune_list(Where("Bắc Kạn"), Filters(), page=asked)

    assert (listed.page, listed.pages) == (found, 2)
    assert (len(listed.rows), listed.shown) == (rows, 120)


def test_list_without_a_year_to_compare_has_no_column_of_changes():
    land = make_world((0, 1), years=(2021,))

    page = communes_page(commune_list(Where(land.province.pk, year=2021), Filters()))

    assert not [c for c in page.columns if c["label"].startswith("So với")]
    rows = [row for block in page.blocks for row in block["rows"]]
    assert [row["cells"].count("<td") for row in rows] == [len(page.columns) - 1] * 2
