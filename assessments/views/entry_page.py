"""The page of entering in words: what is owed on top, then every criterion."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.forms.entry import (
    Fields,
    Token,
    digest,
    slug_of,
    stored_digest,
    typed_number,
)
from assessments.reports.entry import EntryReport
from assessments.views.deadline_words import closed_words, deadline_words
from assessments.views.entry_criterion import (
    CriterionPart,
    Link,
    criterion_part,
    lock_words,
    moment,
    said_in,
)
from assessments.views.entry_leaf import answers_of
from assessments.views.entry_saving import Attempt
from assessments.views.evidence_page import Adding, adding

Held = Mapping[int, tuple[Token, dict[str, Fields]]]


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A heading of the jump list."""

    name: str
    criteria: tuple[CriterionPart, ...]


@dataclass(frozen=True, slots=True)
class OwedPart:
    """A criterion that lacks something, and what."""

    url: str
    label: str
    missing: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """What templates/entry/page.html prints."""

    heading: str
    title: str
    crumbs: tuple[Link, ...]
    unit: str
    facts: tuple[str, ...]
    groups: tuple[GroupPart, ...]
    errors: tuple[Link, ...]
    owed: tuple[OwedPart, ...]
    conflicts: tuple[Link, ...]
    returned: tuple[Link, ...]
    differences: tuple[Link, ...]
    lock: str
    done: str
    url: str
    check_url: str
    plan_url: str
    drop_url: str
    adding: Adding
    can_save: bool
    held: str
    lost: tuple[str, ...]
    files: tuple[str, ...]
    hold_token: str


def address(report: EntryReport, view: str = "entry:page") -> str:
    """A page of this commune and period set."""
    period_set = report.period_set
    return reverse(
        view,
        args=[period_set.period.year, report.unit.unit_id, period_set.pk],
    )


def entry_page(
    report: EntryReport,
    attempts: Mapping[int, Attempt] | None = None,
    *,
    held: Held | None = None,
    held_at: dt.datetime | None = None,
    hold_token: str = "",
    files: tuple[str, ...] = (),
) -> EntryPage:
    """Put the report into words; what was posted and not saved stays in its fields."""
    attempts, held = attempts or {}, _unsaved(report, held or {})
    parts = {
        one.number: criterion_part(one, attempts.get(one.number), held.get(one.number))
        for one in report.criteria
    }
    errors = tuple(_errors(parts))
    heading = _("Nhập kết quả năm %(year)s") % {"year": report.period_set.period.year}
    return EntryPage(
        heading=heading,
        title=f"{_('Lỗi')}: {heading}" if errors or attempts else heading,
        crumbs=(
            Link(reverse("entry:home"), _("Nhập liệu")),
            Link("", f"{report.unit.full_name}, {report.period_set.period.year}"),
        ),
        unit=report.unit.full_name,
        facts=tuple(_facts(report)),
        groups=tuple(_groups(report, parts)),
        errors=errors,
        owed=tuple(_owed(parts, {one.url for one in errors})),
        conflicts=tuple(
            Link(f"#tc-{one.number}", one.conflict.text)
            for one in parts.values()
            if one.conflict
        ),
        returned=tuple(
            Link(f"#tc-{one.number}", one.returned)
            for one in parts.values()
            if one.returned
        ),
        differences=tuple(_differences(report)),
        lock=report.lock,
        done=_done(report),
        url=address(report),
        check_url=address(report, "entry:check"),
        plan_url=address(report, "plans:page"),
        drop_url=address(report, "entry:drop"),
        adding=adding(report.unit.unit_id, report.period_set),
        can_save=any(one.is_open for one in report.criteria),
        held=_held(held_at) if held_at and held else "",
        lost=tuple(_lost(report, held)),
        files=files,
        hold_token=hold_token,
    )


def _unsaved(report: EntryReport, held: Held) -> Held:
    """What is held and does not stand already."""
    return {
        number: (token, fields)
        for number, (token, fields) in held.items()
        if digest(fields.values()) != stored_digest(report.criterion(number))
    }


def _held(at: dt.datetime) -> str:
    said = {"time": moment(at)}
    return _("Có ô bạn gửi lúc %(time)s khi phiên đã hết, chưa lưu.") % said


def _lost(report: EntryReport, held: Held) -> Iterator[str]:
    """Held fields of criteria that can no longer be entered, to be copied."""
    for number, (_token, fields) in held.items():
        state = report.criterion(number)
        if not state.is_open:
            values = "; ".join(
                f"{leaf.leaf.code}: {said_in(leaf, fields[slug_of(leaf.leaf)])}"
                for leaf in state.leaves
            )
            said = {"number": number, "why": lock_words(state), "values": values}
            yield _("Tiêu chí %(number)s không lưu được: %(why)s %(values)s") % said


def _errors(parts: Mapping[int, CriterionPart]) -> Iterator[Link]:
    for part in parts.values():
        for leaf in part.leaves:
            if leaf.error:
                said = {"code": leaf.code, "error": leaf.error}
                label = _("Chỉ tiêu %(code)s: %(error)s") % said
                yield Link(f"#v-{leaf.slug}", label)


def _owed(
    parts: Mapping[int, CriterionPart], wrong: Collection[str]
) -> Iterator[OwedPart]:
    """What is still to be entered or proved; `wrong` are fields told of already."""
    for part in parts.values():
        missing = tuple(one for one in part.missing if one.url not in wrong)
        if missing:
            label = f"{part.number}. {part.name}"
            yield OwedPart(f"#tc-{part.number}", label, missing)


def _differences(report: EntryReport) -> Iterator[Link]:
    """Values that the commune's account by another set has otherwise."""
    for leaf, other in report.differences:
        typed = typed_number(other.entered.value)
        said = {
            "code": leaf.leaf.code,
            "set": other.set_name,
            "there": answers_of(leaf).get(typed, typed)
            or other.entered.not_applicable_reason,
        }
        label = _("Chỉ tiêu %(code)s: %(set)s ghi “%(there)s”, khác ở đây.") % said
        yield Link(f"#v-{slug_of(leaf.leaf)}", label)


def _groups(
    report: EntryReport, parts: Mapping[int, CriterionPart]
) -> Iterator[GroupPart]:
    for group in report.groups:
        own = tuple(
            parts[one.number]
            for one in report.criteria
            if one.entry.criterion.group_id == group.pk
        )
        if own:
            yield GroupPart(f"{group.code}. {group.name}", own)


def _facts(report: EntryReport) -> Iterator[str]:
    yield progress(report.entered, len(report.leaves))
    period, left = report.period_set.period, report.days_left
    if period.closed_at is not None:
        yield closed_words(report.given)
    elif period.closes_on is not None and left is not None and not report.lock:
        yield deadline_words(period.closes_on, left)


def progress(entered: int, total: int) -> str:
    """How many of the values asked have been entered: an indicator may ask several."""
    said = {"n": entered, "total": total}
    return _("Đã nhập %(n)s trên %(total)s giá trị") % said


def _done(report: EntryReport) -> str:
    """How many criteria are done: handed in, or with nothing owed while it is open."""
    total = len(report.criteria)
    if report.lock:
        n = report.handed_in
        said = {"total": total, "n": n, "left": total - n}
        return _("%(total)s tiêu chí: đã nộp %(n)s, chưa nộp %(left)s") % said
    done = sum(one.is_handed_in or one.is_complete for one in report.criteria)
    said = {"total": total, "done": done, "left": total - done}
    return _("%(total)s tiêu chí: xong %(done)s, chưa xong %(left)s") % said
