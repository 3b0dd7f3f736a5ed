"""Small GeoJSON for tests."""

from typing import Any

SQUARE = [[105.0, 22.0], [105.5, 22.0], [105.5, 22.5], [105.0, 22.5], [105.0, 22.0]]


def square(east: float, north: float = 0.0) -> list[list[float]]:
    """The square moved, in degrees."""
    return [[lon + east, lat + north] for lon, lat in SQUARE]


def feature(
    kind: str = "Polygon", coordinates: Any = (SQUARE,), **properties: Any
) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: Any, **over: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **over}
