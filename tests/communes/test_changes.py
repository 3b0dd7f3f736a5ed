"""Renaming, retyping, recoding and moving keep the identity."""

import datetime as dt

import pytest

from communes.actions import move, recode, rename, retype
from communes.choices import UnitKind
from communes.errors import UnitsError
from communes.models import UnitVersion
from tests.builders import make_province, make_unit, make_version
from tests.communes.territory import DAY, Territory

EVE = DAY - dt.timedelta(days=1)


def version_on(unit, day) -> UnitVersion:
    return unit.versions.in_force_on(day).get()


def test_rename_opens_next_version_of_same_unit(land: Territory) -> None:
    rename(unit=land.si_binh, name="Tân Bình", day=DAY, document=land.document)

    assert version_on(land.si_binh, EVE).name == "Sĩ Bình"
    now = version_on(land.si_binh, DAY)
    assert (now.name, now.name_search) == ("Tân Bình", "tan binh")
    assert (now.code, now.parent, now.document) == (
        "01978",
        land.bach_thong,
        land.document,
    )


def test_retype_counts_from_its_day(land: Territory) -> None:
    retype(unit=land.si_binh, kind=UnitKind.THI_TRAN, day=DAY, document=land.document)

    assert version_on(land.si_binh, EVE).kind == UnitKind.XA
    assert version_on(land.si_binh, DAY).kind == UnitKind.THI_TRAN


def test_recode_frees_the_old_code(land: Territory) -> None:
    recode(unit=land.si_binh, code="09999", day=DAY, document=land.document)
    recode(unit=land.vu_muon, code="01978", day=DAY, document=land.document)

    assert version_on(land.vu_muon, DAY).code == "01978"


def test_move_keeps_unit_and_changes_district(land: Territory) -> None:
    move(unit=land.si_binh, parent=land.na_ri, day=DAY, document=land.document)

    assert version_on(land.si_binh, EVE).parent == land.bach_thong
    assert version_on(land.si_binh, DAY).parent == land.na_ri


def test_move_of_district_takes_communes_to_its_province(land: Territory) -> None:
    other = make_province("Thái Nguyên")

    move(unit=land.bach_thong, parent=other, day=DAY, document=land.document)

    assert version_on(land.si_binh, EVE).province == land.province
    now = version_on(land.si_binh, DAY)
    assert (now.parent, now.province) == (land.bach_thong, other)


@pytest.mark.parametrize(
    ("action", "change"),
    [
        (rename, {"name": "  Sĩ  Bình "}),
        (retype, {"kind": UnitKind.XA}),
        (recode, {"code": "01978"}),
    ],
)
def test_change_refuses_what_is_so_already(land: Territory, action, change) -> None:
    with pytest.raises(UnitsError, match="không đổi") as refusal:
        action(unit=land.si_binh, day=DAY, document=land.document, **change)

    assert refusal.value.field == next(iter(change))


def test_move_refuses_same_parent(land: Territory) -> None:
    with pytest.raises(UnitsError, match="không đổi"):
        move(unit=land.si_binh, parent=land.bach_thong, day=DAY, document=land.document)


def test_rename_refuses_empty_name(land: Territory) -> None:
    with pytest.raises(UnitsError):
        rename(unit=land.si_binh, name=" ", day=DAY, document=land.document)

    assert version_on(land.si_binh, DAY).name == "Sĩ Bình"


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (dt.date(2004, 8, 30), "không có hiệu lực vào ngày 30/8/2004"),
        (dt.date(2004, 8, 31), "đã có thay đổi từ ngày 1/2/2020"),
        (dt.date(2019, 1, 1), "đã có thay đổi từ ngày 1/2/2020"),
        (DAY, "đã thay đổi đúng ngày"),
    ],
    ids=["before", "first day", "before a later change", "day of a change"],
)
def test_rename_refuses_days_it_would_overlap(land: Territory, day, reason) -> None:
    rename(unit=land.si_binh, name="Tân Bình", day=DAY, document=land.document)

    with pytest.raises(UnitsError, match=reason) as refusal:
        rename(unit=land.si_binh, name="Khác", day=day, document=land.document)

    assert refusal.value.field == "day"
    assert land.si_binh.versions.count() == 2


def test_rename_refuses_ended_unit(land: Territory) -> None:
    land.si_binh.versions.update(valid_to=DAY)

    with pytest.raises(UnitsError, match="hết tồn tại từ ngày"):
        rename(unit=land.si_binh, name="Khác", day=DAY, document=land.document)


def test_retype_refuses_kind_of_another_level(land: Territory) -> None:
    with pytest.raises(UnitsError, match="không thuộc cấp"):
        retype(unit=land.si_binh, kind=UnitKind.HUYEN, day=DAY, document=land.document)

    assert land.si_binh.versions.get().valid_to is None


def test_recode_refuses_code_in_use(land: Territory) -> None:
    with pytest.raises(UnitsError, match="01981 còn là của Xã Vũ Muộn") as refusal:
        recode(unit=land.si_binh, code="01981", day=DAY, document=land.document)

    assert refusal.value.field == "code"


def test_recode_refuses_code_used_later(land: Territory) -> None:
    land.vu_muon.versions.update(code="01")
    make_version(
        make_unit(),
        name="Mới",
        code="02000",
        province=land.province,
        valid_from=dt.date(2025, 7, 1),
    )

    with pytest.raises(UnitsError, match="02000"):
        recode(unit=land.si_binh, code="02000", day=DAY, document=land.document)


def test_move_refuses_parent_of_wrong_level(land: Territory) -> None:
    with pytest.raises(UnitsError, match="không đúng cấp") as refusal:
        move(unit=land.si_binh, parent=land.vu_muon, day=DAY, document=land.document)

    assert refusal.value.field == "parent"


@pytest.mark.parametrize("ended", [EVE, DAY, DAY + dt.timedelta(days=400)])
def test_move_refuses_parent_that_ends(land: Territory, ended) -> None:
    land.na_ri.versions.update(valid_to=ended)

    with pytest.raises(UnitsError, match="trở đi"):
        move(unit=land.si_binh, parent=land.na_ri, day=DAY, document=land.document)
