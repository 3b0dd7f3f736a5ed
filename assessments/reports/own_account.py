"""The account that a commune itself enters."""

from assessments.models import Assessment, PeriodSet


def own_account(unit_id: int, period_set: PeriodSet) -> Assessment | None:
    """The account under the round's document, None before its first save."""
    return (
        Assessment.objects.select_related("criteria_set", "period")
        .filter(
            unit=unit_id,
            criteria_set=period_set.criteria_set_id,
            period=period_set.period_id,
            document=period_set.period.round_document_id,
        )
        .first()
    )
