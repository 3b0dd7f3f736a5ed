"""Rows, rules and facts for tests of the level rules, in the words of 318/QĐ-TTg."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from criteria.rules.levels import Answer, Facts, LevelRow, Substitution, choose_level

SIGNED_318 = dt.date(2022, 3, 8)
SIGNED_211 = dt.date(2024, 3, 1)
DAY = dt.date(2022, 12, 31)
BAC_KAN, THAI_NGUYEN, QUANG_TRI, SOC_TRANG = 6, 19, 45, 94

REGION_NAMES = {
    "TDMNPB": "Trung du miền núi phía Bắc",
    "BTB": "Bắc Trung Bộ",
    "DBSCL": "Đồng bằng sông Cửu Long",
}

_NATIONAL = LevelRow(
    id=0,
    value=Decimal(0),
    layer="national",
    region="",
    year=None,
    group="",
    province_id=None,
    attribute_scheme="",
    attribute_value="",
    valid_from=SIGNED_318,
    valid_to=None,
    status="verified",
    document="318/QĐ-TTg",
)

HARDSHIP = Substitution(
    scheme="hardship",
    value="yes",
    effective_region="TDMNPB",
    valid_from=SIGNED_318,
    valid_to=None,
    document="318/QĐ-TTg",
    text="xã đặc biệt khó khăn áp dụng mức của vùng TDMNPB",
)
SAFE_ZONE = replace(
    HARDSHIP, scheme="safe_zone", text="xã an toàn khu áp dụng mức của vùng TDMNPB"
)
ZONE_III = replace(
    HARDSHIP,
    scheme="zone",
    value="III",
    valid_from=SIGNED_211,
    document="211/QĐ-TTg",
    text="xã khu vực III áp dụng mức của vùng TDMNPB",
)


def row(id: int, value: Any, **over: Any) -> LevelRow:
    """A national level for any unit."""
    return replace(_NATIONAL, id=id, value=Decimal(str(value)), **over)


def provincial(id: int, value: Any, province: int, **over: Any) -> LevelRow:
    over = {"document": "1861/QĐ-UBND", **over}
    return row(id, value, layer="province", province_id=province, **over)


def facts(region: str | None = "TDMNPB", province: int = BAC_KAN, **over: Any) -> Facts:
    """A commune of Bắc Kạn in 2022 of which only the region is known."""
    base = Facts(2022, region, None, (province,), {})
    return replace(base, **over)


def choose(
    rows: Iterable[LevelRow],
    unit: Facts,
    substitutions: Iterable[Substitution] = (),
    day: dt.date = DAY,
) -> Answer:
    return choose_level(rows, unit, substitutions, day)


def chosen_id(*args: Any, **kwargs: Any) -> int | None:
    level = choose(*args, **kwargs).level
    return level.id if level else None


# 11, multidimensional poverty, ≤: regional columns of 318/QĐ-TTg.
POVERTY = [
    row(1, 13, region="TDMNPB"),
    row(2, "6.5", region="BTB"),
    row(3, 4, region="DBSCL"),
]
# 10, income: region and year on one row.
INCOME = [
    row(11, 36, region="TDMNPB", year=2021),
    row(12, 39, region="TDMNPB", year=2022),
    row(13, 50, region="DBSCL", year=2021),
    row(14, 53, region="DBSCL", year=2022),
]
# 5, schools: the ministry announces the level (1491/QĐ-BGDĐT).
MINISTRY: dict[str, Any] = {
    "layer": "ministry",
    "document": "1491/QĐ-BGDĐT",
    "attribute_scheme": "schools",
}
SCHOOLS = [
    row(21, 50, region="TDMNPB", attribute_value="≤3", **MINISTRY),
    row(22, 70, region="TDMNPB", attribute_value=">3", **MINISTRY),
    row(23, 100, region="DBSH", layer="ministry", document="1491/QĐ-BGDĐT"),
]
