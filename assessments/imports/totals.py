"""Totals beside rows: a sum that does not add up is refused, not repaired."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.imports.headings import REPORTED, Part
from assessments.imports.stated import Reading, Stated
from criteria.book import Book
from criteria.choices import Outcome
from criteria.rules.outcomes import counts_as_met


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A line of totals: what it says by key, each with its place."""

    row: int
    said: dict[str, tuple[int, str]]


def check_totals(
    totals: list[TotalRow], members: list[tuple[int, Stated]], into: Reading
) -> None:
    """Each total must be that of all rows, of those above it or of those below it."""
    lines = [total.row for total in totals]
    for total in totals:
        above = max((line for line in lines if line < total.row), default=-1)
        below = min((line for line in lines if line > total.row), default=1 << 30)
        groups = [
            [stated for _row, stated in members],
            [stated for row, stated in members if above < row < total.row],
            [stated for row, stated in members if total.row < row < below],
        ]
        for key, (said, place) in total.said.items():
            sums = [_sum_of(group, key) for group in groups if group]
            if said not in sums:
                into.refuse(
                    place,
                    _("tổng ghi %(said)s, các dòng cộng lại được %(sum)s")
                    % {"said": said, "sum": _nearest(sums, said)},
                )


def _nearest(sums: list[int], said: int) -> int:
    return min(sums, key=lambda one: abs(one - said), default=0)


def _sum_of(group: list[Stated], key: str) -> int:
    """What the rows of a group give: counts added, verdicts of met counted."""
    if key in REPORTED:
        return sum(stated.reported.get(key, 0) for stated in group)
    if key.startswith("#"):
        verdicts = [stated.verdicts.get(int(key[1:])) for stated in group]
        return sum(v is not None and v.outcome == Outcome.MET for v in verdicts)
    values = [stated.values[key].value for stated in group if key in stated.values]
    return int(sum(value for value in values if value is not None))


def check_counts(stated: Stated, book: Book, into: Reading) -> None:
    """A row's number of criteria must be possible beside its own verdicts."""
    said = stated.reported.get(Part.REPORTED_CRITERIA)
    if said is None or not stated.verdicts:
        return
    outcomes = [v.outcome for v in stated.verdicts.values()]
    met = outcomes.count(Outcome.MET)
    counted = sum(counts_as_met(o, book.counting) for o in outcomes)
    failed = outcomes.count(Outcome.NOT_MET)
    open_still = len(book.entries) - len(outcomes)
    if open_still == 0:
        is_possible = said in {met, counted}
    else:
        is_possible = met <= said <= len(book.entries) - failed
    if not is_possible:
        into.refuse(
            stated.places[Part.REPORTED_CRITERIA],
            _("ghi %(said)s tiêu chí đạt, các cột tiêu chí cho %(met)s")
            % {"said": said, "met": met},
        )
