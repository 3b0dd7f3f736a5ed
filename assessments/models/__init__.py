"""The facts."""

from assessments.models.assessment import Assessment
from assessments.models.correction import Correction
from assessments.models.dossier import (
    Dossier,
    DossierCondition,
    RecognitionCondition,
)
from assessments.models.event import ResultEvent
from assessments.models.evidence import Evidence
from assessments.models.figure import PublishedFigure
from assessments.models.held import HeldInput
from assessments.models.importing import ImportDraft, WrittenName
from assessments.models.notice import Notice
from assessments.models.period import Period, PeriodException, PeriodSet
from assessments.models.plan import Plan, PlanItem, PlanPostponement, PlanValue
from assessments.models.procedure import Procedure, ReviewStep
from assessments.models.recognition import RecognitionDecision
from assessments.models.result import CriterionResult, IndicatorResult

__all__ = [
    "Assessment",
    "Correction",
    "CriterionResult",
    "Dossier",
    "DossierCondition",
    "Evidence",
    "HeldInput",
    "ImportDraft",
    "IndicatorResult",
    "Notice",
    "Period",
    "PeriodException",
    "PeriodSet",
    "Plan",
    "PlanItem",
    "PlanPostponement",
    "PlanValue",
    "Procedure",
    "PublishedFigure",
    "RecognitionCondition",
    "RecognitionDecision",
    "ResultEvent",
    "ReviewStep",
    "WrittenName",
]
