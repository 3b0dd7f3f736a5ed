"""The same question in another set of the same period: one value serves both."""

from dataclasses import dataclass

from assessments.models import Assessment, IndicatorResult
from criteria.book import Entered


@dataclass(frozen=True, slots=True)
class SharedValue:
    """What the commune's account by another set says to a measure."""

    entered: Entered
    set_name: str


def shared_values(account: Assessment) -> dict[int, SharedValue]:
    """Values of the unit's other accounts in the round by measure id; one query."""
    rows = (
        IndicatorResult.objects.filter(
            criterion_result__assessment__unit=account.unit_id,
            criterion_result__assessment__period=account.period_id,
            criterion_result__assessment__document=account.document_id,
            indicator__measure__isnull=False,
        )
        .exclude(criterion_result__assessment=account.pk)
        .select_related("indicator", "criterion_result__assessment__criteria_set")
    )
    return {
        row.indicator.measure_id: SharedValue(
            Entered(
                value=row.value,
                basis=row.basis,
                not_applicable_reason=row.not_applicable_reason,
                note=row.note,
            ),
            row.criterion_result.assessment.criteria_set.name,
        )
        for row in rows
        if row.indicator.measure_id is not None and says_something(row)
    }


def differs(row: IndicatorResult, other: SharedValue) -> bool:
    """Whether a leaf says another value, or another thing, than the other set has."""
    entered = other.entered
    if row.value is not None and entered.value is not None:
        return row.value != entered.value
    return (row.value is None) != (entered.value is None)


def says_something(row: IndicatorResult) -> bool:
    """Whether a leaf has a value or a reason; what is only typed says nothing yet."""
    return row.value is not None or bool(row.not_applicable_reason)
