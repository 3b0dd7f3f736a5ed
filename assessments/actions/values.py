"""Values of one criterion: given, stored, judged, written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from accounts.models import User
from assessments.actions.leaves import LEAF_FIELDS, leaf_row
from assessments.actions.moves import take
from assessments.errors import AssessmentsError
from assessments.events import append_event, entered_text
from assessments.models import Assessment, CriterionResult, IndicatorResult
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


def stored_values(result: CriterionResult, book: Book) -> dict[str, Given]:
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
        for row in result.indicator_results.all()
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
) -> None:
    """Rows of the leaves that say something; a leaf once entered keeps its row."""
    said = {book.leaf_of_code[code].pk: one for code, one in given.items()}
    IndicatorResult.objects.bulk_create(
        [
            leaf_row(
                replace(leaf, entered=said[leaf.indicator_id].entered),
                said[leaf.indicator_id].typed,
                criterion_result_id=result.pk,
            )
            for leaf in judged.leaves
            if leaf.indicator_id in said
        ],
        update_conflicts=True,
        unique_fields=["criterion_result", "indicator"],
        update_fields=LEAF_FIELDS,
    )


def save_draft(
    assessment: Assessment,
    result: CriterionResult,
    given: Mapping[str, Given],
    *,
    by: User,
    origin: str,
) -> None:
    """Write leaves of a criterion by code over what stands, judged, with an event.

    Nothing is written where they say nothing else than what stands. The account is
    locked. Raises StaleResult where the result is not as it was read.
    """
    book, facts = open_law(assessment)
    before = stored_values(result, book)
    given = {c: one for c, one in given.items() if one != before.get(c, Given())}
    if not given and is_allowed(Move.SAVE, result.status):
        return
    after = {**before, **given}
    judged = judged_values(book, facts, result.criterion_id, after)
    take(
        Move.SAVE,
        result,
        result.version,
        computed=judged.computed,
        entered_by=by,
    )
    write_values(result, book, judged, after)
    append_event(
        assessment,
        criterion_result=result,
        kind=event_of(Move.SAVE),
        origin=origin,
        by=by,
        old={"values": {code: before[code].text for code in given if code in before}},
        new={"values": {code: one.text for code, one in given.items()}},
    )
