"""What a unit had the period before: looked up, never copied."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.choices import Status
from assessments.models import Assessment, IndicatorResult, Period
from criteria.models import CriteriaSet


@dataclass(frozen=True, slots=True)
class LastValue:
    """The value of a measure in the former period, how it counted, and when.

    `is_draft`: never handed in, or returned.
    """

    value: Decimal
    outcome: str
    basis: str
    year: int
    is_draft: bool


def last_values(
    unit_id: int, period: Period, criteria_set: CriteriaSet
) -> dict[int, LastValue]:
    """Values of the former period of the same kind by measure id; two queries.

    Of the chosen account at the same tier, whichever set judged it: the same measure
    is the same question.
    """
    account = (
        Assessment.objects.chosen()
        .filter(
            unit=unit_id,
            period__kind=period.kind,
            period__as_of__lt=period.as_of,
            criteria_set__tier=criteria_set.tier,
        )
        .order_by("-period__as_of")
        .values_list("pk", "period__year")
        .first()
    )
    if account is None:
        return {}
    pk, year = account
    rows = IndicatorResult.objects.filter(
        criterion_result__assessment=pk, value__isnull=False
    ).values_list(
        "indicator__measure_id", "value", "outcome", "basis", "criterion_result__status"
    )
    drafts = {Status.DRAFT, Status.RETURNED}
    return {
        measure_id: LastValue(value, outcome, basis, year, status in drafts)
        for measure_id, value, outcome, basis, status in rows
        if measure_id is not None and value is not None
    }
