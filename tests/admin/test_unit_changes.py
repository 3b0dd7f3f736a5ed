"""Renaming, moving and what every change of units shares: previewed, then done so."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from communes.forms import RenameForm
from communes.models import Succession, UnitVersion
from tests import builders
from tests.admin.steps import address, confirm, effects, errors, preview, text
from tests.admin.unit_steps import DAY, by, commune, district, merge, rename

pytestmark = pytest.mark.django_db


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


def test_unit_page_offers_its_changes(admin_client, land) -> None:
    page = admin_client.get(address(commune(land.si_binh), "change"))

    for slug in ("doi-ten", "doi-loai", "doi-ma", "chuyen", "sap-nhap", "chia-tach"):
        assert address(commune(land.si_binh), slug) in text(page)
