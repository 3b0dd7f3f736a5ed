"""One criterion of the page of entering in words: its marks, rows, conflict."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessments.choices import Status
from assessments.forms.entry import Fields, Token, shown, slug_of, stored_digest
from assessments.reports.entry import CriterionState, LeafState
from assessments.views.entry_leaf import LeafPart, Verdict, answers_of, leaf_part
from assessments.views.entry_saving import Attempt
from assessments.views.evidence_page import ProofLine, proof_line
from criteria.choices import OUTCOME_CSS, Combine
from criteria.rules.outcomes import Node


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the page and what is wrong there."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Both:
    """One leaf of a conflict: what the other person saved, what was posted."""

    code: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a criterion was not saved; without `keep` and `use` it is locked."""

    text: str
    who: str
    rows: tuple[Both, ...]
    keep: str
    use: str


@dataclass(frozen=True, slots=True)
class CompositePart:
    """An indicator made of parts: the server alone says what comes of it."""

    code: str
    name: str
    depth: int
    slug: str
    how: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """What templates/entry/_criterion.html prints."""

    number: int
    pk: int
    name: str
    token: str
    is_open: bool
    verdict: Verdict
    status: Verdict
    lock: str
    returned: str
    rows: tuple[LeafPart | CompositePart, ...]
    missing: tuple[Link, ...]
    proofs: tuple[ProofLine, ...]
    conflict: Conflict | None = None
    correct_url: str = ""
    history_url: str = ""
    answer_url: str = ""

    @property
    def leaves(self) -> list[LeafPart]:
        """Its fields, in printed order."""
        return [row for row in self.rows if isinstance(row, LeafPart)]


def criterion_part(
    state: CriterionState,
    attempt: Attempt | None = None,
    held: tuple[Token, dict[str, Fields]] | None = None,
) -> CriterionPart:
    """One criterion in words; an attempt that failed keeps its fields and version."""
    fields: dict[str, Fields] = {}
    version = state.version
    if attempt is not None:
        fields, version = attempt.fields, attempt.version
    elif held is not None and state.is_open:
        version, fields = held[0].version, held[1]
    criterion = state.entry.criterion
    return CriterionPart(
        number=criterion.number,
        pk=criterion.pk,
        name=criterion.name,
        token=str(Token(version, stored_digest(state))),
        is_open=state.is_open,
        verdict=Verdict(OUTCOME_CSS[state.outcome], str(state.outcome.label)),
        status=Verdict(state.status, str(state.status.label)),
        lock=lock_words(state),
        returned=_returned(state),
        rows=tuple(_rows(state, state.entry.tree, fields)),
        missing=tuple(missing_of(state)) if state.is_open else (),
        proofs=tuple(proof_line(one) for one in state.evidence),
        conflict=conflict_of(state, attempt) if attempt else None,
        correct_url=_correct_url(state),
        history_url=_to_result(state, "trail:result"),
        answer_url=_to_result(state, "review:result") if state.returned else "",
    )


def _correct_url(state: CriterionState) -> str:
    """The way to correct what is confirmed and locked; "" while there are others."""
    if state.result is None or state.status != Status.CONFIRMED or not state.lock:
        return ""
    return reverse("rounds:ask", args=[state.result.pk])


def _to_result(state: CriterionState, view: str) -> str:
    """A page of the result; "" before it was ever saved."""
    return reverse(view, args=[state.result.pk]) if state.result else ""


def _rows(
    state: CriterionState, node: Node, fields: Mapping[str, Fields], depth: int = 0
) -> Iterator[LeafPart | CompositePart]:
    leaves = {one.leaf.pk: one for one in state.leaves}
    for child in node.children:
        indicator = state.entry.by_id[child.id]
        if not child.children:
            posted = fields.get(slug_of(indicator))
            yield leaf_part(
                leaves[child.id], depth, is_open=state.is_open, fields=posted
            )
            continue
        outcome = state.outcomes[child.id]
        yield CompositePart(
            code=indicator.code,
            name=indicator.name,
            depth=depth,
            slug=slug_of(indicator),
            how=_how(child),
            verdict=Verdict(OUTCOME_CSS[outcome], str(outcome.label)),
        )
        yield from _rows(state, child, fields, depth + 1)


