"""A file of outlines is read distrustfully: every fault is told, none is a crash."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communes.imports import geojson
from communes.imports.geojson import GeoJsonError, read_features
from tests.communes.maps import SQUARE, collection, feature


def read(*features: Any, **over: Any) -> list[geojson.Feature]:
    return read_features(json.dumps(collection(*features, **over)).encode())


def refusal(content: bytes) -> str:
    with pytest.raises(GeoJsonError) as error:
        read_features(content)
    return "\n".join(error.value.problems)


def refusal_of(*features: Any, **over: Any) -> str:
    return refusal(json.dumps(collection(*features, **over)).encode())


def test_polygon_is_read_without_its_closing_point() -> None:
    (one,) = read(feature(code="01978"))

    assert one.properties == {"code": "01978"}
    assert one.rings == [[tuple(point) for point in SQUARE[:-1]]]


def test_multipolygon_gives_every_ring() -> None:
    (one,) = read(feature("MultiPolygon", [[SQUARE, SQUARE], [SQUARE]]))

    assert len(one.rings) == 3


def test_number_as_code_and_height_are_taken() -> None:
    high = [[*point, 120.5] for point in SQUARE]

    (one,) = read(feature("Polygon", [high], code=1978, area=3.5, open=True))

    assert one.properties == {"code": "1978"}
    assert one.rings[0][0] == tuple(SQUARE[0])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe{}", "Byte thứ 1 không phải UTF-8"),
        (b"", "Không phải JSON"),
        (b'{"type": "FeatureCollection",\n "features": [}', "dòng 2, cột 15"),
        (b"[" * 200_000, "lồng nhau quá sâu"),
        (b"[" + b"9" * 5000 + b"]", "số mà máy không đọc được"),
        (b'{"a": NaN}', "số mà máy không đọc được"),
        (b"[]", "FeatureCollection"),
        (b'{"type": "Feature"}', "FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "không có đối tượng"),
        (b'{"type": "FeatureCollection", "features": {}}', "không có đối tượng"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
def test_file_refused(content, reason) -> None:
    assert reason in refusal(content)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (None, "không phải kiểu Feature"),
        ({"type": "Point"}, "không phải kiểu Feature"),
        ({"type": "Feature", "geometry": None}, "không có thuộc tính"),
        ({"type": "Feature", "properties": {}, "geometry": None}, "không có hình"),
        (feature("Point", [105, 22]), "kiểu “Point”"),
        (feature("GeometryCollection", []), "kiểu “GeometryCollection”"),
        (feature("Polygon", []), "hình trống"),
        (feature("Polygon", None), "hình trống"),
        (feature("MultiPolygon", [[]]), "hình trống"),
        (feature("Polygon", [SQUARE[:3]]), "ít nhất bốn điểm"),
        (feature("Polygon", [SQUARE[:-1]]), "không khép kín"),
        (feature("Polygon", [[SQUARE[0]] * 4]), "không có diện tích"),
        (
            feature("Polygon", [[SQUARE[n] for n in (0, 2, 1, 3, 0)]]),
            "một vòng tự cắt hoặc quá rối gần [105.0, 22.0]",
        ),
        (feature("Polygon", [[*SQUARE[:-1], "x"]]), "[kinh độ, vĩ độ]"),
        (feature("Polygon", [[[105], *SQUARE[1:]]]), "[kinh độ, vĩ độ]"),
        (feature("Polygon", [[["105", 22], *SQUARE[1:]]]), "[kinh độ, vĩ độ]"),
        (feature("Polygon", [[[True, 22], *SQUARE[1:]]]), "[kinh độ, vĩ độ]"),
        (feature("Polygon", [[[22, 105], *SQUARE[1:]]]), "ngoài Việt Nam"),
        (feature("Polygon", [[[586000.5, 2450000], *SQUARE]]), "ngoài Việt Nam"),
        (feature("Polygon", [[[10**400, 22], *SQUARE]]), "ngoài Việt Nam"),
    ],
)
def test_feature_refused(one, reason) -> None:
    said = refusal_of(feature(), one)

    assert said.startswith("Đối tượng số 2: ")
    assert reason in said


def test_infinite_coordinate_refused() -> None:
    content = json.dumps(collection(feature())).replace("105.0", "1e999", 1)

    assert "ngoài Việt Nam" in refusal(content.encode())


@pytest.mark.parametrize(
    "crs", ["x", {"properties": {"name": "urn:ogc:def:crs:EPSG::3405"}}, {"a": []}]
)
def test_other_system_of_coordinates_refused(crs) -> None:
    assert "WGS 84" in refusal_of(feature(), crs=crs)


def test_old_name_of_wgs84_taken() -> None:
    name = "urn:ogc:def:crs:OGC:1.3:CRS84"

    assert read(feature(), crs={"type": "name", "properties": {"name": name}})


def test_limits_refused(monkeypatch) -> None:
    monkeypatch.setattr(geojson, "MAX_POINTS", 7)
    assert "8 điểm" in refusal_of(feature(), feature())
    monkeypatch.setattr(geojson, "MAX_FEATURES", 1)
    assert "2 đối tượng" in refusal_of(feature(), feature())
    monkeypatch.setattr(geojson, "MAX_BYTES", 10)
    assert "lớn hơn" in refusal_of(feature())


def test_many_faults_are_cut_short() -> None:
    said = refusal_of(*[None] * 25).splitlines()

    assert len(said) == geojson.SHOWN_PROBLEMS + 1
    assert said[-1] == "… và 5 lỗi nữa"


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "features", "geometry", "coordinates", "properties"]
            ),
            inner | st.sampled_from(["Feature", "FeatureCollection", "Polygon"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


def problems_of(content: bytes) -> list[str] | None:
    """What is told of a file; None = it was read."""
    try:
        read_features(content)
    except GeoJsonError as error:
        return error.problems
    return None


@given(JSON, st.binary(max_size=4))
def test_whatever_comes_is_read_or_refused(whole, junk) -> None:
    made = {"type": "FeatureCollection", "features": [whole]}

    for content in (json.dumps(whole).encode(), json.dumps(made).encode() + junk):
        assert problems_of(content) != []
