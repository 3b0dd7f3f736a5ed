"""Every page of the admin answers; results are shown and never saved there."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Agency, Membership, User
from assessments.models import (
    Assessment,
    CriterionResult,
    IndicatorResult,
    Period,
    Plan,
    Procedure,
    PublishedFigure,
    RecognitionDecision,
    ResultEvent,
)
from communes.choices import SuccessionKind
from communes.models import (
    Classification,
    Commune,
    District,
    Province,
    Succession,
    SuccessionLink,
    Unit,
    UnitVersion,
)
from criteria.models import CriteriaSet, Criterion, Indicator, Level, Measure
from documents.models import Document
from reporting.models import Target
from tests import builders

EDITABLE = [
    Agency,
    Document,
    Membership,
    Period,
    Plan,
    Procedure,
    PublishedFigure,
    RecognitionDecision,
    Target,
    User,
]
SHOWN = [
    Assessment,
    Classification,
    Commune,
    CriteriaSet,
    Criterion,
    CriterionResult,
    District,
    Indicator,
    IndicatorResult,
    Level,
    Measure,
    Province,
    ResultEvent,
    Succession,
    Unit,
    UnitVersion,
]
APPS = {"accounts", "assessments", "communes", "criteria", "documents", "reporting"}
KEPT = [Period, Plan, Procedure, PublishedFigure, RecognitionDecision, Target]

pytestmark = pytest.mark.django_db


def url(model: type[Model], page: str, *args: Any) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=args)


def make_succession() -> Succession:
    succession = Succession.objects.create(
        day=builders.AS_OF,
        kind=SuccessionKind.MERGE,
        document=builders.make_document(),
    )
    SuccessionLink.objects.create(
        succession=succession,
        predecessor=builders.make_commune("Tú Trĩ"),
        successor=builders.make_commune("Tân Tú"),
        extent="whole",
    )
    return succession


@pytest.fixture
def world() -> None:
    """At least one row of everything that is registered."""
    district = builders.make_district()
    commune = builders.make_commune("Yên Thịnh", parent=district)
    builders.make_classification(commune)
    make_succession()
    criteria_set = builders.make_set("yes_no", "percent")
    builders.make_step()
    builders.make_plan_item(criterion=criteria_set.criteria.get(number=1))
    account = builders.make_assessment(
        unit=commune, criteria_set=criteria_set, period=builders.make_period()
    )
    builders.make_period_set(account.period, criteria_set)
    builders.make_indicator_result(builders.make_criterion_result(account))
    builders.make_event(account)
    builders.make_recognition(unit=commune)
    builders.make_figure()
    builders.make_target()
    builders.make_agency()
    builders.make_membership()


def by_name(models: list[type[Model]]) -> Any:
    return pytest.mark.parametrize("model", models, ids=lambda m: m.__name__)


def test_every_registered_model_is_listed_here() -> None:
    ours = {m for m in admin.site._registry if m.__module__.split(".")[0] in APPS}

    assert ours == {*EDITABLE, *SHOWN}


@by_name([*EDITABLE, *SHOWN])
@pytest.mark.usefixtures("world")
def test_list_answers(admin_client, model) -> None:
    assert admin_client.get(url(model, "changelist")).status_code == 200


@by_name([m for m in [*EDITABLE, *SHOWN] if admin.site._registry[m].search_fields])
@pytest.mark.usefixtures("world")
def test_list_answers_a_search(admin_client, model) -> None:
    response = admin_client.get(url(model, "changelist"), {"q": "yen thinh"})

    assert response.status_code == 200


@by_name([*EDITABLE, *SHOWN])
@pytest.mark.usefixtures("world")
def test_row_answers(admin_client, model) -> None:
    row = model._default_manager.first()

    assert admin_client.get(url(model, "change", row.pk)).status_code == 200


@by_name(EDITABLE)
def test_add_answers(admin_client, model) -> None:
    assert admin_client.get(url(model, "add")).status_code == 200


@by_name(SHOWN)
@pytest.mark.usefixtures("world")
def test_shown_row_refuses_every_write(admin_client, model) -> None:
    row = model._default_manager.first()
    change = url(model, "change", row.pk)

    assert admin_client.get(url(model, "add")).status_code == 403
    assert admin_client.post(change, {"_save": "1"}).status_code == 403
    assert admin_client.get(url(model, "delete", row.pk)).status_code == 403


@by_name([Assessment, CriterionResult, IndicatorResult, ResultEvent])
@pytest.mark.usefixtures("world")
def test_result_page_offers_no_save(admin_client, model) -> None:
    row = model._default_manager.first()

    page = admin_client.get(url(model, "change", row.pk)).content.decode()

    assert 'name="_save"' not in page
    assert 'name="_continue"' not in page


@by_name(KEPT)
@pytest.mark.usefixtures("world")
def test_kept_row_cannot_be_deleted(admin_client, model) -> None:
    row = model._default_manager.first()

    assert admin_client.get(url(model, "delete", row.pk)).status_code == 403


def queries_of(client: Any, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def make_rows(model: type[Model], district: Unit) -> Iterator[None]:
    """One commune after another, each with its row of `model`."""
    criteria_set, period = builders.make_set(), builders.make_period()
    for number in range(1000):
        commune = builders.make_commune(f"Xã số {number}", parent=district)
        if model is Assessment:
            builders.make_assessment(
                unit=commune, criteria_set=criteria_set, period=period
            )
        elif model in MAKERS:
            MAKERS[model](unit=commune)
        yield


MAKERS = {
    Plan: builders.make_plan,
    RecognitionDecision: builders.make_recognition,
    Target: builders.make_target,
}


@by_name([Commune, UnitVersion, Assessment, *MAKERS])
def test_list_costs_the_same_for_30_rows_as_for_3(admin_client, model) -> None:
    rows = make_rows(model, builders.make_district())
    address = url(model, "changelist")
    [next(rows) for _ in range(3)]
    few = queries_of(admin_client, address)

    [next(rows) for _ in range(27)]

    assert queries_of(admin_client, address) == few


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

    assert unit_choices(admin_client, "yen thinh") == ["Xã Yên Thịnh"]


def test_unit_choices_narrow_by_the_unit_above(admin_client) -> None:
    district = builders.make_district("Chợ Đồn")
    builders.make_commune("Yên Thịnh", parent=district)
    builders.make_commune("Yên Thịnh", parent=builders.make_district("Hữu Lũng"))

    assert len(unit_choices(admin_client, "yen thinh")) == 2
    assert unit_choices(admin_client, "yen thinh, cho don") == ["Xã Yên Thịnh"]


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
