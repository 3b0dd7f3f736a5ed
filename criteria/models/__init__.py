"""The law as data."""

from criteria.models.check_rule import CheckRule
from criteria.models.criteria_set import Band, CriteriaSet, CriterionGroup
from criteria.models.criterion import Criterion, CriterionLead
from criteria.models.indicator import Indicator
from criteria.models.level import Level, SubstitutionRule
from criteria.models.measure import Measure, MeasureOption

__all__ = [
    "Band",
    "CheckRule",
    "CriteriaSet",
    "Criterion",
    "CriterionGroup",
    "CriterionLead",
    "Indicator",
    "Level",
    "Measure",
    "MeasureOption",
    "SubstitutionRule",
]
