"""The page of one result to decide on, in words and links."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.choices import EventKind, Status
from assessments.models import CriterionResult, ResultEvent
from assessments.reports.changes import Change
from assessments.reports.decision import DecisionReport, TrailLine
from assessments.reports.entry import LeafState
from assessments.reports.locks import decision_lock
from assessments.views.access import list_crumb
from assessments.views.entry_criterion import moment
from assessments.views.entry_leaf import LeafPart, Verdict, leaf_part
from assessments.views.evidence_page import proof_line
from assessments.views.queue_page import left_words, since_words
from criteria.breakable import breakable
from criteria.choices import OUTCOME_CSS, Outcome
from criteria.rules.distance import value_words
from criteria.rules.outcomes import Node


@dataclass(frozen=True, slots=True)
class LeafRow:
    """A leaf, `part` as the entry page prints it, with plan and checks beside it."""

    part: LeafPart
    basis: str
    planned: str
    findings: tuple[str, ...]
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class WholeRow:
    """An indicator made of parts."""

    code: str
    name: str
    depth: int
    verdict: Verdict
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class TrailPart:
    """One event: who did what when, what changed, and what was said."""

    when: str
    kind: str
    who: str
    note: str
    changes: list[Change]
    is_now: bool


@dataclass(frozen=True, slots=True)
class OtherPart:
    """Another criterion of the commune in the strip."""

    url: str
    number: int
    name: str
    css: str
    outcome: str
    is_here: bool


def decision_page(
    report: DecisionReport, *, is_reviewer: bool, has_queue: bool
) -> dict[str, Any]:
    """What templates/review/result.html prints; `has_queue`: the person confirms."""
    result, account = report.result, report.account
    lock = decision_lock(account.period, result) if is_reviewer else ""
    unit, number = account.unit_version.full_name, result.criterion.number
    said = {"unit": unit, "number": number, "name": result.criterion.name}
    return {
        "heading": _("%(unit)s, tiêu chí %(number)s: %(name)s") % said,
        "crumbs": [
            list_crumb(_("Thẩm tra"), "review:queue", opens=has_queue),
            {"label": _("%(unit)s, tiêu chí %(number)s") % said, "url": ""},
        ],
        "facts": list(_facts(report)),
        "status": Verdict(result.status, str(result.get_status_display())),
        "outcome": Verdict(OUTCOME_CSS[result.outcome], str(result.outcome.label)),
        "computed": _computed(result),
        "rows": list(_rows(report, report.entry.tree, 0)),
        "proofs": [proof_line(one) for one in report.evidence],
        "trail": [_event(one, at == 0) for at, one in enumerate(report.trail)],
        "others": [_other(one, result) for one in report.others],
        "can_decide": is_reviewer and not lock,
        "lock": lock,
        "version": result.version,
        "decide_url": reverse("review:decide", args=[result.pk]),
        "history_url": reverse("trail:result", args=[result.pk]),
        "say_url": reverse("review:say", args=[result.pk]),
    }


def changed_by(event: ResultEvent | None) -> str:
    """Who changed a result last, and what they did, for somebody who came too late."""
    if event is None:
        return _("Kết quả này vừa được người khác thay đổi.")
    said = {
        "who": event.by or _("Hệ thống"),
        "time": moment(event.at),
        "kind": event.get_kind_display(),
    }
    return _("%(who)s đã thay đổi kết quả này lúc %(time)s: %(kind)s.") % said


def _facts(report: DecisionReport) -> Iterator[str]:
    result = report.result
    yield str(report.account.period)
    if result.submitted_at:
        said = {"time": moment(result.submitted_at), "who": result.submitted_by}
        known = result.submitted_by is not None
        text = _("Nộp lúc %(time)s bởi %(who)s") if known else _("Nộp lúc %(time)s")
        yield text % said
    if result.status == Status.SUBMITTED and result.step:
        yield _("%(step)s, chờ từ %(since)s") % {
            "step": result.step,
            "since": since_words(result),
        }
        if not decision_lock(report.account.period, result):
            yield _("Thời hạn: %(left)s") % {"left": left_words(result)}
    if report.plan is not None:
        yield (
            _("Có trong kế hoạch năm của xã")
            if report.plan.has_criterion
            else _("Không có trong kế hoạch năm của xã")
        )
        if report.plan.late_reason:
            said = {"reason": report.plan.late_reason}
            yield _("Kế hoạch đăng ký muộn, lý do: %(reason)s") % said
        elif report.plan.late_reason is not None:
            yield _("Kế hoạch đăng ký muộn")


def _computed(result: CriterionResult) -> str:
    """What was computed and why another verdict stands, where one does."""
    if not result.verdict:
        return ""
    return _("Tính theo số liệu: %(computed)s. Lý do kết luận: %(reason)s") % {
        "computed": Outcome(result.computed).label,
        "reason": result.verdict_reason,
    }


def _rows(report: DecisionReport, node: Node, depth: int) -> Iterator[object]:
    leaves = {one.leaf.pk: one for one in report.leaves}
    for child in node.children:
        if not child.children:
            yield _leaf(report, leaves[child.id], depth)
            continue
        indicator = report.entry.by_id[child.id]
        outcome = report.outcomes[child.id]
        verdict = Verdict(OUTCOME_CSS[outcome], str(outcome.label))
        yield WholeRow(indicator.code, indicator.name, depth, verdict)
        yield from _rows(report, child, depth + 1)


def _leaf(report: DecisionReport, state: LeafState, depth: int) -> LeafRow:
    row, measure = state.row, state.leaf.measure
    planned = report.plan.values.get(state.leaf.pk) if report.plan else None
    words = ""
    if planned is not None and measure is not None:
        value = value_words(
            planned, measure.kind, measure.unit, measure.decimals, state.options
        )
        words = _("Kế hoạch: %(value)s.") % {"value": value}
    return LeafRow(
        part=leaf_part(state, depth, is_open=False),
        basis=str(row.get_basis_display()) if row and row.value is not None else "",
        planned=words,
        findings=tuple(_findings(report, state.leaf.code)),
    )


def _findings(report: DecisionReport, code: str) -> Iterator[str]:
    """What offices found of a leaf on the ground, the newest first."""
    for line in report.trail:
        if line.event.kind != EventKind.FIELD_CHECK:
            continue
        for change in line.changes:
            if change.label == code:
                yield _("Kiểm tra thực địa: %(value)s (%(who)s, %(time)s)") % {
                    "value": change.new,
                    "who": line.event.by,
                    "time": moment(line.event.at),
                }


def _event(line: TrailLine, is_now: bool) -> TrailPart:
    event = line.event
    return TrailPart(
        when=moment(event.at),
        kind=str(event.get_kind_display()),
        who=str(event.by or _("Hệ thống")),
        note=event.note,
        changes=line.changes,
        is_now=is_now,
    )


def _other(one: CriterionResult, result: CriterionResult) -> OtherPart:
    return OtherPart(
        url=reverse("review:result", args=[one.pk]),
        number=one.criterion.number,
        name=breakable(one.criterion.name),
        css=OUTCOME_CSS[one.outcome],
        outcome=f"{one.outcome.label}, {one.get_status_display()}",
        is_here=one.pk == result.pk,
    )
