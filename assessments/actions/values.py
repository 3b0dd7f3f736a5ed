"""Values of one criterion: given, stored, judged, written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from accounts.models import User
from assessments.actions.leaves import LEAF_FIELDS, leaf_row
from assessments.actions.moves import take
from assessments.errors import AssessmentsError
from assessments.events import append_event, entered_text
from assessments.models import (
    Assessment,
    CriterionResult,
    IndicatorResult,
    ResultEvent,
)
from assessments.reports.law import kept_facts, kept_law_of
from assessments.workflow import Move, event_of, is_allowed
from communes.facts import UnitFacts, facts_on
from criteria.book import Book, Entered, JudgedCriterion, open_book


@dataclass(frozen=True, slots=True)
class Given:
    """What is given for one leaf: what was understood, or what was typed."""

    entered: Entered = field(default_factory=Entered)
    typed: str = ""

    @property
    def judged(self) -> Entered:
        """What counts: a reason beside something that was typed does not yet."""
        if not self.typed:
            return self.entered
        return replace(self.entered, not_applicable_reason="")

    @property
    def text(self) -> str:
        """As the trail says it."""
        return entered_text(self.entered, self.typed)


def open_law(assessment: Assessment) -> tuple[Book, UnitFacts]:
    period = assessment.period
    book = open_book(assessment.criteria_set, day=period.as_of, year=period.year)
    return book, facts_on([assessment.unit_id], period.as_of)[assessment.unit_id]


def stored_values(rows: Iterable[IndicatorResult], book: Book) -> dict[str, Given]:
    """What stands now, by leaf code."""
    return {
        book.indicators[row.indicator_id].code: Given(
            Entered(
                value=row.value,
                basis=row.basis,
                not_applicable_reason=row.not_applicable_reason,
                note=row.note,
            ),
            row.typed,
        )
        for row in rows
    }


def judged_values(
    book: Book, facts: UnitFacts, criterion_id: int, given: Mapping[str, Given]
) -> JudgedCriterion:
    unknown = set(given) - {leaf.code for leaf in book.entry(criterion_id).leaves}
    if unknown:
        raise AssessmentsError(
            _("Bộ tiêu chí không có chỉ tiêu: %(codes)s.")
            % {"codes": ", ".join(sorted(unknown)[:10])}
        )
    entered = {book.leaf_of_code[c].pk: one.judged for c, one in given.items()}
    return book.judge_one(criterion_id, facts, entered)


def write_values(
    result: CriterionResult,
    book: Book,
    judged: JudgedCriterion,
    given: Mapping[str, Given],
) -> list[IndicatorResult]:
    """Rows of the leaves that say something; a leaf once entered keeps its row."""
    said = {book.leaf_of_code[code].pk: one for code, one in given.items()}
    rows = [
        leaf_row(
            replace(leaf, entered=said[leaf.indicator_id].entered),
            said[leaf.indicator_id].typed,
            book=book,
            criterion_result_id=result.pk,
        )
        for leaf in judged.leaves
        if leaf.indicator_id in said
    ]
    IndicatorResult.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["criterion_result", "indicator"],
        update_fields=LEAF_FIELDS,
    )
    return rows


def save_draft(
    assessment: Assessment,
    result: CriterionResult,
    given: Mapping[str, Given],
    stored: Iterable[IndicatorResult],
    *,
    by: User,
    origin: str,
    last: ResultEvent | None = None,
) -> list[IndicatorResult]:
    """Write leaves of a criterion by code over its stored rows, judged, with an event.

    Nothing is written where they say nothing else than what stands. Gives the rows
    that were written. The account is locked. Raises StaleResult where the result is
    not as it was read.
    """
    book = kept_law_of(assessment).book
    facts = kept_facts(assessment.unit_id, assessment.period.as_of)
    assert facts is not None  # noqa: S101  asked by the locks
    before = stored_values(stored, book)
    given = {c: one for c, one in given.items() if one != before.get(c, Given())}
    if not given and is_allowed(Move.SAVE, result.status):
        return []
    after = {**before, **given}
    judged = judged_values(book, facts, result.criterion_id, after)
    take(
        Move.SAVE,
        result,
        result.version,
        computed=judged.computed,
        entered_by=by,
    )
    rows = write_values(result, book, judged, after)
    append_event(
        assessment,
        criterion_result=result,
        kind=event_of(Move.SAVE),
        origin=origin,
        by=by,
        old={"values": {code: before[code].text for code in given if code in before}},
        new={"values": {code: one.text for code, one in given.items()}},
        last=last,
    )
    result.version, result.computed = result.version + 1, judged.computed
    result.entered_by = by
    return rows
