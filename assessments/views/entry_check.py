"""The check page in words: every outcome, what is missing, what is doubtful."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.forms.submit import SubmitForm
from assessments.reports.entry import CriterionState, EntryReport
from assessments.views.entry_criterion import Link, lock_words, missing_of
from assessments.views.entry_leaf import Verdict, doubts_in_words
from assessments.views.entry_page import address
from criteria.choices import OUTCOME_CSS


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One criterion: its outcome, and what can be handed in or what is missing."""

    number: int
    name: str
    verdict: Verdict
    status: Verdict
    value: str
    is_chosen: bool
    missing: tuple[Link, ...]
    doubts: tuple[str, ...]
    lock: str


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """Criteria that ask the same of the reader; all but the first are folded."""

    key: str
    label: str
    rows: tuple[CheckRow, ...]
    is_folded: bool
    is_unfolded: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What templates/entry/check.html prints."""

    heading: str
    title: str
    lead: str
    lock: str
    crumbs: tuple[Link, ...]
    groups: tuple[CheckGroup, ...]
    errors: tuple[str, ...]
    can_submit: bool
    back_url: str
    url: str


def check_page(report: EntryReport, form: SubmitForm) -> CheckPage:
    """Put the report into words; all that is complete is chosen at first.

    Where everything is locked, there is nothing to list but why.
    """
    heading = _("Kiểm tra và nộp kết quả năm %(year)s") % {
        "year": report.period_set.period.year
    }
    rows = tuple(_row(report, state, form.chosen) for state in report.criteria)
    errors = tuple(str(e) for errors in form.errors.values() for e in errors)
    return CheckPage(
        heading=heading,
        title=f"{_('Lỗi')}: {heading}" if errors else heading,
        lead=_lead(report),
        lock=report.lock,
        crumbs=(
            Link(reverse("entry:home"), _("Nhập liệu")),
            Link(
                address(report),
                f"{report.unit.full_name}, {report.period_set.period.year}",
            ),
            Link("", _("Kiểm tra và nộp")),
        ),
        groups=() if report.lock else tuple(_groups(rows, has_errors=bool(errors))),
        errors=errors,
        can_submit=any(row.value for row in rows),
        back_url=address(report),
        url=address(report, "entry:check"),
    )


def _lead(report: EntryReport) -> str:
    if report.lock:
        said = {"n": report.handed_in, "total": len(report.criteria)}
        return _("Đã nộp %(n)s trên %(total)s tiêu chí") % said
    ready = sum(one.is_complete for one in report.criteria)
    owing = sum(one.is_open and bool(one.owed) for one in report.criteria)
    said = {"ready": ready, "owing": owing}
    return _("%(ready)s tiêu chí nộp được, %(owing)s tiêu chí còn thiếu.") % said


def _groups(rows: tuple[CheckRow, ...], *, has_errors: bool) -> Iterator[CheckGroup]:
    """What must be decided first, then what is ready, then what is past deciding."""
    done = tuple(row for row in rows if row.lock)
    ready = tuple(row for row in rows if row.value and not (row.lock or row.doubts))
    first = tuple(row for row in rows if row not in done and row not in ready)
    if first:
        yield CheckGroup("first", _first_label(len(first)), first, False, False)
    if ready:
        unfolded = has_errors or not first
        yield CheckGroup("ready", _ready_label(len(ready)), ready, True, unfolded)
    if done:
        unfolded = not (first or ready)
        yield CheckGroup("done", _done_label(len(done)), done, True, unfolded)


def _first_label(total: int) -> str:
    text = ngettext(
        "%(n)s tiêu chí cần xem trước", "%(n)s tiêu chí cần xem trước", total
    )
    return text % {"n": total}


def _ready_label(total: int) -> str:
    text = ngettext(
        "%(n)s tiêu chí nộp được, không có gì phải xem",
        "%(n)s tiêu chí nộp được, không có gì phải xem",
        total,
    )
    return text % {"n": total}


def _done_label(total: int) -> str:
    text = ngettext(
        "%(n)s tiêu chí đã nộp hoặc đã khóa",
        "%(n)s tiêu chí đã nộp hoặc đã khóa",
        total,
    )
    return text % {"n": total}


def _row(
    report: EntryReport, state: CriterionState, chosen: set[str] | None
) -> CheckRow:
    value = f"{state.number}.{state.version}" if state.is_complete else ""
    return CheckRow(
        number=state.number,
        name=state.entry.criterion.name,
        verdict=Verdict(OUTCOME_CSS[state.outcome], str(state.outcome.label)),
        status=Verdict(state.status, str(state.status.label)),
        value=value,
        is_chosen=bool(value) and (chosen is None or value in chosen),
        missing=tuple(missing_of(state, address(report))) if state.is_open else (),
        doubts=tuple(
            f"{leaf.leaf.code}: {words}"
            for leaf in state.leaves
            for words in doubts_in_words(leaf)
        ),
        lock=lock_words(state),
    )
