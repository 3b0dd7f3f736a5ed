"""Which commune a written name means."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from assessments.actions.imports import remember_name
from assessments.errors import AssessmentsError
from assessments.imports.communes import Communes, Unmatched, Written
from assessments.models import WrittenName
from tests.builders import make_commune, make_district, make_province, make_user

pytestmark = pytest.mark.django_db


def communes(office, day=None):
    return Communes(office.province, day or office.period.as_of, ["xa"])


WRITTEN = [
    "Sĩ Bình",
    "sĩ bình",
    "SĨ BÌNH",
    "Sỹ Bình",
    "Si Binh",
    "xã Sĩ Bình",
    "Xã  Sỹ  Bình ",
    "XA SI BINH",
    "X. Sĩ Bình",
    "Si\u0303 Bi\u0300nh",
]


@pytest.mark.parametrize("name", WRITTEN)
def test_name_found_however_it_is_written(office, name):
    assert communes(office).find("", name, "").unit_id == office.communes[0].pk


def test_tone_place_makes_no_difference(office):
    unit = make_commune("Hòa Mục", parent=office.district)

    assert communes(office).find("", "Hoà Mục", "").unit_id == unit.pk


@pytest.mark.parametrize("code", ["01800", 1800.0, 1800, "1800"])
def test_code_found_without_its_zeros(office, code):
    assert communes(office).find(code, "", "").unit_id == office.communes[0].pk


@pytest.mark.parametrize(
    "district", ["Bạch Thông", "huyện bạch thông", "H. Bach Thong"]
)
def test_name_with_district(office, district):
    other = make_district("Na Rì", province=office.province, parent=office.province)
    make_commune("Sĩ Bình", parent=other)

    found = communes(office).find("", "Sĩ Bình", district)

    assert found.unit_id == office.communes[0].pk


def test_name_of_two_districts_is_asked(office):
    other = make_district("Na Rì", province=office.province, parent=office.province)
    make_commune("Sĩ Bình", parent=other)

    with pytest.raises(Unmatched, match="có nhiều xã") as asked:
        communes(office).find("", "Sĩ Bình", "")

    assert asked.value.written == Written("si binh", "")
    assert len(asked.value.candidates) == 2


def test_name_of_two_districts_follows_its_code(office):
    other = make_district("Na Rì", province=office.province, parent=office.province)
    make_commune("Sĩ Bình", parent=other)

    found = communes(office).find("01800", "Sĩ Bình", "")

    assert found.unit_id == office.communes[0].pk


def test_exact_spelling_tells_namesakes_apart(office):
    make_commune("Sí Bình", parent=office.district)

    assert communes(office).find("", "Sĩ Bình", "").unit_id == office.communes[0].pk
    with pytest.raises(Unmatched, match="có nhiều xã"):
        communes(office).find("", "Si Binh", "")


def test_town_and_commune_of_one_name_are_asked(office):
    town = make_commune("Sĩ Bình", parent=office.district, kind="thi_tran")

    with pytest.raises(Unmatched, match="có nhiều xã"):
        communes(office).find("", "Sĩ Bình", "")
    assert communes(office).find("", "Xã Sĩ Bình", "").unit_id == office.communes[0].pk
    with pytest.raises(Unmatched, match="không thuộc loại"):
        communes(office).find("", "Thị trấn Sĩ Bình", "")
    assert town.pk


def test_unknown_name_has_near_ones_as_candidates(office):
    with pytest.raises(Unmatched, match="không có xã tên") as asked:
        communes(office).find("", "Xã Sỉ Bìn", "")

    assert [c.unit_id for c in asked.value.candidates] == [office.communes[0].pk]


@pytest.mark.parametrize(
    ("code", "name", "district", "reason"),
    [
        ("", "", "", "không có mã hoặc tên xã"),
        ("99999", "", "", "không có xã mã"),
        ("01801", "Sĩ Bình", "", "mã là của Xã Vũ Muộn"),
        ("", "Sĩ Bình", "Ba Bể", "không có huyện"),
    ],
)
def test_unmatched_says_why(office, code, name, district, reason):
    with pytest.raises(Unmatched, match=reason):
        communes(office).find(code, name, district)


def test_units_of_the_day_of_the_period(office):
    unit = make_commune(
        "Hà Vị", parent=office.district, valid_to=dt.date(2020, 2, 1), code="01850"
    )

    assert (
        communes(office, dt.date(2020, 1, 31)).find("01850", "", "").unit_id == unit.pk
    )
    with pytest.raises(Unmatched):
        communes(office).find("01850", "", "")


def remember(office, unit, by=None):
    return remember_name(
        province=office.province,
        name_folded="si bin",
        district_folded="",
        unit=unit,
        by=by or office.coordinator,
    )


def test_remembered_name_is_used_next_time(office):
    remember(office, office.communes[1])
    remember(office, office.communes[0])

    assert communes(office).find("", "Sỉ Bin", "").unit_id == office.communes[0].pk
    assert WrittenName.objects.count() == 1


def test_remembered_unit_that_ended_is_not_used(office):
    gone = make_commune("Hà Vị", parent=office.district, valid_to=dt.date(2020, 2, 1))
    remember(office, gone)

    with pytest.raises(Unmatched):
        communes(office).find("", "Sỉ Bin", "")


def test_remember_refuses_strangers_and_units_elsewhere(office):
    with pytest.raises(PermissionDenied):
        remember(office, office.communes[0], by=make_user())
    elsewhere = make_commune(parent=make_province("Thái Nguyên"))
    with pytest.raises(AssessmentsError, match="không thuộc tỉnh"):
        remember(office, elsewhere)

    assert not WrittenName.objects.exists()
