"""The shipped lists after loading: counts on known days, and who is one unit."""

import datetime as dt
from collections import Counter

import pytest

from communes.choices import Extent, SuccessionKind, UnitLevel
from communes.facts import facts_on
from communes.models import Succession, Unit, UnitVersion
from communes.reports import counts_on, province_on, search
from tests.communes.shipped import run, shipped_units

pytestmark = pytest.mark.slow

REFORM = dt.date(2025, 7, 1)
EVE_OF_REFORM = dt.date(2025, 6, 30)


@pytest.fixture(scope="module", autouse=True)
def _nation(django_db_setup, django_db_blocker):
    with shipped_units(django_db_blocker):
        yield


def of_bac_kan(name: str) -> list[UnitVersion]:
    bac_kan = province_on("Bắc Kạn", EVE_OF_REFORM).unit_id
    rows = UnitVersion.objects.filter(name=name, province=bac_kan)
    return list(rows.order_by("valid_from"))


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (dt.date(2020, 1, 31), {"xa": 110, "phuong": 6, "thi_tran": 6}),
        (dt.date(2020, 2, 1), {"xa": 96, "phuong": 6, "thi_tran": 6}),
        (dt.date(2021, 12, 31), {"xa": 96, "phuong": 6, "thi_tran": 6}),
        (dt.date(2023, 4, 9), {"xa": 96, "phuong": 6, "thi_tran": 6}),
        (dt.date(2023, 4, 10), {"xa": 95, "phuong": 6, "thi_tran": 7}),
        (dt.date(2025, 6, 30), {"xa": 95, "phuong": 6, "thi_tran": 7}),
    ],
    ids=str,
)
def test_load_units_counts_bac_kan(day, counts):
    assert counts_on(day, province_on("Bắc Kạn", day)) == counts


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (dt.date(2021, 11, 1), {"xa": 8264, "phuong": 1723, "thi_tran": 612}),
        (REFORM, {"xa": 2621, "phuong": 687, "dac_khu": 13}),
        (dt.date(2026, 4, 30), {"xa": 2611, "phuong": 697, "dac_khu": 13}),
    ],
    ids=str,
)
def test_load_units_counts_nation(day, counts):
    assert counts_on(day) == counts


@pytest.mark.parametrize(("day", "districts"), [(EVE_OF_REFORM, 696), (REFORM, 0)])
def test_load_units_ends_districts(day, districts):
    standing = UnitVersion.objects.in_force_on(day).of_level(UnitLevel.DISTRICT)

    assert standing.count() == districts


def test_load_units_counts_thai_nguyen_of_2025():
    counts = counts_on(REFORM, province_on("Thái Nguyên", REFORM))

    assert counts == {"xa": 77, "phuong": 15}


def test_load_units_changes_nothing_twice():
    rows = UnitVersion.objects.count()

    printed = run("load_units", "--commit")

    assert "Không có gì mới." in printed
    assert UnitVersion.objects.count() == rows


def test_code_02143_serves_two_communes_over_time():
    versions = UnitVersion.objects.filter(code="02143").order_by("valid_from")

    former, later = versions
    assert (former.name, later.name) == ("Lương Thượng", "Văn Lang")
    assert former.unit != later.unit
    assert former.valid_to == later.valid_from == REFORM


def test_cuong_loi_of_2020_is_new_identity():
    before, after = of_bac_kan("Cường Lợi")

    assert before.code == after.code
    assert before.unit != after.unit
    assert before.valid_to == after.valid_from == dt.date(2020, 2, 1)


def test_van_tung_stays_one_unit_when_retyped():
    xa, thi_tran = of_bac_kan("Vân Tùng")

    assert xa.unit == thi_tran.unit
    assert (xa.kind, thi_tran.kind) == ("xa", "thi_tran")
    assert thi_tran.valid_from == dt.date(2023, 4, 10)


def test_luong_ha_goes_to_two_successors_in_parts():
    (luong_ha,) = of_bac_kan("Lương Hạ")

    links = luong_ha.unit.successor_links.all()

    assert {link.extent for link in links} == {Extent.PART}
    heirs = {link.successor.versions.first().name for link in links}
    assert heirs == {"Yến Lạc", "Cường Lợi"}


def test_provinces_merge_into_new_thai_nguyen():
    thai_nguyen = province_on("Thái Nguyên", REFORM).unit

    merger = Succession.objects.distinct().get(links__successor=thai_nguyen)

    former = {link.predecessor.versions.get().name for link in merger.links.all()}
    assert merger.kind == SuccessionKind.MERGE
    assert former == {"Bắc Kạn", "Thái Nguyên"}


def test_communes_of_gia_lai_keep_two_regions():
    gia_lai = province_on("Gia Lai", REFORM).unit
    units = Unit.objects.filter(level="commune", versions__province=gia_lai)

    facts = facts_on(units.values_list("pk", flat=True), REFORM)

    regions = Counter(one.region for one in facts.values())
    assert regions == {"TN": 77, "DHNTB": 58}
    assert facts_on([gia_lai.pk], REFORM)[gia_lai.pk].region is None


def test_communes_have_region_but_where_no_predecessor_is_stated():
    units = Unit.objects.filter(level="commune").in_force_on(REFORM)

    facts = facts_on(units.values_list("pk", flat=True), REFORM).values()

    unknown = {one.name for one in facts if one.region is None}
    assert len(facts) == 3321
    assert unknown <= {"Lý Sơn"}


@pytest.mark.parametrize(
    ("text", "name"),
    [("Yen Thinh", "Yên Thịnh"), ("Sỹ Bình", "Sĩ Bình"), ("Sĩ Bình", "Sĩ Bình")],
)
def test_search_finds_name_in_any_spelling(text, name):
    found = [version.unit_id for version in search(text)]

    assert of_bac_kan(name)[0].unit_id in found
