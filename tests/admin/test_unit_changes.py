"""Renaming, moving, merging and splitting: previewed, then done exactly so."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from assessments.events import verify_chain
from assessments.models import ResultEvent
from communes.forms import RenameForm
from communes.models import Commune, District, Succession, Unit, UnitVersion
from documents.models import Document
from tests import builders, round_builders
from tests.admin.steps import address, confirm, effects, errors, preview, text
from tests.communes.territory import Territory, make_territory

DAY = dt.date(2021, 3, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def land() -> Territory:
    return make_territory()


def commune(unit: Unit) -> Commune:
    return Commune.objects.get(pk=unit.pk)


def district(unit: Unit) -> District:
    return District.objects.get(pk=unit.pk)


def by(document: Document, **said: Any) -> dict[str, Any]:
    return {"day": DAY.isoformat(), "document": document.pk, **said}


def rename(land: Territory, name: str = "Tân Tú") -> tuple[str, dict[str, Any]]:
    page = address(commune(land.si_binh), "doi-ten")
    return page, by(land.document, name=name)


def merge(land: Territory, **over: Any) -> tuple[str, dict[str, Any]]:
    page = address(commune(land.si_binh), "sap-nhap")
    said = {
        "unit_1": land.si_binh.pk,
        "unit_2": land.vu_muon.pk,
        "name": "Tân Tú",
        "kind": "xa",
        "code": "01978",
    }
    return page, by(land.document, **said | over)


def names_on(day: dt.date) -> set[str]:
    communes = Unit.objects.filter(level="commune").in_force_on(day)
    return {str(unit) for unit in communes}


def test_rename_previews_both_versions(admin_client, land) -> None:
    shown = effects(preview(admin_client, *rename(land)))

    place = "Huyện Bạch Thông, Tỉnh Bắc Kạn"
    assert shown == {
        "Phiên bản khép lại": [f"Xã Sĩ Bình, mã 01978, {place}"],
        "Phiên bản mở ra": [f"Xã Tân Tú, mã 01978, {place}"],
    }


def test_preview_repeats_day_and_document(admin_client, land) -> None:
    shown = preview(admin_client, *rename(land))

    said = [f"{label}: {words}" for label, words in shown.context["said"]]
    assert said == [
        "Tên mới, không kèm loại: Tân Tú",
        "Từ ngày: 1/3/2021",
        f"Văn bản: {land.document}",
    ]
    assert all(line in text(shown) for line in said)


def test_preview_repeats_choices_in_words(admin_client, land) -> None:
    shown = preview(admin_client, *merge(land))

    said = {str(label): words for label, words in shown.context["said"]}
    assert said["Loại"] == "xã"
    assert said["Đơn vị cũ thứ 2"] == "Xã Vũ Muộn, Huyện Bạch Thông, Tỉnh Bắc Kạn"


def test_unit_that_ended_offers_no_change(admin_client, land) -> None:
    page = admin_client.get(address(commune(land.si_binh), "change"))
    assert len(page.context["action_links"]) == 6
    land.si_binh.versions.update(valid_to=DAY)

    page = admin_client.get(address(commune(land.si_binh), "change"))
    assert page.context["action_links"] == []
    for day in ("2020-01-01", "2022-01-01"):
        slug, said = rename(land)
        refused = errors(preview(admin_client, slug, said | {"day": day}))["day"]
        assert "hết tồn tại từ ngày 1/3/2021 nên không đổi được nữa" in refused[0]


def test_preview_writes_nothing(admin_client, land) -> None:
    before = set(UnitVersion.objects.values_list("pk", "valid_to"))

    preview(admin_client, *merge(land))

    assert set(UnitVersion.objects.values_list("pk", "valid_to")) == before
    assert not Succession.objects.exists()


def test_confirmation_renames(admin_client, land) -> None:
    response = confirm(admin_client, *rename(land))

    assert response.status_code == 302
    assert str(land.si_binh) == "Xã Tân Tú"
    assert land.si_binh.versions.count() == 2


def test_confirmation_stands_in_the_history_of_the_unit(admin_client, land) -> None:
    confirm(admin_client, *rename(land))

    page = admin_client.get(address(commune(land.si_binh), "history"))

    assert "Đổi tên" in text(page)


def test_confirmation_without_a_preview_writes_nothing(admin_client, land) -> None:
    page, said = rename(land)

    response = admin_client.post(page, {**said, "_confirm": "1"})

    assert effects(response)
    assert land.si_binh.versions.count() == 1


def test_confirmation_of_other_data_writes_nothing(admin_client, land) -> None:
    page, said = rename(land)
    agreed = preview(admin_client, page, said).context["digest"]
    other = {**said, "name": "Khác", "_agreed": agreed, "_confirm": "1"}

    response = admin_client.post(page, other)

    assert "Dữ liệu vừa thay đổi" in text(response)
    assert land.si_binh.versions.count() == 1


def test_confirmation_after_another_change_is_shown_again(admin_client, land) -> None:
    page, said = merge(land)
    agreed = preview(admin_client, page, said).context["digest"]
    builders.make_classification(land.si_binh)

    again = {**said, "_agreed": agreed, "_confirm": "1"}
    response = admin_client.post(page, again)

    assert "Phân loại khép lại" in effects(response)
    assert not Succession.objects.exists()


def test_going_back_keeps_what_was_entered(admin_client, land) -> None:
    page, said = rename(land)

    response = admin_client.post(page, {**said, "_edit": "1"})

    assert response.context["form"]["name"].value() == "Tân Tú"
    assert land.si_binh.versions.count() == 1


def test_refusal_stands_at_its_field(admin_client, land) -> None:
    response = preview(admin_client, *rename(land, name="Sĩ Bình"))

    assert errors(response) == {"name": ["Tên không đổi."]}


@pytest.mark.parametrize(
    ("slug", "field"),
    [("doi-ten", "name"), ("sap-nhap", "name"), ("chia-tach", "name_1")],
)
def test_name_with_its_kind_is_refused(admin_client, land, slug, field) -> None:
    page = address(commune(land.si_binh), slug)
    said = by(land.document, **{field: "Xã Đồng Phúc"})

    found = errors(preview(admin_client, page, said))

    assert found[field] == ["Chỉ ghi tên, không kèm loại: “Đồng Phúc”."]


@pytest.mark.parametrize(
    ("slug", "field"),
    [("doi-ma", "code"), ("sap-nhap", "code"), ("chia-tach", "code_1")],
)
def test_code_is_digits_only(admin_client, land, slug, field) -> None:
    page = address(commune(land.si_binh), slug)

    found = errors(preview(admin_client, page, by(land.document, **{field: "ab c"})))

    assert found[field] == ["Mã chỉ gồm chữ số, như 01933."]


def test_name_of_a_neighbour_is_told(admin_client, land) -> None:
    builders.make_commune("Tân Tú", parent=land.na_ri)
    elsewhere = builders.make_district(province=builders.make_province("Cao Bằng"))
    builders.make_commune("Tân Tú", parent=elsewhere)

    shown = effects(preview(admin_client, *rename(land)))

    assert shown["Lưu ý: trong tỉnh còn đơn vị cùng tên"] == [
        "Xã Tân Tú, Huyện Na Rì, Tỉnh Bắc Kạn"
    ]


def test_empty_form_asks_for_day_and_document(admin_client, land) -> None:
    page, _said = rename(land)

    found = errors(preview(admin_client, page, {}))

    assert set(found) == {"name", "day", "document"}


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (IntegrityError(), "Vừa có thay đổi khác"),
        (ValidationError("Không hợp lệ."), "Không hợp lệ."),
    ],
)
def test_fault_of_the_tables_is_told(
    admin_client, land, monkeypatch, fault, words
) -> None:
    def fail(_form: Any, *, by: Any) -> None:
        raise fault

    monkeypatch.setattr(RenameForm, "run", fail)

    found = errors(preview(admin_client, *rename(land)))

    assert words in found["__all__"][0]


def test_get_with_data_writes_nothing(admin_client, land) -> None:
    page, said = rename(land)
    agreed = preview(admin_client, page, said).context["digest"]

    admin_client.get(page, {**said, "_agreed": agreed, "_confirm": "1"})

    assert land.si_binh.versions.count() == 1


@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_page_of_an_unknown_unit_is_not_found(admin_client, land, pk) -> None:
    page = address(commune(land.si_binh), "doi-ten")
    odd = page.replace(f"/{land.si_binh.pk}/", f"/{pk}/")

    assert admin_client.get(odd).status_code == 404


def test_page_is_refused_without_the_permission(client, land) -> None:
    staff = builders.make_user(is_staff=True)
    builders.make_membership(user=staff, role="national_viewer")
    client.force_login(staff)
    page, said = rename(land)

    assert client.get(page).status_code == 403
    assert preview(client, page, said).status_code == 403


def test_retype_and_recode(admin_client, land) -> None:
    page = address(commune(land.si_binh), "doi-loai")
    confirm(admin_client, page, by(land.document, kind="thi_tran"))
    later = by(land.document, code="99999") | {"day": "2022-01-01"}
    confirm(admin_client, address(commune(land.si_binh), "doi-ma"), later)

    last = land.si_binh.versions.get(valid_to=None)
    assert (last.kind, last.code) == ("thi_tran", "99999")


def test_move_of_a_district_lists_its_communes(admin_client, land) -> None:
    other = builders.make_province("Cao Bằng")
    page = address(district(land.bach_thong), "chuyen")
    said = by(land.document, parent=other.pk)

    shown = effects(preview(admin_client, page, said))
    confirm(admin_client, page, said)

    assert len(shown["Đơn vị trực thuộc chuyển theo"]) == 2
    assert land.si_binh.versions.get(valid_to=None).province == other


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


def test_unit_page_offers_its_changes(admin_client, land) -> None:
    page = admin_client.get(address(commune(land.si_binh), "change"))

    for slug in ("doi-ten", "doi-loai", "doi-ma", "chuyen", "sap-nhap", "chia-tach"):
        assert address(commune(land.si_binh), slug) in text(page)
