"""Bắc Kạn from 2004 to 2025, as the shipped data tell it."""

import datetime as dt
import json

import pytest
from django.core.management import CommandError

from communes.choices import Basis, DayBasis, Extent, Scheme, SuccessionKind, UnitKind
from communes.models import Classification, SuccessionLink, Unit, UnitVersion
from communes.reports import search
from tests.communes.shipped import run, shipped_units

pytestmark = pytest.mark.slow

BEFORE, AFTER = dt.date(2020, 1, 31), dt.date(2020, 2, 1)
END_2021, REFORM = dt.date(2021, 12, 31), dt.date(2025, 7, 1)


@pytest.fixture(scope="module", autouse=True)
def _bac_kan(django_db_setup, django_db_blocker):
    with shipped_units(django_db_blocker, "--only", "bac-kan"):
        yield


def count(day: str) -> dict:
    options = "--province", "Bắc Kạn", "--on", day, "--format", "json"
    return json.loads(run("units", *options))


def unit_on(code: str, day: dt.date) -> Unit:
    return UnitVersion.objects.in_force_on(day).get(code=code).unit


@pytest.mark.parametrize(
    ("day", "total", "xa"),
    [
        ("2004-08-31", 122, 112),
        ("2015-03-11", 122, 112),
        ("2015-03-12", 122, 110),
        ("2020-01-31", 122, 110),
        ("2020-02-01", 108, 96),
        ("2021-12-31", 108, 96),
        ("2023-04-09", 108, 96),
        ("2023-04-10", 108, 95),
        ("2025-06-30", 108, 95),
    ],
)
def test_units_counts(day, total, xa) -> None:
    told = count(day)

    assert (told["total"], told["by_kind"]["xa"]) == (total, xa)
    assert sum(told["by_kind"].values()) == total


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2025-07-01", "từ ngày 31/8/2004 đến hết ngày 30/6/2025"),
        ("2004-08-30", "vào ngày 30/8/2004"),
    ],
)
def test_units_says_when_the_province_stood(on, words) -> None:
    with pytest.raises(CommandError, match=words):
        count(on)


@pytest.mark.parametrize(
    ("code", "day", "kinds"),
    [
        ("01954", dt.date(2023, 4, 10), [UnitKind.XA, UnitKind.THI_TRAN]),
        ("01846", dt.date(2015, 3, 12), [UnitKind.XA, UnitKind.PHUONG]),
        ("01855", dt.date(2015, 3, 12), [UnitKind.XA, UnitKind.PHUONG]),
        ("058", dt.date(2015, 3, 12), [UnitKind.THI_XA, UnitKind.THANH_PHO]),
    ],
    ids=["Vân Tùng", "Huyền Tụng", "Xuất Hóa", "Bắc Kạn"],
)
def test_change_of_kind_keeps_the_unit(code, day, kinds) -> None:
    versions = unit_on(code, day).versions.order_by("valid_from")

    assert [version.kind for version in versions] == kinds
    assert versions[0].valid_to == versions[1].valid_from == day


@pytest.mark.parametrize(
    ("code", "name"), [("01912", "Thượng Giáo"), ("02152", "Cường Lợi")]
)
def test_unit_that_took_in_others_is_a_new_one(code, name) -> None:
    old, new = unit_on(code, BEFORE), unit_on(code, AFTER)

    assert old != new
    assert old.versions.get().name == new.versions.get().name == name
    assert SuccessionLink.objects.get(predecessor=old, successor=new).is_main


def test_town_that_took_in_a_commune_is_a_new_one() -> None:
    new = unit_on("01969", AFTER)

    link = SuccessionLink.objects.get(
        successor=new, predecessor__versions__code="01972"
    )
    assert link.extent == Extent.WHOLE
    assert link.succession.document.number == "855/NQ-UBTVQH14"


def test_divided_commune_goes_in_parts() -> None:
    links = unit_on("02155", BEFORE).successor_links.all()

    assert {str(link.successor) for link in links} == {
        "Thị trấn Yến Lạc",
        "Xã Cường Lợi",
    }
    assert {(link.extent, link.is_main) for link in links} == {(Extent.PART, False)}
    assert {link.succession.kind for link in links} == {SuccessionKind.REARRANGE}


def test_inferred_successor_says_so() -> None:
    link = unit_on("01903", BEFORE).successor_links.get()

    assert link.basis == Basis.INFERRED
    assert "Chợ Rã" in link.detail


def test_only_unchanged_commune_of_2025_goes_on() -> None:
    unit = unit_on("01957", REFORM)

    assert unit.versions.count() == 2
    assert unit == unit_on("01957", BEFORE)


def test_first_days_of_the_register_are_observed() -> None:
    rows = UnitVersion.objects.filter(valid_from=dt.date(2004, 8, 31))

    assert set(rows.values_list("from_basis", flat=True)) == {DayBasis.OBSERVED}
    later = UnitVersion.objects.filter(valid_from=AFTER)
    assert set(later.values_list("from_basis", flat=True)) == {DayBasis.DECIDED}


def test_zones_known_and_unknown() -> None:
    zones = Classification.objects.filter(scheme=Scheme.ZONE)

    assert zones.count() == 57
    assert not zones.filter(unit=unit_on("01954", END_2021)).exists()
    hard = Classification.objects.filter(scheme=Scheme.HARDSHIP, value="dbkk")
    assert hard.count() == zones.filter(value="III").count() == 39
    assert set(hard.values_list("basis", flat=True)) == {Basis.INFERRED}


@pytest.mark.parametrize(
    ("day", "basis"),
    [(dt.date(2020, 12, 31), Basis.INFERRED), (END_2021, Basis.STATED)],
)
def test_region_of_the_province(day, basis) -> None:
    rows = unit_on("06", day).classifications.in_force_on(day)

    row = rows.get(scheme=Scheme.REGION)
    assert (row.value, row.basis) == ("TDMNPB", basis)


def test_search_on_a_day_leaves_out_the_ended() -> None:
    assert len(search("Cường Lợi")) == 3
    assert [v.valid_from for v in search("Cường Lợi", on=REFORM)] == [REFORM]
    assert search("  ") == []


def test_search_answers_in_vietnamese_order() -> None:
    names = [version.name for version in search("b", on=END_2021, limit=100)]

    assert names.index("Bành Trạch") < names.index("Bằng Lãng")
    assert names.index("Bằng Vân") < names.index("Bình Trung")
