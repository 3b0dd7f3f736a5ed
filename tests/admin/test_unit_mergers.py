"""Merging and splitting: what ends is listed, what begins is led to."""

import datetime as dt
from typing import Any

import pytest

from assessments.events import verify_chain
from assessments.models import ResultEvent
from communes.models import Unit, UnitVersion
from tests import builders, round_builders
from tests.admin.steps import address, confirm, effects, errors, preview, text
from tests.admin.unit_steps import DAY, by, commune, district, merge
from tests.communes.territory import Territory

pytestmark = pytest.mark.django_db


def names_on(day: dt.date) -> set[str]:
    communes = Unit.objects.filter(level="commune").in_force_on(day)
    return {str(unit) for unit in communes}


def test_merge_previews_everything_it_touches(admin_client, land) -> None:
    builders.make_classification(land.si_binh)
    builders.make_assessment(unit=land.si_binh)
    builders.make_plan(unit=land.vu_muon, year=2021)
    builders.make_recognition(unit=land.si_binh)
    round_builders.make_dossier(unit=land.vu_muon, year=2021)
    official = {"role": "commune_official", "unit": land.si_binh}
    builders.make_membership(**official)

    shown = effects(preview(admin_client, *merge(land)))

    assert {title: len(lines) for title, lines in shown.items()} == {
        "Phiên bản khép lại": 2,
        "Phiên bản mở ra": 1,
        "Phân loại khép lại": 1,
        "Đơn vị mới chưa được phân loại, cần ghi sau đó": 1,
        "Kế thừa: Sáp nhập": 2,
        "Đánh giá đang mở sẽ dừng": 1,
        "Kế hoạch ở lại với đơn vị cũ": 1,
        "Hồ sơ công nhận đang mở, cần kết thúc": 1,
        "Công nhận ở lại với đơn vị cũ": 1,
        "Vai trò cần giao lại": 1,
    }


def test_merge_leads_to_the_new_unit(admin_client, land) -> None:
    response = confirm(admin_client, *merge(land))

    made = commune(UnitVersion.objects.get(name="Tân Tú").unit)
    assert response.url == address(made, "change")
    for unit in (made, commune(land.si_binh)):
        assert "Sáp nhập" in text(admin_client.get(address(unit, "history")))


def test_new_unit_is_told_to_be_of_no_class(admin_client, land) -> None:
    builders.make_classification(land.si_binh, scheme="zone", value="III")
    builders.make_classification(land.vu_muon, scheme="zone", value="II")
    title = "Đơn vị mới chưa được phân loại, cần ghi sau đó"

    both = effects(preview(admin_client, *merge(land)))
    builders.make_classification(land.vu_muon, scheme="schools", value="le3")
    part = effects(preview(admin_client, *merge(land, extent_2="part")))

    assert both[title] == part[title] == ["Xã Tân Tú: Khu vực I, II, III"]


def test_merge_makes_one_unit(admin_client, land) -> None:
    confirm(admin_client, *merge(land))

    assert names_on(DAY) == {"Xã Tân Tú"}
    made = UnitVersion.objects.get(name="Tân Tú")
    assert (made.parent, made.code) == (land.bach_thong, "01978")


def test_merge_stops_open_accounts_with_an_event(
    admin_client, admin_user, land
) -> None:
    account = builders.make_assessment(unit=land.si_binh)

    confirm(admin_client, *merge(land))

    account.refresh_from_db()
    event = ResultEvent.objects.get(assessment=account)
    assert account.lapsed_at is not None
    assert (event.kind, event.by) == ("lapsed", admin_user)
    assert verify_chain(account) == []


def test_merge_leaves_accounts_of_a_day_before(admin_client, land) -> None:
    period = builders.make_period(year=2020, as_of=dt.date(2020, 12, 31))
    account = builders.make_assessment(unit=land.si_binh, period=period)

    confirm(admin_client, *merge(land))

    account.refresh_from_db()
    assert account.lapsed_at is None


def test_merge_with_a_part_leaves_its_giver(admin_client, land) -> None:
    confirm(admin_client, *merge(land, extent_2="part"))

    assert names_on(DAY) == {"Xã Tân Tú", "Xã Vũ Muộn"}


def test_merge_refuses_one_unit(admin_client, land) -> None:
    found = errors(preview(admin_client, *merge(land, unit_2="")))

    assert "ít nhất hai" in found["unit_1"][0]


def test_merge_of_districts_takes_their_communes(admin_client, land) -> None:
    page = address(district(land.bach_thong), "sap-nhap")
    both = {"unit_1": land.bach_thong.pk, "unit_2": land.na_ri.pk}
    said = by(land.document, **both, name="Mới", kind="huyen")

    confirm(admin_client, page, said)

    made = UnitVersion.objects.get(name="Mới").unit
    assert land.si_binh.versions.get(valid_to=None).parent == made


def split(land: Territory, **over: Any) -> tuple[str, dict[str, Any]]:
    page = address(district(land.bach_thong), "chia-tach")
    said = {
        "name_1": "Đông",
        "kind_1": "huyen",
        "children_1": [land.si_binh.pk],
        "name_2": "Tây",
        "kind_2": "huyen",
        "children_2": [land.vu_muon.pk],
    }
    return page, by(land.document, **said | over)


def test_split_deals_out_what_is_below(admin_client, land) -> None:
    confirm(admin_client, *split(land))

    above = {
        str(unit.versions.get(valid_to=None).parent)
        for unit in (land.si_binh, land.vu_muon)
    }
    assert above == {"Huyện Đông", "Huyện Tây"}
    assert land.bach_thong.versions.get().valid_to == DAY


def test_split_goes_back_to_the_unit_that_ends(admin_client, land) -> None:
    response = confirm(admin_client, *split(land))

    assert response.url == address(district(land.bach_thong), "change")
    east = UnitVersion.objects.get(name="Đông").unit
    page = admin_client.get(address(district(east), "history"))
    assert "Chia tách" in text(page)


def test_split_refuses_a_unit_left_without_a_place(admin_client, land) -> None:
    found = errors(preview(admin_client, *split(land, children_2=[])))

    assert "còn 1 đơn vị trực thuộc" in found["children_1"][0]


def test_split_refuses_a_unit_dealt_out_twice(admin_client, land) -> None:
    both = [land.si_binh.pk, land.vu_muon.pk]

    found = errors(preview(admin_client, *split(land, children_2=both)))

    assert "chỉ chuyển về một" in found["children_1"][0]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"name_3": "Giữa"}, "kind_3"),
        ({"code_3": "999", "kind_3": "huyen"}, "name_3"),
    ],
)
def test_split_refuses_half_a_unit(admin_client, land, over, field) -> None:
    assert field in errors(preview(admin_client, *split(land, **over)))
