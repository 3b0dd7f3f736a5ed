"""Merging and splitting make new identities; what was earned stays behind."""

import datetime as dt

import pytest

from communes.actions import NewUnit, merge, rearrange, split
from communes.choices import Extent, SuccessionKind, UnitKind
from communes.errors import UnitsError
from communes.models import Succession, SuccessionLink, Unit
from tests.builders import make_classification, make_commune, make_district
from tests.communes.territory import DAY, Territory

EVE = DAY - dt.timedelta(days=1)
WHOLE, PART = Extent.WHOLE, Extent.PART


def new_commune(land: Territory, **over) -> NewUnit:
    said = {"name": "Tân Tú", "kind": UnitKind.XA, "parent": land.bach_thong}
    return NewUnit(**said | over)


def merge_both(land: Territory, **over) -> Unit:
    said = {
        "predecessors": [(land.si_binh, WHOLE), (land.vu_muon, WHOLE)],
        "into": new_commune(land, code="01978"),
        "day": DAY,
        "document": land.document,
    }
    return merge(**said | over)


def names_on(day: dt.date) -> set[str]:
    communes = Unit.objects.filter(level="commune").in_force_on(day)
    return {str(unit) for unit in communes}


def test_merge_makes_new_unit_on_the_day(land: Territory) -> None:
    unit = merge_both(land)

    assert names_on(EVE) == {"Xã Sĩ Bình", "Xã Vũ Muộn"}
    assert names_on(DAY) == {"Xã Tân Tú"}
    version = unit.versions.get()
    assert (version.code, version.parent, version.province) == (
        "01978",
        land.bach_thong,
        land.province,
    )


def test_merge_records_one_succession(land: Territory) -> None:
    unit = merge_both(land)

    succession = Succession.objects.get()
    assert succession.kind == SuccessionKind.MERGE
    assert (succession.day, succession.document) == (DAY, land.document)
    links = succession.links.values_list("predecessor", "successor", "is_main")
    assert set(links) == {
        (land.si_binh.pk, unit.pk, True),
        (land.vu_muon.pk, unit.pk, True),
    }


def test_merge_under_same_name_and_code_is_new_identity(land: Territory) -> None:
    unit = merge_both(land, into=new_commune(land, name="Sĩ Bình", code="01978"))

    assert unit != land.si_binh
    assert land.si_binh.versions.get().valid_to == DAY


def test_merge_leaves_giver_of_a_part_in_force(land: Territory) -> None:
    sources = [(land.si_binh, WHOLE), (land.vu_muon, PART)]

    merge_both(land, predecessors=sources)

    assert names_on(DAY) == {"Xã Tân Tú", "Xã Vũ Muộn"}
    assert Succession.objects.get().kind == SuccessionKind.REARRANGE
    assert not SuccessionLink.objects.get(predecessor=land.vu_muon).is_main


def test_merge_of_one_part_splits_it_off(land: Territory) -> None:
    merge_both(
        land,
        predecessors=[(land.vu_muon, PART)],
        into=new_commune(land, code="01999"),
    )

    assert names_on(DAY) == {"Xã Tân Tú", "Xã Vũ Muộn", "Xã Sĩ Bình"}
    assert Succession.objects.get().kind == SuccessionKind.SPLIT


def test_merge_ends_classes_with_the_unit(land: Territory) -> None:
    row = make_classification(land.si_binh)

    merge_both(land)

    row.refresh_from_db()
    assert row.valid_to == DAY


def test_merge_refuses_single_whole_unit(land: Territory) -> None:
    with pytest.raises(UnitsError, match="ít nhất hai"):
        merge_both(land, predecessors=[(land.si_binh, WHOLE)])


def test_merge_refuses_unit_named_twice(land: Territory) -> None:
    with pytest.raises(UnitsError, match="một lần"):
        merge_both(land, predecessors=[(land.si_binh, WHOLE), (land.si_binh, PART)])


def test_merge_refuses_units_of_two_levels(land: Territory) -> None:
    with pytest.raises(UnitsError, match="cùng cấp"):
        merge_both(land, predecessors=[(land.si_binh, WHOLE), (land.na_ri, WHOLE)])


