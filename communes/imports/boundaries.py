"""Matching shapes with the units of a day: what a layer will hold, and what not."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from communes.actions.layers import LayerFacts, Shape
from communes.choices import LayerKind, UnitLevel
from communes.imports.geojson import Feature, GeoJsonError
from communes.imports.outlines import (
    WIDTH,
    label_point,
    project,
    simplified,
    svg_path,
)
from communes.models import UnitVersion
from communes.names import fold, fold_name

# Properties that carry the code or the name of a unit, in files met so far.
CODE_NAMES = (
    "code",
    "ma",
    "ma_xa",
    "maxa",
    "ma_huyen",
    "mahuyen",
    "ma_dvhc",
    "madvhc",
    "gso_code",
    "nso_code",
    "adm3_pcode",
    "adm2_pcode",
)
NAME_NAMES = ("name", "ten", "ten_xa", "tenxa", "ten_huyen", "ten_dvhc", "adm2_vi")
PLACE_PREFIX = "VN"
KIND_WORDS = re.compile(
    r"^(xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tp\.?) "
)
CODE_LENGTH = {UnitLevel.DISTRICT: 3, UnitLevel.COMMUNE: 5}


@dataclass(frozen=True, slots=True)
class LayerPlan:
    """A layer to be, and what of the file and of the province stays outside it."""

    facts: LayerFacts
    shapes: list[Shape]
    code_property: str = ""
    unmatched: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def dump(self) -> dict[str, Any]:
        """Plain values of all that is to be written, for a signed form field."""
        facts = asdict(self.facts)
        for name in ("valid_from", "valid_to"):
            facts[name] = facts[name] and facts[name].isoformat()
        shapes = [[one.unit_id, one.x, one.y, one.path] for one in self.shapes]
        return {"facts": facts, "shapes": shapes}

    @classmethod
    def load(cls, dumped: dict[str, Any]) -> "LayerPlan":
        """The plan that `dump` wrote down."""
        facts = dict(dumped["facts"])
        for name in ("valid_from", "valid_to"):
            facts[name] = facts[name] and dt.date.fromisoformat(facts[name])
        return cls(LayerFacts(**facts), [Shape(*one) for one in dumped["shapes"]])


def units_by_code(facts: LayerFacts) -> dict[str, UnitVersion]:
    """The units that the layer is to draw, by their code on its first day."""
    rows = UnitVersion.objects.in_force_on(facts.valid_from).filter(
        province=facts.province_id
    )
    found = rows.of_level(UnitLevel(facts.level)).exclude(code="")
    return {version.code: version for version in found}


def plan_polygons(facts: LayerFacts, features: list[Feature]) -> LayerPlan:
    """The layer of the features that bear code and name of a unit of that day."""
    units = units_by_code(facts)
    if not units:
        raise GeoJsonError([_("Tỉnh không có đơn vị nào của cấp này vào ngày ấy.")])
    prop = _code_property(features, units, facts.level)
    matched: dict[str, Feature] = {}
    unmatched: list[str] = []
    for feature in features:
        code = _code(feature.properties.get(prop, ""), facts.level)
        fault = _mismatch(feature, code, units, matched)
        if fault:
            unmatched.append(f"{_called(feature)}: {fault}")
        else:
            matched[code] = feature
    if not matched:
        raise GeoJsonError([_no_match(), *unmatched[:10]])
    shapes, height = _drawn(matched, units)
    return LayerPlan(
        replace(facts, kind=LayerKind.POLYGONS, width=WIDTH, height=height),
        shapes,
        code_property=prop,
        unmatched=unmatched,
        missing=[v.full_name for code, v in units.items() if code not in matched],
    )


def _no_match() -> str:
    return _("Không đối tượng nào khớp mã và tên với một đơn vị của tỉnh vào ngày ấy.")


def _code_property(
    features: list[Feature], units: dict[str, UnitVersion], level: str
) -> str:
    """The property whose values are codes of the most units."""
    names = {name for feature in features for name in feature.properties}
    known = sorted(name for name in names if name.lower() in CODE_NAMES)
    if not known:
        text = _(
            "Không thấy thuộc tính mã đơn vị; hãy đặt tên là một trong: %(names)s."
        )
        raise GeoJsonError([text % {"names": ", ".join(CODE_NAMES)}])

    def hits(name: str) -> int:
        return sum(
            _code(feature.properties.get(name, ""), level) in units
            for feature in features
        )

    return max(known, key=hits)


def _code(text: str, level: str) -> str:
    """A code as the statistics office writes it: without country, with zeros."""
    code = text.upper().removeprefix(PLACE_PREFIX)
    return code.zfill(CODE_LENGTH[UnitLevel(level)]) if code else ""


def _mismatch(
    feature: Feature,
    code: str,
    units: dict[str, UnitVersion],
    matched: dict[str, Feature],
) -> str:
    """Why a feature is not the unit of its code; empty = it is.

    Codes are used again after mergers, so a name that differs means another unit.
    """
    unit = units.get(code)
    if unit is None:
        return _("không có đơn vị mã này vào ngày ấy")
    name = _name(feature)
    if name and _bare(name) != _bare(unit.name):
        return _("mã này vào ngày ấy là của %(unit)s") % {"unit": unit.full_name}
    if code in matched:
        said = {"number": matched[code].number}
        return _("mã này đã có ở đối tượng số %(number)s") % said
    return ""


def _bare(name: str) -> str:
    """A name for comparison: without the kind that many files write before it."""
    return fold_name(KIND_WORDS.sub("", fold(name)))


def _name(feature: Feature) -> str:
    for name, value in feature.properties.items():
        if name.lower() in NAME_NAMES and value:
            return value
    return ""


def _called(feature: Feature) -> str:
    codes = (v for n, v in feature.properties.items() if n.lower() in CODE_NAMES)
    words = [next(codes, ""), _name(feature)]
    said = " ".join(word[:60] for word in words if word)
    return _("Đối tượng số %(number)s (%(said)s)") % {
        "number": feature.number,
        "said": said,
    }


def _drawn(
    matched: dict[str, Feature], units: dict[str, UnitVersion]
) -> tuple[list[Shape], int]:
    placed, height = project({code: one.rings for code, one in matched.items()})
    shapes = []
    for code, rings in simplified(placed).items():
        x, y = label_point(rings)
        shapes.append(Shape(units[code].unit_id, x, y, svg_path(rings)))
    return shapes, height


def plan_tiles(facts: LayerFacts, tiles: Iterable[tuple[str, int, int]]) -> LayerPlan:
    """The layer of tiles given as code, column and row."""
    units = units_by_code(facts)
    shapes: list[Shape] = []
    unmatched: list[str] = []
    codes = set()
    for code, x, y in tiles:
        codes.add(code)
        if code in units:
            shapes.append(Shape(units[code].unit_id, x, y))
        else:
            unmatched.append(code)
    return LayerPlan(
        replace(
            facts,
            kind=LayerKind.TILES,
            width=1 + max((one.x for one in shapes), default=0),
            height=1 + max((one.y for one in shapes), default=0),
        ),
        shapes,
        code_property="code",
        unmatched=unmatched,
        missing=[v.full_name for code, v in units.items() if code not in codes],
    )
