"""Shapes find their units by code and name on the day of the layer."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from communes.actions.layers import LayerFacts, is_stored, save_layer
from communes.choices import LayerKind, UnitKind, UnitLevel
from communes.errors import UnitsError
from communes.imports.boundaries import LayerPlan, plan_polygons, plan_tiles
from communes.imports.geojson import GeoJsonError, read_features
from communes.models import BoundaryLayer
from tests.builders import make_document, make_layer, make_version
from tests.communes.maps import collection, feature, square
from tests.communes.territory import Territory

pytestmark = pytest.mark.django_db

DAY = dt.date(2021, 12, 31)


@pytest.fixture
def facts(land: Territory) -> LayerFacts:
    return LayerFacts(
        province_id=land.province.pk,
        level=UnitLevel.COMMUNE,
        kind=LayerKind.POLYGONS,
        valid_from=DAY,
        valid_to=None,
        title="Ranh giới",
        title_en="Boundaries",
        document_id=make_document(kind="dataset").pk,
        licence="CC BY",
        caveat="",
        caveat_en="",
        width=0,
        height=0,
    )


def plan(facts: LayerFacts, *codes: Any, **names: Any) -> LayerPlan:
    """A plan of one square a code, side by side, under the property `code`."""
    features = [
        feature("Polygon", [square(i)], code=code, **names)
        for i, code in enumerate(codes)
    ]
    return plan_of(facts, *features)


def plan_of(facts: LayerFacts, *features: Any) -> LayerPlan:
    return plan_polygons(
        facts, read_features(json.dumps(collection(*features)).encode())
    )


def test_plan_matches_codes_and_lists_what_is_left(land, facts) -> None:
    made = plan(facts, "01978", "99999")

    assert [one.unit_id for one in made.shapes] == [land.si_binh.pk]
    assert made.unmatched == [
        "Đối tượng số 2 (99999): không có đơn vị mã này vào ngày ấy"
    ]
    assert made.missing == ["Xã Vũ Muộn"]
    assert made.facts.width == 800


@pytest.mark.parametrize("code", [1978, "1978", "VN01978", " vn01978 "])
def test_plan_reads_codes_as_others_write_them(land, facts, code) -> None:
    assert plan(facts, code).shapes[0].unit_id == land.si_binh.pk


@pytest.mark.parametrize("name", ["ma_xa", "Ma", "ADM2_PCODE"])
def test_plan_guesses_the_property_of_the_code(land, facts, name) -> None:
    made = plan_of(facts, feature(**{name: "01978"}))

    assert made.code_property == name
    assert made.shapes


def test_plan_takes_the_property_that_fits_most(land, facts) -> None:
    made = plan_of(facts, feature(code="058", ma_xa="01978"))

    assert made.code_property == "ma_xa"


@pytest.mark.parametrize("name", ["Sĩ Bình", "Xã Sỹ Bình", "si binh"])
def test_plan_takes_another_spelling_of_the_name(land, facts, name) -> None:
    assert plan(facts, "01978", name=name).unmatched == []


def test_plan_refuses_a_code_that_was_another_units(land, facts) -> None:
    one = feature(code="01978", ten="Lương Thượng")
    other = feature("Polygon", [square(1)], code="01981", ten="Vũ Muộn")

    made = plan_of(facts, one, other)

    assert len(made.shapes) == 1
    assert made.unmatched == [
        "Đối tượng số 1 (01978 Lương Thượng): mã này vào ngày ấy là của Xã Sĩ Bình"
    ]


def test_plan_asks_the_day(land, facts) -> None:
    land.si_binh.versions.update(valid_to=DAY)
    make_version(
        land.si_binh,
        code="01979",
        kind=UnitKind.THI_TRAN,
        province=land.province,
        parent=land.bach_thong,
        valid_from=DAY,
    )

    assert plan(facts, "01979").shapes[0].unit_id == land.si_binh.pk
    with pytest.raises(GeoJsonError, match="Không đối tượng nào khớp"):
        plan(facts, "01978")


def test_plan_takes_one_shape_a_unit(land, facts) -> None:
    made = plan(facts, "01978", "01978")

    assert len(made.shapes) == 1
    assert "đã có ở đối tượng số 1" in made.unmatched[0]


def test_plan_refuses_a_file_without_codes(land, facts) -> None:
    with pytest.raises(GeoJsonError, match="thuộc tính mã đơn vị"):
        plan_of(facts, feature(fid=1))


def test_plan_refuses_a_level_without_units(land, facts) -> None:
    before = replace(facts, valid_from=dt.date(2000, 1, 1))

    with pytest.raises(GeoJsonError, match="không có đơn vị nào"):
        plan(before, "01978")


def test_plan_matches_districts(land, facts) -> None:
    land.na_ri.versions.update(code="066")

    made = plan_of(replace(facts, level=UnitLevel.DISTRICT), feature(ma="66"))

    assert made.shapes[0].unit_id == land.na_ri.pk


def test_dump_and_load_give_the_same_layer(land, facts) -> None:
    made = plan(replace(facts, valid_to=dt.date(2025, 7, 1)), "01978")

    again = LayerPlan.load(json.loads(json.dumps(made.dump())))

    assert (again.facts, again.shapes) == (made.facts, made.shapes)


def test_save_writes_layer_and_shapes(land, facts) -> None:
    made = plan(facts, "01978", "01981")

    layer = save_layer(facts=made.facts, shapes=made.shapes)

    assert layer.licence == "CC BY"
    assert layer.shapes.get(unit=land.si_binh).path.startswith("M")
    assert is_stored(made.facts, made.shapes)
    assert not is_stored(made.facts, made.shapes[:1])
    assert not is_stored(replace(made.facts, caveat="Sơ đồ"), made.shapes)


def test_save_takes_the_place_of_the_same_province_and_day(land, facts) -> None:
    first = plan(facts, "01978", "01981")
    save_layer(facts=first.facts, shapes=first.shapes)
    second = plan(replace(facts, licence="MIT"), "01981")

    save_layer(facts=second.facts, shapes=second.shapes)

    layer = BoundaryLayer.objects.get()
    assert (layer.licence, layer.shapes.get().unit) == ("MIT", land.vu_muon)


def test_save_refuses_reversed_days_and_keeps_what_was(land, facts) -> None:
    made = plan(facts, "01978")
    save_layer(facts=made.facts, shapes=made.shapes)

    with pytest.raises(UnitsError) as refusal:
        save_layer(facts=replace(made.facts, valid_to=DAY), shapes=[])

    assert "phải sau ngày bắt đầu" in refusal.value.message
    assert BoundaryLayer.objects.get().shapes.count() == 1


def test_save_leaves_layers_of_other_days(land, facts) -> None:
    make_layer(province=land.province, kind="polygons")
    made = plan(facts, "01978")

    save_layer(facts=made.facts, shapes=made.shapes)

    assert BoundaryLayer.objects.count() == 2


def test_tiles_have_the_size_of_their_grid(land, facts) -> None:
    made = plan_tiles(facts, [("01978", 3, 0), ("01981", 0, 6), ("00000", 9, 9)])

    assert (made.facts.width, made.facts.height) == (4, 7)
    assert made.unmatched == ["00000"]
    assert made.missing == []
