"""The stored summary of an assessment: written with each save, checked by command."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assessments.choices import Status, ValueBasis
from assessments.models import Assessment, CriterionResult, IndicatorResult
from criteria.choices import Outcome, Trust
from criteria.rules.outcomes import Counting, summarise

DECLARED_STATUSES = {Status.SUBMITTED, Status.CONFIRMED}
SUMMARY_FIELDS = [
    "declared_met",
    "declared_counted",
    "declared_assessed",
    "declared_outcomes",
    "confirmed_met",
    "confirmed_counted",
    "confirmed_assessed",
    "confirmed_outcomes",
    "estimates",
    "unverified_levels",
    "illustrative_levels",
]


def counting_of(criteria_set: Any) -> Counting:
    """How a set counts the two outcomes that are neither met nor not met."""
    return Counting(
        not_applicable_counts=criteria_set.not_applicable_counts,
        basically_met_counts=criteria_set.basically_met_counts,
    )


def summary_values(
    results: Sequence[CriterionResult],
    leaves: Iterable[tuple[str, str | None]],
    counting: Counting,
) -> dict[str, Any]:
    """Values of SUMMARY_FIELDS.

    `results` stand in set order; `leaves` are (basis, status of the level used) of
    the leaves of confirmed criteria that have an outcome.
    """
    values: dict[str, Any] = {}
    for prefix, statuses in (
        ("declared", DECLARED_STATUSES),
        ("confirmed", {Status.CONFIRMED}),
    ):
        summary = summarise(
            [
                r.outcome if r.status in statuses else Outcome.NOT_ASSESSED
                for r in results
            ],
            counting,
        )
        values[f"{prefix}_met"] = summary.met
        values[f"{prefix}_counted"] = summary.counted
        values[f"{prefix}_assessed"] = summary.assessed
        values[f"{prefix}_outcomes"] = summary.letters
    pairs = list(leaves)
    values["estimates"] = sum(basis == ValueBasis.ESTIMATE for basis, _ in pairs)
    values["unverified_levels"] = sum(s == Trust.UNVERIFIED for _, s in pairs)
    values["illustrative_levels"] = sum(s == Trust.ILLUSTRATIVE for _, s in pairs)
    return values


def recompute(assessment: Assessment) -> dict[str, Any]:
    """The summary as its rows say now."""
    return recompute_all([assessment])[assessment.pk]


def recompute_all(assessments: Sequence[Assessment]) -> dict[int, dict[str, Any]]:
    """Summaries by assessment id as their rows say now; two queries at any size.

    The assessments come with their sets.
    """
    results: dict[int, list[CriterionResult]] = {a.pk: [] for a in assessments}
    for result in CriterionResult.objects.filter(assessment__in=results).order_by(
        "criterion__number"
    ):
        results[result.assessment_id].append(result)
    leaves: dict[int, list[tuple[str, str | None]]] = {a.pk: [] for a in assessments}
    for assessment_id, basis, trust in (
        IndicatorResult.objects.filter(
            criterion_result__assessment__in=leaves,
            criterion_result__status=Status.CONFIRMED,
        )
        .exclude(outcome=Outcome.NOT_ASSESSED)
        .values_list("criterion_result__assessment_id", "basis", "level__status")
    ):
        leaves[assessment_id].append((basis, trust))
    return {
        a.pk: summary_values(results[a.pk], leaves[a.pk], counting_of(a.criteria_set))
        for a in assessments
    }


def differences(
    assessment: Assessment, fresh: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Summary fields whose stored value is not the `fresh` one: (stored, fresh)."""
    return {
        name: (getattr(assessment, name), fresh[name])
        for name in SUMMARY_FIELDS
        if getattr(assessment, name) != fresh[name]
    }
