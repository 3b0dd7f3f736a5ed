"""Reading a GeoJSON file of outlines, distrustfully: polygons in WGS 84, no more."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from communes.imports.crossings import crossing

Degrees = tuple[float, float]

MAX_BYTES = 10 * 1024 * 1024
MAX_FEATURES = 2_000
MAX_POINTS = 400_000
SHOWN_PROBLEMS = 20
# Việt Nam with its islands: longitudes, latitudes.
EAST, NORTH = (102.0, 118.0), (6.0, 24.0)
WGS84 = ("CRS84", "4326")


class GeoJsonError(Exception):
    """The file cannot be used; `problems` tell where and why."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Feature:
    """One shape of the file: its place in it, its properties, its open rings."""

    number: int
    properties: dict[str, str]
    rings: list[list[Degrees]]


class _FaultError(Exception):
    """What is wrong with one feature."""


def read_features(content: bytes) -> list[Feature]:
    """Features of a file, or a GeoJsonError with every fault found."""
    found = _collection(content)
    features: list[Feature] = []
    problems: list[str] = []
    points = 0
    for number, one in enumerate(found, 1):
        try:
            feature = _feature(number, one)
        except _FaultError as fault:
            said = {"number": number, "fault": fault}
            problems.append(_("Đối tượng số %(number)s: %(fault)s") % said)
            continue
        features.append(feature)
        points += sum(map(len, feature.rings))
    if points > MAX_POINTS:
        said = {"count": points, "limit": MAX_POINTS}
        text = _("Tệp có %(count)s điểm, nhiều nhất là %(limit)s. Hãy giản lược bớt.")
        problems.append(text % said)
    if problems:
        raise GeoJsonError(_first(problems))
    return features


def _first(problems: list[str]) -> list[str]:
    more = len(problems) - SHOWN_PROBLEMS
    if more <= 0:
        return problems
    rest = _("… và %(count)s lỗi nữa") % {"count": more}
    return [*problems[:SHOWN_PROBLEMS], rest]


def _collection(content: bytes) -> list[Any]:
    """The features of the collection that the bytes must be."""
    if len(content) > MAX_BYTES:
        text = _("Tệp lớn hơn %(limit)s MB. Hãy giản lược đường ranh giới.")
        raise GeoJsonError([text % {"limit": MAX_BYTES // 1024 // 1024}])
    whole = _parsed(content)
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection":
        raise GeoJsonError([_("Tệp phải là GeoJSON kiểu FeatureCollection.")])
    if "crs" in whole and not _is_wgs84(whole["crs"]):
        raise GeoJsonError([_("Hệ tọa độ phải là WGS 84 (EPSG:4326).")])
    features = whole.get("features")
    if not isinstance(features, list) or not features:
        raise GeoJsonError([_("Tệp không có đối tượng nào.")])
    if len(features) > MAX_FEATURES:
        said = {"count": len(features), "limit": MAX_FEATURES}
        text = _("Tệp có %(count)s đối tượng, nhiều nhất là %(limit)s.")
        raise GeoJsonError([text % said])
    return features


def _parsed(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = {"byte": error.start + 1}
        raise GeoJsonError([_("Byte thứ %(byte)s không phải UTF-8.") % said]) from error
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        said = {"line": error.lineno, "column": error.colno}
        text = _("Không phải JSON: sai ở dòng %(line)s, cột %(column)s.")
        raise GeoJsonError([text % said]) from error
    except RecursionError as error:
        raise GeoJsonError([_("JSON lồng nhau quá sâu.")]) from error
    except ValueError as error:
        raise GeoJsonError([_("Có số mà máy không đọc được.")]) from error


def _is_wgs84(crs: Any) -> bool:
    """Whether the member that older files carry names the one system allowed."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return crs is None or (isinstance(name, str) and name.endswith(WGS84))


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _feature(number: int, one: Any) -> Feature:
    if not isinstance(one, dict) or one.get("type") != "Feature":
        raise _FaultError(_("không phải kiểu Feature"))
    properties = one.get("properties")
    if not isinstance(properties, dict):
        raise _FaultError(_("không có thuộc tính nào"))
    words = {
        str(name): str(value).strip()
        for name, value in properties.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }
    return Feature(number, words, list(_rings(one.get("geometry"))))


def _rings(geometry: Any) -> Iterator[list[Degrees]]:
    """Every ring of a polygon or of several, without the repeated last point."""
    if not isinstance(geometry, dict):
        raise _FaultError(_("không có hình"))
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise _FaultError(
            _("hình kiểu “%(kind)s”; chỉ nhận Polygon hoặc MultiPolygon")
            % {"kind": str(kind)[:40]}
        )
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise _FaultError(_("hình trống"))
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            raise _FaultError(_("hình trống"))
        yield from map(_ring, polygon)


def _ring(positions: Any) -> list[Degrees]:
    if not isinstance(positions, list) or len(positions) < 4:
        raise _FaultError(_("một vòng cần ít nhất bốn điểm"))
    ring = [_position(position) for position in positions]
    if ring[0] != ring[-1]:
        raise _FaultError(_("một vòng không khép kín"))
    if len(set(ring)) < 3:
        raise _FaultError(_("một vòng không có diện tích"))
    point = crossing(ring[:-1])
    if point is not None:
        said = {"point": f"[{point[0]}, {point[1]}]"}
        raise _FaultError(
            _("một vòng tự cắt hoặc quá rối gần %(point)s; hãy sửa hình trước") % said
        )
    return ring[:-1]


def _position(position: Any) -> Degrees:
    if not isinstance(position, list) or not 2 <= len(position) <= 4:
        raise _FaultError(_("một điểm phải là [kinh độ, vĩ độ]"))
    lon, lat = position[:2]
    for value in (lon, lat):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _FaultError(_("một điểm phải là [kinh độ, vĩ độ]"))
    if not EAST[0] <= lon <= EAST[1] or not NORTH[0] <= lat <= NORTH[1]:
        said = {"point": f"[{lon!s:.20}, {lat!s:.20}]"}
        text = _("điểm %(point)s ngoài Việt Nam; cần độ WGS 84, kinh độ trước")
        raise _FaultError(text % said)
    return float(lon), float(lat)
