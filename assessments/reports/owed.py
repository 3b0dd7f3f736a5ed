"""What a criterion still lacks before it can be submitted."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from assessments.errors import Owed
from assessments.models import CriterionResult, IndicatorResult
from criteria.book import CriterionEntry
from criteria.choices import Combine, MeasureKind, Outcome
from criteria.rules.outcomes import Node, evaluate


def owed_by(result: CriterionResult, entry: CriterionEntry) -> list[Owed]:
    """All that a result lacks, in printed order; its rows are prefetched."""
    rows = {row.indicator_id: row for row in result.indicator_results.all()}
    return owed_of(entry, rows, has_proof=bool(result.evidence.all()))


def owed_of(
    entry: CriterionEntry, rows: Mapping[int, IndicatorResult], *, has_proof: bool
) -> list[Owed]:
    """All that is missing in the rows by leaf id, in printed order.

    Every leaf needs a value or a reason, but those of a composite that is met without
    them. "Đạt" by yes or no needs a proof.
    """
    leaves = {leaf_id: Outcome(row.outcome) for leaf_id, row in rows.items()}
    outcomes = evaluate(entry.tree, leaves)
    needed = set(_needed(entry.tree, outcomes))
    owed = []
    for leaf in entry.leaves:
        row = rows.get(leaf.pk)
        message = _lack(row) if leaf.pk in needed or (row and row.typed) else ""
        if not message and row and _claims(row, leaf.measure) and not has_proof:
            message = _("Chọn “Đạt” thì phải có ít nhất một minh chứng.")
        if message:
            owed.append(Owed(entry.criterion.pk, leaf.pk, message))
    return owed


def _needed(node: Node, outcomes: dict[int, Outcome]) -> Iterator[int]:
    if not node.children:
        yield node.id
        return
    if node.combine != Combine.ALL and outcomes[node.id] == Outcome.MET:
        return
    for child in node.children:
        yield from _needed(child, outcomes)


def _lack(row: IndicatorResult | None) -> str:
    if row is not None and row.typed:
        return _("“%(typed)s” chưa dùng được làm giá trị.") % {"typed": row.typed}
    if row is None or (row.value is None and not row.not_applicable_reason):
        return _("Chưa nhập giá trị.")
    return ""


def _claims(row: IndicatorResult, measure: object) -> bool:
    return getattr(measure, "kind", "") == MeasureKind.YES_NO and bool(row.value)
