"""What holds for a unit on a day: its region, classes and provinces."""

import datetime as dt

import pytest

from communes.actions import NewUnit, merge, move, rename
from communes.choices import Extent, Scheme, UnitKind
from communes.facts import facts_on
from tests.builders import make_classification, make_commune, make_province
from tests.communes.territory import DAY, Territory

EVE = DAY - dt.timedelta(days=1)


def facts_of(unit, day):
    return facts_on([unit.pk], day)[unit.pk]


def test_region_comes_from_province(land: Territory) -> None:
    make_classification(land.province, scheme=Scheme.REGION, value="TDMNPB")

    assert facts_of(land.si_binh, DAY).region == "TDMNPB"


def test_own_class_wins_over_that_of_province(land: Territory) -> None:
    make_classification(land.province, scheme=Scheme.REGION, value="DHNTB")
    make_classification(land.si_binh, scheme=Scheme.REGION, value="TN")

    assert facts_of(land.si_binh, DAY).region == "TN"
    assert facts_of(land.vu_muon, DAY).region == "DHNTB"


def test_unclassified_scheme_is_unknown(land: Territory) -> None:
    facts = facts_of(land.si_binh, DAY)

    assert facts.region is None
    assert facts.classes == {}


@pytest.mark.parametrize(
    ("day", "classes"),
    [
        (EVE, {}),
        (DAY, {"zone": "III"}),
        (dt.date(2024, 12, 31), {"zone": "III"}),
        (dt.date(2025, 1, 1), {}),
    ],
    ids=["day before", "first day", "last day", "day after"],
)
def test_class_holds_on_its_days(land: Territory, day, classes) -> None:
    make_classification(
        land.si_binh, valid_from=DAY, valid_to=dt.date(2025, 1, 1), value="III"
    )

    assert facts_of(land.si_binh, day).classes == classes


def test_facts_leave_out_units_not_in_force(land: Territory) -> None:
    land.si_binh.versions.update(valid_to=DAY)

    assert land.si_binh.pk in facts_on([land.si_binh.pk], EVE)
    assert land.si_binh.pk not in facts_on([land.si_binh.pk], DAY)


def test_district_is_known_while_it_stands(land: Territory) -> None:
    assert facts_of(land.si_binh, DAY).district_id == land.bach_thong.pk

    move(unit=land.si_binh, parent=land.province, day=DAY, document=land.document)

    assert facts_of(land.si_binh, EVE).district_id == land.bach_thong.pk
    assert facts_of(land.si_binh, DAY).district_id is None


def test_province_of_a_province_is_itself(land: Territory) -> None:
    assert facts_of(land.province, DAY).province_ids == (land.province.pk,)


def merged_into(province, land: Territory):
    return merge(
        predecessors=[(land.si_binh, Extent.WHOLE), (land.vu_muon, Extent.WHOLE)],
        into=NewUnit("Vĩnh Thông", UnitKind.XA, province),
        day=DAY,
        document=land.document,
    )


def test_merged_commune_remembers_dissolved_province(land: Territory) -> None:
    heir = make_province("Thái Nguyên")
    unit = merged_into(heir, land)
    land.province.versions.update(valid_to=DAY)

    assert facts_of(unit, DAY).province_ids == (heir.pk, land.province.pk)


def test_merged_commune_forgets_province_that_stands(land: Territory) -> None:
    neighbour = make_province("Thái Nguyên")

    unit = merged_into(neighbour, land)

    assert facts_of(unit, DAY).province_ids == (neighbour.pk,)


def test_kept_commune_remembers_dissolved_province(land: Territory) -> None:
    heir = make_province("Thái Nguyên")
    move(unit=land.si_binh, parent=heir, day=DAY, document=land.document)
    land.province.versions.update(valid_to=DAY)

    assert facts_of(land.si_binh, EVE).province_ids == (land.province.pk,)
    assert facts_of(land.si_binh, DAY).province_ids == (heir.pk, land.province.pk)


@pytest.mark.parametrize("communes", [3, 30])
def test_facts_ask_same_number_of_queries(
    land: Territory, django_assert_num_queries, communes
) -> None:
    rename(unit=land.si_binh, name="Tân Bình", day=EVE, document=land.document)
    units = [land.si_binh]
    for number in range(communes):
        units.append(make_commune(f"Xã {number}", parent=land.bach_thong))

    with django_assert_num_queries(5):
        facts_on([unit.pk for unit in units], DAY)
