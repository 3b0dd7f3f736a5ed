"""Rows of the law for tests: one small function per model."""

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

from communes.choices import UnitLevel
from criteria.choices import Layer, MeasureKind, Operator, Tier, Trust
from criteria.models import (
    Band,
    CriteriaSet,
    Criterion,
    CriterionGroup,
    CriterionLead,
    Indicator,
    Level,
    Measure,
    SubstitutionRule,
)
from tests.builders import make_document

START = dt.date(2016, 12, 1)

_numbers = count(1)


def make_measure(**over: Any) -> Measure:
    fields = {
        "key": f"measure_{next(_numbers)}",
        "name_vi": "Hộ dùng điện thường xuyên, an toàn",
        "name_en": "Households with regular, safe power",
        "kind": MeasureKind.PERCENT,
        "decimals": 2,
    }
    return Measure.objects.create(**fields | over)


def make_set(**over: Any) -> CriteriaSet:
    """A draft: publish it by `published_at`, once its structure stands."""
    number = next(_numbers)
    fields = {
        "key": f"bo-{number}",
        "unit_level": UnitLevel.COMMUNE,
        "tier": Tier.NTM,
        "name_vi": f"Bộ tiêu chí {number}",
        "name_en": f"Criteria set {number}",
        "valid_from": START,
        "counted_kinds": ["xa"],
    } | over
    if "document" not in fields:
        fields["document"] = make_document()
    return CriteriaSet.objects.create(**fields)


def make_group(criteria_set: CriteriaSet, **over: Any) -> CriterionGroup:
    fields = {"code": "II", "position": 2, "name_vi": "Hạ tầng", "name_en": "Works"}
    return CriterionGroup.objects.create(criteria_set=criteria_set, **fields | over)


def make_band(criteria_set: CriteriaSet, **over: Any) -> Band:
    fields = {"minimum": 15, "maximum": 18}
    return Band.objects.create(criteria_set=criteria_set, **fields | over)


def make_criterion(criteria_set: CriteriaSet | None = None, **over: Any) -> Criterion:
    criteria_set = criteria_set or make_set()
    group = over.pop("group", None) or criteria_set.groups.first()
    fields = {"number": 4, "name_vi": "Điện", "name_en": "Electricity"}
    return Criterion.objects.create(
        criteria_set=criteria_set,
        group=group or make_group(criteria_set),
        **fields | over,
    )


def make_lead(criterion: Criterion, **over: Any) -> CriterionLead:
    fields = {
        "sector": "industry-trade",
        "name_vi": "Sở Công Thương",
        "valid_from": START,
    }
    return CriterionLead.objects.create(criterion=criterion, **fields | over)


def make_indicator(criterion: Criterion | None = None, **over: Any) -> Indicator:
    """A leaf with a measure and "at least"."""
    fields = {
        "code": "4.2",
        "position": 2,
        "name_vi": "Hộ dùng điện",
        "name_en": "Power",
        "operator": Operator.AT_LEAST,
    } | over
    if "measure" not in fields:
        fields["measure"] = make_measure()
    return Indicator.objects.create(criterion=criterion or make_criterion(), **fields)


def build_level(indicator: Indicator, **over: Any) -> Level:
    """A level that is not saved."""
    fields = {
        "value": Decimal(95),
        "layer": Layer.NATIONAL,
        "region": "TDMNPB",
        "valid_from": START,
        "status": Trust.UNVERIFIED,
    } | over
    if "document" not in fields:
        fields["document"] = make_document()
    return Level(indicator=indicator, **fields)


def make_level(indicator: Indicator | None = None, **over: Any) -> Level:
    level = build_level(indicator or make_indicator(), **over)
    level.save()
    return level


def make_substitution(criteria_set: CriteriaSet, **over: Any) -> SubstitutionRule:
    fields = {
        "scheme": "hardship",
        "value": "dbkk",
        "effective_region": "TDMNPB",
        "valid_from": START,
        "status": Trust.VERIFIED,
        "text_vi": "Xã đặc biệt khó khăn áp dụng mức của vùng núi.",
    } | over
    if "document" not in fields:
        fields["document"] = make_document()
    return SubstitutionRule.objects.create(criteria_set=criteria_set, **fields)
