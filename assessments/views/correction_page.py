"""The page of one correction: both values of each leaf, and what each is worth."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.choices import ValueBasis
from assessments.reports.corrections import CorrectionReport, Side
from assessments.reports.entry import LeafState
from assessments.views.entry_leaf import Verdict, leaf_part
from criteria.choices import OUTCOME_CSS


@dataclass(frozen=True, slots=True)
class Said:
    """One value in words, with its verdict and what was noted beside it."""

    text: str
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One leaf, or the criterion as a whole, before and after."""

    name: str
    need: str
    old: Said
    new: Said


def correction_rows(report: CorrectionReport) -> list[CorrectionRow]:
    """The leaves that change, then what becomes of the criterion."""
    return [*_leaves(report), _whole(report)]


def waits_for(report: CorrectionReport, *, may_steer: bool, is_own: bool) -> str:
    """Who decides, for somebody who does not; nothing once it is decided."""
    if report.correction.is_agreed is not None:
        return ""
    if is_own and may_steer:
        return _("Bạn đã đề nghị: người khác của văn phòng điều phối quyết định.")
    if not may_steer:
        return _("Đang chờ văn phòng điều phối của tỉnh quyết định.")
    return ""


def state_of(report: CorrectionReport) -> dict[str, Any]:
    """Where the request stands, and the office's verdict that would go."""
    correction = report.correction
    states = {
        None: _("Chờ quyết định"),
        True: _("Đồng ý"),
        False: _("Không đồng ý"),
    }
    is_open = correction.is_agreed is None
    return {
        "state": states[correction.is_agreed],
        "verdict": correction.criterion_result.verdict_reason if is_open else "",
    }


def _leaves(report: CorrectionReport) -> Iterator[CorrectionRow]:
    for code, state in report.after.leaves.items():
        part = leaf_part(state, 0, is_open=True)
        yield CorrectionRow(
            name=f"{code}. {part.name}",
            need=part.need,
            old=_said(report.before.leaves[code]),
            new=_said(state),
        )


def _said(state: LeafState) -> Said:
    part = leaf_part(state, 0, is_open=True)
    row = state.row
    is_estimate = row is not None and row.basis == ValueBasis.ESTIMATE
    text = _("%(value)s (ước)") % {"value": part.said} if is_estimate else part.said
    return Said(text, part.verdict, part.fields.note)


def _whole(report: CorrectionReport) -> CorrectionRow:
    criterion = report.correction.criterion_result.criterion
    name = _("Tiêu chí %(number)s. %(name)s") % {
        "number": criterion.number,
        "name": criterion.name,
    }
    return CorrectionRow(name, "", _computed(report.before), _computed(report.after))


def _computed(side: Side) -> Said:
    return Said("", Verdict(OUTCOME_CSS[side.computed], str(side.computed.label)))
