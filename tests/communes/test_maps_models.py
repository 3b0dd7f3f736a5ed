"""Every rule of the tables of maps, broken in the database itself."""

import datetime as dt

import pytest
from django.utils import translation

from communes.choices import UnitLevel
from communes.models import BoundaryLayer
from tests.builders import START, make_commune, make_layer, make_shape
from tests.constraints import constraints_of, refused_by

pytestmark = pytest.mark.django_db

RULES = constraints_of("communes")


@pytest.fixture
def layer() -> BoundaryLayer:
    return make_layer()


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("boundarylayer_days_in_order", {"valid_to": START}),
        ("boundarylayer_kind_known", {"kind": "raster"}),
        ("boundarylayer_kind_known", {"level": UnitLevel.VILLAGE}),
        ("boundarylayer_has_licence", {"licence": ""}),
        ("boundarylayer_has_licence", {"title": ""}),
        ("boundarylayer_has_size", {"width": 0}),
        ("boundarylayer_has_size", {"height": 0}),
    ],
)
def test_layer_refuses(layer, rule, fields) -> None:
    with refused_by(RULES[rule]):
        BoundaryLayer.objects.filter(pk=layer.pk).update(**fields)


def test_layer_refuses_second_of_one_day(layer) -> None:
    with refused_by(RULES["boundarylayer_starts_once"]):
        make_layer(province=layer.province)


def test_layer_stands_beside_one_of_another_kind(layer) -> None:
    make_layer(province=layer.province, kind="polygons")

    assert layer.province.boundary_layers.count() == 2


def test_shape_refuses_second_of_a_unit(layer) -> None:
    commune = make_commune()
    make_shape(layer, commune)

    with refused_by(RULES["boundaryshape_unit_once"]):
        make_shape(layer, commune, x=1)


def test_tile_refuses_second_unit(layer) -> None:
    make_shape(layer, make_commune())

    with refused_by(RULES["boundaryshape_tile_once"]):
        make_shape(layer, make_commune("Vũ Muộn"))


def test_outlines_may_share_a_label_point(layer) -> None:
    make_shape(layer, make_commune(), path="M0 0l9 0 0 9z")
    make_shape(layer, make_commune("Vũ Muộn"), path="M0 0l0 9 9 0z")

    assert layer.shapes.count() == 2


@pytest.mark.parametrize("path", ['M0 0l1 1z"/><script>', "M0 0 C1 1", "M1.5 0l1 1z"])
def test_shape_refuses_what_is_not_whole_steps(layer, path) -> None:
    with refused_by(RULES["boundaryshape_path_is_lines"]):
        make_shape(layer, make_commune(), path=path)


@pytest.mark.parametrize(
    ("day", "is_found"),
    [
        (START - dt.timedelta(days=1), False),
        (START, True),
        (dt.date(2025, 6, 30), True),
        (dt.date(2025, 7, 1), False),
    ],
)
def test_layer_holds_for_half_open_days(day, is_found) -> None:
    make_layer(valid_to=dt.date(2025, 7, 1))

    assert BoundaryLayer.objects.in_force_on(day).exists() is is_found


def test_caveat_is_said_in_the_readers_language(layer) -> None:
    layer.caveat, layer.caveat_en = "Sơ đồ", "A sketch"

    assert layer.said_caveat == "Sơ đồ"
    with translation.override("en"):
        assert layer.said_caveat == "A sketch"
        layer.caveat_en = ""
        assert layer.said_caveat == "Sơ đồ"
