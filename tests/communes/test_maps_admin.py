"""The administrator's import of outlines: file, preview, confirmation."""

import json
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communes.models import BoundaryLayer
from documents.models import Document
from tests.builders import (
    make_document,
    make_layer,
    make_membership,
    make_shape,
    make_user,
)
from tests.communes.maps import collection, feature, square
from tests.communes.territory import Territory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:communes_boundarylayer_changelist")
ADD = reverse("admin:communes_boundarylayer_add")
FEATURES = [
    feature(ma_xa="01978", ten="Sĩ Bình"),
    feature("Polygon", [square(1)], ma_xa="00001", ten="<b>Đồn</b>"),
]


@pytest.fixture
def source() -> Document:
    return make_document(kind="dataset", number="", title="Ranh giới đo năm 2021")


def said(land: Territory, source: Document, content: Any, **over: Any) -> dict:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return {
        "file": SimpleUploadedFile("ranh-gioi.geojson", raw),
        "province": land.province.pk,
        "level": "commune",
        "valid_from": "31/12/2021",
        "title": "Ranh giới xã",
        "document": source.pk,
        "licence": "CC BY 4.0",
        **over,
    }


def preview(client: Any, land: Territory, source: Document, **over: Any) -> Any:
    return client.post(ADD, said(land, source, collection(*FEATURES), **over))


def test_file_page_answers(admin_client, land) -> None:
    page = admin_client.get(ADD)

    assert page.status_code == 200
    assert 'enctype="multipart/form-data"' in page.content.decode()


def test_preview_lists_what_does_not_match_and_writes_nothing(
    admin_client, land, source
) -> None:
    page = preview(admin_client, land, source).content.decode()

    assert "1 đơn vị khớp theo thuộc tính “ma_xa”" in page
    assert "00001 &lt;b&gt;Đồn&lt;/b&gt;" in page
    assert "Đơn vị không có hình: 1" in page
    assert "Xã Vũ Muộn" in page
    assert not BoundaryLayer.objects.exists()


def test_confirmation_writes_what_was_previewed(admin_client, land, source) -> None:
    signed = preview(admin_client, land, source).context["signed"]

    answer = admin_client.post(ADD, {"plan": signed})

    assert answer.url == LIST
    layer = BoundaryLayer.objects.get()
    assert (layer.licence, layer.document) == ("CC BY 4.0", source)
    assert layer.shapes.get().unit == land.si_binh
    assert "Đã ghi 1 đơn vị" in admin_client.get(LIST).content.decode()


def test_confirmation_sent_twice_leaves_one_layer(admin_client, land, source) -> None:
    signed = preview(admin_client, land, source).context["signed"]

    for _ in range(2):
        admin_client.post(ADD, {"plan": signed})

    assert BoundaryLayer.objects.get().shapes.count() == 1


def test_preview_says_which_layer_is_replaced(admin_client, land, source) -> None:
    make_layer(
        province=land.province,
        kind="polygons",
        title="Lớp cũ",
        valid_from="2021-12-31",
    )

    page = preview(admin_client, land, source).content.decode()

    assert "Thay lớp đang có từ ngày ấy: Lớp cũ." in page


@pytest.mark.parametrize("forged", ["", "x", "x:y:z"])
def test_forged_confirmation_refused(admin_client, land, forged) -> None:
    answer = admin_client.post(ADD, {"plan": forged}, follow=True)

    assert "không phải của bạn" in answer.content.decode()
    assert not BoundaryLayer.objects.exists()


def test_late_confirmation_refused(admin_client, land, source) -> None:
    with time_machine.travel("2026-11-24 08:00 +0000"):
        signed = preview(admin_client, land, source).context["signed"]
    with time_machine.travel("2026-11-24 09:00:01 +0000"):
        admin_client.post(ADD, {"plan": signed})

    assert not BoundaryLayer.objects.exists()


def test_confirmation_of_another_person_refused(admin_client, land, source) -> None:
    signed = preview(admin_client, land, source).context["signed"]
    admin_client.force_login(make_user(is_staff=True, is_superuser=True))

    admin_client.post(ADD, {"plan": signed})

    assert not BoundaryLayer.objects.exists()


@pytest.mark.parametrize(
    ("content", "over", "reason"),
    [
        (b"\xff", {}, "không phải UTF-8"),
        (b"[" * 100_000, {}, "lồng nhau quá sâu"),
        (collection(feature("Point", [105, 22])), {}, "kiểu “Point”"),
        (collection(feature(ma="00001")), {}, "Không đối tượng nào khớp"),
        (collection(*FEATURES), {"valid_to": "31/12/2021"}, "phải sau ngày bắt đầu"),
        (collection(*FEATURES), {"province": 0}, "không"),
        (collection(*FEATURES), {"licence": ""}, "Mục này phải có"),
    ],
)
def test_faulty_upload_told(admin_client, land, source, content, over, reason) -> None:
    page = admin_client.post(ADD, said(land, source, content, **over))

    assert page.status_code == 200
    assert reason in page.context["form"].errors.as_text()
    assert "plan" not in page.context


def test_upload_too_large_told(admin_client, land, source, monkeypatch) -> None:
    monkeypatch.setattr("communes.admin.boundaries.MAX_BYTES", 10)

    page = preview(admin_client, land, source)

    assert page.context["form"].has_error("file")


def test_import_is_for_those_who_may_add(client, land, source) -> None:
    staff = make_user(is_staff=True)
    make_membership(user=staff, role="national_viewer")
    client.force_login(staff)

    assert client.get(ADD).status_code == 403
    assert preview(client, land, source).status_code == 403
    assert client.post(ADD, {"plan": "x"}).status_code == 403


def test_words_of_a_layer_can_be_mended(admin_client, land, source) -> None:
    layer = make_layer(province=land.province)
    address = reverse("admin:communes_boundarylayer_change", args=[layer.pk])
    words = {"title": "Lưới", "licence": "CC0", "document": source.pk}

    assert admin_client.post(address, words).status_code == 302

    layer.refresh_from_db()
    assert (layer.licence, layer.kind) == ("CC0", "tiles")


def test_list_costs_the_same_at_any_size(admin_client, land) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(LIST).status_code == 200
        return len(captured)

    make_shape(make_layer(province=land.province), land.si_binh)
    few = queries()
    for day in range(1, 10):
        make_layer(province=land.province, valid_from=f"2021-01-{day:02d}")

    assert queries() == few
