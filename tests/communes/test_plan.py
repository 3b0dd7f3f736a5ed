"""What the national files are read as; no database."""

import datetime as dt

import pytest

from communes.choices import Basis, DayBasis, Scheme, SuccessionKind, UnitKind
from communes.imports.plan import PlannedUnit, is_same_name
from tests.communes.units_data import nation

pytestmark = pytest.mark.slow

EVE, REFORM = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
NOVEMBER = dt.date(2021, 11, 1)


def unit_on(code: str, day: dt.date) -> PlannedUnit:
    """The unit of a code on a day."""
    found = [u for u in nation().units if (v := u.on(day)) and v.code == code]
    assert len(found) == 1
    return found[0]


def links_of(unit: PlannedUnit):
    return [k for s in nation().successions if s.successor is unit for k in s.links]


def region_of(code: str, day: dt.date) -> str | None:
    unit = unit_on(code, day)
    places = unit, unit.on(day).province
    values = [
        one.value
        for place in places
        for one in nation().classes
        if one.unit is place
        and one.scheme == Scheme.REGION
        and one.valid_from <= day
        and (one.valid_to is None or one.valid_to > day)
    ]
    return values[0] if values else None


def test_unit_unchanged_between_lists_is_one_version() -> None:
    unit = unit_on("00004", NOVEMBER)

    assert len(unit.versions) == 1
    assert (unit.last.valid_from, unit.last.valid_to) == (NOVEMBER, REFORM)
    assert unit.last.from_basis == DayBasis.OBSERVED


def test_other_name_under_one_code_is_another_unit() -> None:
    old, new = unit_on("00181", NOVEMBER), unit_on("00181", EVE)

    assert old is not new
    assert old.last.to_basis == new.last.from_basis == DayBasis.OBSERVED
    assert old.last.valid_to == new.last.valid_from == EVE


def test_numbered_ward_is_the_same_under_either_spelling() -> None:
    assert is_same_name("Phường 05", "Phường 5")
    assert not is_same_name("Phường 10", "Phường 1")
    assert len(unit_on("26887", NOVEMBER).versions) == 1


def test_other_kind_is_the_next_version_observed() -> None:
    changed = [
        unit
        for unit in nation().units
        if len(unit.versions) > 1
        and unit.versions[1].valid_from == EVE
        and unit.versions[0].kind != unit.versions[1].kind
    ]

    assert len(changed) > 50
    assert {u.versions[0].to_basis for u in changed} == {DayBasis.OBSERVED}


def test_hue_becomes_a_city_and_goes_on() -> None:
    unit = unit_on("46", NOVEMBER)

    assert unit is unit_on("46", REFORM)
    assert [v.name for v in unit.versions] == ["Thừa Thiên Huế", "Huế"]
    assert unit.last.valid_from == dt.date(2025, 1, 1)


def test_dong_nai_becomes_a_city_in_2026() -> None:
    unit = unit_on("75", REFORM)

    assert [v.kind for v in unit.versions] == [UnitKind.TINH, UnitKind.THANH_PHO_TW]
    assert unit.last.valid_from == dt.date(2026, 4, 30)


def test_ten_communes_become_wards_in_2026() -> None:
    day = dt.date(2026, 4, 30)
    new = [u for u in nation().units if u.last.valid_from == day]

    wards = [u for u in new if u.last.kind == UnitKind.PHUONG]
    assert (len(wards), len(new)) == (10, 11)
    assert {u.last.document for u in wards} == {"nq-237-2026"}


def test_corrected_name_adds_no_version() -> None:
    unit = unit_on("00745", REFORM)

    assert [v.name for v in unit.versions] == ["Phố Bảng"]


@pytest.mark.parametrize("code", ["14845", "20695", "24235", "25114", "31105", "04603"])
def test_unit_renamed_or_retyped_by_the_reform_goes_on(code) -> None:
    unit = unit_on(code, EVE)

    assert unit is unit_on(code, REFORM)
    assert unit.on(REFORM).parent is unit.on(REFORM).province
    assert links_of(unit) == []


def test_part_of_a_commune_alone_is_split_off() -> None:
    unit = unit_on("27007", REFORM)

    succession = next(s for s in nation().successions if s.successor is unit)
    assert succession.kind == SuccessionKind.SPLIT


@pytest.mark.parametrize(
    ("code", "district"),
    [("11948", "318"), ("19742", "471"), ("20333", "498"), ("21548", "536")],
)
def test_island_district_becomes_special_zone(code, district) -> None:
    links = links_of(unit_on(code, REFORM))

    assert [link.predecessor.last.code for link in links] == [district]
    assert links[0].basis == Basis.INFERRED


def test_every_commune_of_2025_comes_from_somewhere() -> None:
    heirs = {id(s.successor) for s in nation().successions}
    new = [u for u in nation().units if u.versions[0].valid_from == REFORM]

    assert [u.last.name for u in new if id(u) not in heirs] == []


def test_divided_population_leaves_no_main_successor() -> None:
    links = [k for s in nation().successions if s.day == REFORM for k in s.links]
    main = {id(k.predecessor) for k in links if k.is_main}

    assert len({id(k.predecessor) for k in links} - main) == 381


@pytest.mark.parametrize(
    ("code", "day", "region"),
    [
        ("02143", EVE, "TDMNPB"),
        ("02143", REFORM, "TDMNPB"),
        ("46", REFORM, "BTB"),
        ("52", EVE, "DHNTB"),
        ("52", REFORM, None),
        ("21997", REFORM, "DHNTB"),
        ("23674", EVE, "TN"),
        ("21548", REFORM, "DHNTB"),
    ],
)
def test_region_follows_where_a_unit_came_from(code, day, region) -> None:
    assert region_of(code, day) == region


def test_every_commune_of_2025_has_a_region() -> None:
    classed = {id(c.unit) for c in nation().classes if c.valid_to is None}
    places = [
        (unit, unit.on(REFORM).province)
        for unit in nation().units
        if unit.level == "commune" and unit.on(REFORM)
    ]

    assert len(places) == 3321
    assert [u for u, p in places if not {id(u), id(p)} & classed] == []
