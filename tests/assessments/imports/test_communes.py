"""Which commune a written name means."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from assessments.actions.imports import remember_name
from assessments.errors import AssessmentsError
from assessments.imports.communes import Communes, Unmatched, Written
from assessments.models import WrittenName
from communes.models import Succession, SuccessionLink
from tests.builders import (
    make_commune,
    make_district,
    make_document,
    make_province,
    make_user,
)

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
        ("", "Sĩ Bình", "Ba Bể", "không có huyện “Ba Bể”"),
        ("", "Sĩ Bin", "Bạch Thông", "không có xã tên “Sĩ Bin”"),
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


DAY = dt.date(2020, 2, 1)


def merge(*former, into):
    """One merger of these units on DAY."""
    succession = Succession.objects.create(
        day=DAY, kind="merge", document=make_document()
    )
    for unit in former:
        SuccessionLink.objects.create(
            succession=succession,
            predecessor=unit,
            successor=into,
            extent="whole",
            is_main=True,
        )


def asked(office, name, district=""):
    with pytest.raises(Unmatched) as refused:
        communes(office).find("", name, district)
    return refused.value.reason, [c.unit_id for c in refused.value.candidates]


@pytest.mark.parametrize("name", ["Sí Bin", "Xã Sí Bin", "si bin"])
def test_name_that_ended_leads_to_its_successor_alone(office, name):
    """Not to those that are merely spelled alike."""
    gone = make_commune("Sí Bin", parent=office.district, valid_to=DAY)
    merge(gone, into=office.communes[1])

    reason, candidates = asked(office, name)

    assert reason.startswith("Xã Sí Bin không còn từ ngày 1/2/2020, nay là Xã Vũ Muộn")
    assert candidates == [office.communes[1].pk]


def test_name_that_ended_twice_leads_to_the_unit_of_the_day(office):
    first, second = (
        make_commune(name, parent=office.district, valid_to=DAY)
        for name in ("Hà Vị", "Hà Trung")
    )
    merge(first, into=second)
    merge(second, into=office.communes[0])

    assert asked(office, "Hà Vị")[1] == [office.communes[0].pk]


def test_former_name_leads_to_the_unit_itself(office):
    unit = office.communes[0]
    version = unit.versions.get()
    version.pk, version.name, version.valid_to = None, "Hà Vị", version.valid_from
    version.valid_from, version.to_basis = dt.date(1999, 1, 1), "observed"
    version.save()

    reason, candidates = asked(office, "Hà Vị")

    assert "đã hết, muộn nhất ngày" in reason
    assert candidates == [unit.pk]


def test_name_that_ended_follows_its_district(office):
    other = make_district("Na Rì", province=office.province, parent=office.province)
    namesake = make_commune("Hà Vị", parent=other)
    gone = make_commune("Hà Vị", parent=office.district, valid_to=DAY)
    merge(gone, into=office.communes[0])

    assert asked(office, "Hà Vị", "Bạch Thông")[1] == [office.communes[0].pk]
    assert communes(office).find("", "Hà Vị", "Na Rì").unit_id == namesake.pk


def test_lineage_costs_the_same_however_many_names(office, django_assert_num_queries):
    merge(make_commune("Hà Vị", valid_to=DAY), into=office.communes[0])
    found = communes(office)

    with django_assert_num_queries(3):
        for name in ("Hà Vị", "Hà Trung", "Hà Vị", "Hà Giang"):
            with pytest.raises(Unmatched):
                found.find("", name, "")


def test_name_of_another_district_says_so(office):
    make_district("Na Rì", province=office.province, parent=office.province)

    reason, candidates = asked(office, "Sĩ Bình", "na rì")

    assert reason == "Huyện Na Rì không có xã tên “Sĩ Bình” vào ngày của kỳ"
    assert candidates == [office.communes[0].pk]


def test_unknown_district_leaves_candidates_and_the_choice(office):
    assert asked(office, "Sĩ Bình", "Ở đâu đó")[1] == [office.communes[0].pk]

    remember(office, office.communes[0], name="si binh", district="o dau do")

    found = communes(office).find("", "Sĩ Bình", "Ở đâu đó")
    assert found.unit_id == office.communes[0].pk


def remember(office, unit, by=None, name="si bin", district=""):
    return remember_name(
        province=office.province,
        name_folded=name,
        district_folded=district,
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
