"""The stored row of a judged leaf, the same for every way in."""

from assessments.models import IndicatorResult
from criteria.book import Book, JudgedLeaf

REASON_LENGTH = 600
# What a later write of the same leaf replaces.
LEAF_FIELDS = [
    "value",
    "typed",
    "basis",
    "not_applicable_reason",
    "note",
    "level",
    "effective_region",
    "level_reason",
    "outcome",
]


def leaf_row(
    leaf: JudgedLeaf, typed: str = "", *, book: Book, criterion_result_id: int
) -> IndicatorResult:
    """An unsaved row: what was entered, the level that judged it, the outcome.

    `book` is the one that judged the leaf.
    """
    answer = leaf.answer
    return IndicatorResult(
        criterion_result_id=criterion_result_id,
        indicator_id=leaf.indicator_id,
        value=leaf.entered.value,
        typed=typed,
        basis=leaf.entered.basis,
        not_applicable_reason=leaf.entered.not_applicable_reason,
        note=leaf.entered.note,
        level_id=answer.level.id if answer.level else None,
        effective_region=answer.effective_region or "",
        level_reason=book.recorded_reason(answer)[:REASON_LENGTH],
        outcome=leaf.outcome,
    )