def _how(node: Node) -> str:
    """How the parts make the whole."""
    if node.combine == Combine.ANY:
        return _("Đạt khi một trong các phần đạt.")
    if node.combine == Combine.AT_LEAST:
        return _("Đạt khi ít nhất %(n)s phần đạt.") % {"n": node.at_least}
    return _("Đạt khi mọi phần đạt.")


def missing_of(state: CriterionState, page: str = "") -> Iterator[Link]:
    """What a criterion still lacks, each with its place on the page of entering."""
    for owed in state.owed:
        if owed.indicator_id is None:
            yield Link(f"{page}#tc-{state.number}", owed.message)
            continue
        leaf = state.entry.by_id[owed.indicator_id]
        yield Link(f"{page}#v-{slug_of(leaf)}", f"{leaf.code}: {owed.message}")


def lock_words(state: CriterionState) -> str:
    """Why a criterion can only be read; "" where it is open."""
    if state.lock or state.result is None or state.is_open:
        return state.lock
    said = {"time": moment(state.result.submitted_at)}
    if state.status == Status.CONFIRMED:
        said["time"] = moment(state.result.confirmed_at)
        return _("Đã xác nhận lúc %(time)s. Chỉ xem được.") % said
    if state.result.step is not None:
        said["actor"] = state.result.step.get_actor_display()
        return _("Đã nộp lúc %(time)s, đang chờ %(actor)s. Chỉ xem được.") % said
    return _("Đã nộp lúc %(time)s. Chỉ xem được.") % said


def moment(at: dt.datetime | None) -> str:
    """A time of a day, as in "14:40 ngày 24/11/2022"."""
    if at is None:
        return ""
    local = localtime(at)
    return _("%(time)s ngày %(day)s") % {
        "time": time_format(local),
        "day": date_format(local),
    }


def _returned(state: CriterionState) -> str:
    event = state.returned
    if event is None:
        return ""
    return _("Tiêu chí %(number)s: %(who)s trả lại lúc %(time)s: “%(note)s”") % {
        "number": state.number,
        "who": event.by or _("cơ quan thẩm tra"),
        "time": moment(event.at),
        "note": event.note,
    }


def conflict_of(state: CriterionState, attempt: Attempt) -> Conflict:
    """Both values, who saved the other one, and when."""
    result = state.result
    who = str((result and result.entered_by) or _("Người khác"))
    rows = tuple(
        Both(leaf.leaf.code, said_in(leaf, shown(leaf.row)), said_in(leaf, mine))
        for leaf in state.leaves
        if (mine := attempt.fields[slug_of(leaf.leaf)]) != shown(leaf.row)
    )
    said = {"number": state.number, "who": who}
    said["time"] = moment(result.updated_at if result else None)
    if attempt.refusal or not state.is_open:
        said["why"] = attempt.refusal or lock_words(state)
        text = _("Chưa lưu tiêu chí %(number)s. %(why)s") % said
        return Conflict(text, who, rows, keep="", use="")
    text = _("Chưa lưu: %(who)s đã sửa tiêu chí %(number)s lúc %(time)s.") % said
    use = f"{state.number}.{state.version}"
    return Conflict(text, who, rows, keep=str(state.number), use=use)


def said_in(leaf: LeafState, fields: Fields) -> str:
    """The fields of a leaf in one line, a choice by its words."""
    parts = [answers_of(leaf).get(fields.value, fields.value)]
    if fields.reason:
        parts.append(_("không xét: %(reason)s") % {"reason": fields.reason})
    if fields.estimate:
        parts.append(_("ước thực hiện"))
    if fields.note:
        parts.append(_("ghi chú: %(note)s") % {"note": fields.note})
    return "; ".join(part for part in parts if part) or _("để trống")
