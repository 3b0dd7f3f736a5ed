"""Units are told from their namesakes; lists are in Vietnamese order."""

from typing import Any

import pytest
from django.urls import reverse

from communes.models import Commune
from reporting.models import Target
from tests import builders
from tests.admin.world import url

pytestmark = pytest.mark.django_db


def unit_choices(client: Any, term: str) -> list[str]:
    query = {
        "app_label": "assessments",
        "model_name": "plan",
        "field_name": "unit",
        "term": term,
    }
    answer = client.get(reverse("admin:autocomplete"), query).json()
    return [choice["text"] for choice in answer["results"]]


def test_unit_choices_answer_a_folded_name(admin_client) -> None:
    builders.make_commune("Yên Thịnh")
    builders.make_commune("Sĩ Bình")

    assert unit_choices(admin_client, "yen thinh") == ["Xã Yên Thịnh, Tỉnh Bắc Kạn"]


def test_unit_choices_narrow_by_the_unit_above(admin_client) -> None:
    district = builders.make_district("Chợ Đồn")
    builders.make_commune("Yên Thịnh", parent=district)
    builders.make_commune("Yên Thịnh", parent=builders.make_district("Hữu Lũng"))

    assert len(unit_choices(admin_client, "yen thinh")) == 2
    assert unit_choices(admin_client, "yen thinh, cho don") == [
        "Xã Yên Thịnh, Huyện Chợ Đồn, Tỉnh Bắc Kạn"
    ]


def test_commune_list_is_in_alphabetical_order(admin_client) -> None:
    province = builders.make_province()
    for name in ["Yên Thịnh", "Đồng Lạc", "Dương Quang"]:
        builders.make_commune(name, parent=province)

    rows = admin_client.get(url(Commune, "changelist")).context["cl"].result_list

    assert [str(row) for row in rows] == [
        "Xã Dương Quang",
        "Xã Đồng Lạc",
        "Xã Yên Thịnh",
    ]


def test_commune_list_keeps_to_a_province(admin_client) -> None:
    province = builders.make_province("Bắc Kạn")
    commune = builders.make_commune("Yên Thịnh", parent=province)
    builders.make_commune("Sĩ Bình", parent=builders.make_province("Cao Bằng"))

    response = admin_client.get(url(Commune, "changelist"), {"tinh": province.pk})

    assert list(response.context["cl"].result_list) == [
        Commune.objects.get(pk=commune.pk)
    ]


def test_target_is_saved(admin_client) -> None:
    said = {
        "unit": builders.make_province().pk,
        "document": builders.make_document().pk,
        "metric": "recognised",
        "tier": "ntm",
        "year_from": 2021,
        "year_to": 2025,
        "direction": "at_least",
        "value": "40",
        "value_unit": "number",
        "applies_to": "scope",
    }

    assert admin_client.post(url(Target, "add"), said).status_code == 302
    assert Target.objects.get().year_to == 2025