def test_merge_refuses_code_of_giver_that_goes_on(land: Territory) -> None:
    with pytest.raises(UnitsError, match="01981") as refusal:
        merge_both(
            land,
            predecessors=[(land.si_binh, WHOLE), (land.vu_muon, PART)],
            into=new_commune(land, code="01981"),
        )

    assert refusal.value.field == "code"
    assert names_on(DAY) == {"Xã Sĩ Bình", "Xã Vũ Muộn"}


def test_merge_refuses_ended_predecessor(land: Territory) -> None:
    merge_both(land)

    with pytest.raises(UnitsError, match="hết tồn tại từ ngày"):
        merge_both(land, day=DAY + dt.timedelta(days=1))


def test_merge_refuses_orphans(land: Territory) -> None:
    with pytest.raises(UnitsError, match="còn 2 đơn vị trực thuộc") as refusal:
        merge_districts(land, children=[])

    assert refusal.value.field == "children"
    assert land.bach_thong.versions.get().valid_to is None
    assert Succession.objects.count() == 0


def test_merge_of_districts_takes_named_children(land: Territory) -> None:
    unit = merge_districts(land, children=[land.si_binh, land.vu_muon])

    assert land.si_binh.versions.in_force_on(EVE).get().parent == land.bach_thong
    assert land.si_binh.versions.in_force_on(DAY).get().parent == unit


def merge_districts(land: Territory, children) -> Unit:
    return merge(
        predecessors=[(land.bach_thong, WHOLE), (land.na_ri, WHOLE)],
        into=NewUnit("Mới", UnitKind.HUYEN, land.province, children=children),
        day=DAY,
        document=land.document,
    )


def test_split_ends_unit_and_links_parts(land: Territory) -> None:
    units = split(
        unit=land.si_binh,
        into=[new_commune(land, name="Một"), new_commune(land, name="Hai")],
        day=DAY,
        document=land.document,
    )

    assert names_on(DAY) == {"Xã Một", "Xã Hai", "Xã Vũ Muộn"}
    assert Succession.objects.get().kind == SuccessionKind.SPLIT
    links = SuccessionLink.objects.filter(predecessor=land.si_binh)
    assert {link.successor for link in links} == set(units)
    assert {link.extent for link in links} == {PART}


def test_split_refuses_one_part(land: Territory) -> None:
    with pytest.raises(UnitsError, match="ít nhất hai"):
        split(
            unit=land.si_binh,
            into=[new_commune(land)],
            day=DAY,
            document=land.document,
        )


def test_split_of_district_shares_out_children(land: Territory) -> None:
    one, two = split(
        unit=land.bach_thong,
        into=[
            NewUnit("Một", UnitKind.HUYEN, land.province, children=[land.si_binh]),
            NewUnit("Hai", UnitKind.HUYEN, land.province, children=[land.vu_muon]),
        ],
        day=DAY,
        document=land.document,
    )

    assert land.si_binh.versions.in_force_on(DAY).get().parent == one
    assert land.vu_muon.versions.in_force_on(DAY).get().parent == two


def test_rearrange_divides_unit_among_two(land: Territory) -> None:
    """Lương Hạ of 2020: a part to Yến Lạc, the rest to Cường Lợi."""
    luong_ha = make_commune("Lương Hạ", parent=land.na_ri, code="02155")
    one, two = new_commune(land, name="Yến Lạc", code="02155"), new_commune(land)

    rearrange(
        successors=[
            (one, [(land.si_binh, WHOLE), (luong_ha, PART)]),
            (two, [(land.vu_muon, WHOLE), (luong_ha, PART)]),
        ],
        day=DAY,
        document=land.document,
    )

    assert names_on(DAY) == {"Xã Yến Lạc", "Xã Tân Tú"}
    assert luong_ha.successor_links.count() == 2
    assert Succession.objects.get().kind == SuccessionKind.REARRANGE


def test_rearrange_refuses_whole_of_divided_unit(land: Territory) -> None:
    with pytest.raises(UnitsError, match="toàn bộ"):
        rearrange(
            successors=[
                (new_commune(land, name="Một"), [(land.si_binh, WHOLE)]),
                (new_commune(land, name="Hai"), [(land.si_binh, PART)]),
            ],
            day=DAY,
            document=land.document,
        )


def test_merge_refuses_parent_not_in_force(land: Territory) -> None:
    later = make_district("Sau", province=land.province, valid_from=dt.date(2021, 1, 1))

    with pytest.raises(UnitsError, match="trở đi"):
        merge_both(land, into=new_commune(land, parent=later))
