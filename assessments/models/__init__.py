"""The facts."""

from assessments.models.assessment import Assessment
from assessments.models.event import ResultEvent
from assessments.models.evidence import Evidence
from assessments.models.figure import PublishedFigure
from assessments.models.importing import ImportDraft, WrittenName
from assessments.models.period import Period, PeriodSet
from assessments.models.plan import Plan, PlanItem
from assessments.models.procedure import Procedure, ReviewStep
from assessments.models.recognition import RecognitionDecision
from assessments.models.result import CriterionResult, IndicatorResult

__all__ = [
    "Assessment",
    "CriterionResult",
    "Evidence",
    "ImportDraft",
    "IndicatorResult",
    "Period",
    "PeriodSet",
    "Plan",
    "PlanItem",
    "Procedure",
    "PublishedFigure",
    "RecognitionDecision",
    "ResultEvent",
    "ReviewStep",
    "WrittenName",
]
