"""The page of one commune in words: what is missing, by how much, what first."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from assessments.choices import ValueBasis
from assessments.models import IndicatorResult
from assessments.reports.dossiers import NOWHERE, Ways
from criteria.breakable import breakable
from criteria.choices import OUTCOME_CSS, Combine, MeasureKind, Outcome, Trust
from criteria.models import Indicator
from criteria.rules.distance import level_words, value_words, words
from criteria.why import why_level
from reporting.pages.commune_head import (
    compare_url,
    crumbs_of,
    facts_of,
    heading_of,
    pill_of,
    scope_form,
)
from reporting.pages.decisions import ways_from
from reporting.pages.parts import Field, Link, time_state
from reporting.pages.past import history_of, recognition_row, years_of
from reporting.reports.commune import CommuneReport, CriterionView, extra, is_yes_no
from reporting.reports.provenance import Provenance
from reporting.reports.scope import CONFIRMED
from reporting.svg import bullet

# Nothing is left to do; shown folded, after what is.
SETTLED = (Outcome.MET, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class CommunePage:
    """What templates/reporting/commune.html prints."""

    title: str
    heading: str
    crumbs: list[Link]
    facts: list[Link]
    pill: dict[str, str] | None
    compare_url: str
    scope_form: list[Field]
    strip_items: list[dict[str, Any]]
    empty_text: str
    todo: list[dict[str, Any]]
    waiting: str
    corrected: str
    groups: list[dict[str, Any]]
    settled: dict[str, Any]
    years: list[dict[str, Any]]
    recognition: list[dict[str, Any]]
    history: list[dict[str, Any]]
    provenance: Provenance | None


def commune_page(report: CommuneReport, ways: Ways = NOWHERE) -> CommunePage:
    """Put a commune's report into words and links."""
    return CommunePage(
        title=f"{report.version.full_name} {report.year or ''}".strip(),
        heading=heading_of(report),
        crumbs=crumbs_of(report),
        facts=facts_of(report, ways),
        pill=pill_of(report),
        compare_url=compare_url(report),
        scope_form=scope_form(report),
        strip_items=_strip_items(report),
        empty_text=_empty(report),
        todo=[_todo(view) for view in report.to_do],
        waiting=_waiting(report),
        corrected=_corrected(report),
        groups=_groups(report, is_settled=False),
        settled={
            "label": _settled_label(report),
            "groups": _groups(report, is_settled=True),
        },
        years=years_of(report),
        recognition=[
            recognition_row(decision) | {"ways": ways_from(decision, ways)}
            for decision in report.recognitions
        ],
        history=history_of(report),
        provenance=report.provenance,
    )


def _empty(report: CommuneReport) -> str:
    if report.assessments:
        return _("Xã chưa có kết quả nào được xác nhận trong năm này.")
    return _("Đơn vị này chưa có kết quả đánh giá nào trên cổng.")


def _place_query(report: CommuneReport) -> str:
    """The province and the year of the page, as an address carries them."""
    state = time_state(report.year, report.basis)
    if extra(report.version, "province_name") != settings.HOME_PROVINCE:
        state = {"tinh": str(report.version.province_id), **state}
    return urlencode(state)


def _waiting(report: CommuneReport) -> str:
    """What is left of the work where criteria have no outcome on this basis."""
    numbers = [
        str(view.criterion.number)
        for view in report.criteria
        if view.outcome == Outcome.NOT_ASSESSED
    ]
    if not numbers:
        return ""
    said = {"n": len(numbers), "numbers": ", ".join(numbers)}
    if report.basis == CONFIRMED:
        return _("%(n)s tiêu chí chưa có kết quả xác nhận: %(numbers)s.") % said
    return _("%(n)s tiêu chí chưa có kết quả nộp lên: %(numbers)s.") % said


def _corrected(report: CommuneReport) -> str:
    """Which outcomes of a closed year are not those that it was closed with."""
    numbers = [str(view.criterion.number) for view in report.criteria if view.corrected]
    if not numbers:
        return ""
    said = {"n": len(numbers), "numbers": ", ".join(numbers)}
    return _("%(n)s tiêu chí đã đính chính sau khi khóa kỳ: %(numbers)s.") % said


def _correction(view: CriterionView) -> dict[str, str]:
    """When a criterion was corrected, and the document that says so."""
    if view.corrected is None:
        return {}
    day = date_format(localdate(view.corrected.decided_at))
    return {
        "label": _("Đính chính ngày %(day)s theo") % {"day": day},
        "document": view.corrected.document.label,
        "url": reverse("reporting:document", args=[view.corrected.document.key]),
    }


def _anchor(view: CriterionView) -> str:
    return f"tc-{view.criterion.number}"


def _strip_items(report: CommuneReport) -> list[dict[str, Any]]:
    items, group = [], None
    for view in report.criteria:
        items.append(
            {
                "number": view.criterion.number,
                "name": breakable(view.criterion.name),
                "outcome_css": OUTCOME_CSS[view.outcome],
                "outcome_label": view.outcome.label,
                "group_starts": group is not None and group != view.criterion.group_id,
                "url": f"#{_anchor(view)}",
            }
        )
        group = view.criterion.group_id
    return items


def _todo(view: CriterionView) -> dict[str, Any]:
    """One unmet criterion, told by its leaf that is farthest from the level."""
    row = {
        "criterion_number": view.criterion.number,
        "criterion_name": view.criterion.name,
        "lead_agency": view.lead,
        "anchor": _anchor(view),
    }
    short = [
        leaf for leaf in view.entry.leaves if view.outcomes[leaf.pk] == Outcome.NOT_MET
    ]
    if not short:
        # An office's verdict alone.
        return row | {"value": "–", "level": "–", "gap": view.verdict_reason}
    leaf, is_choice = _first_leaf(view, short)
    said = leaf_words(leaf, view.results[leaf.pk], view.outcomes[leaf.pk])
    others = ", ".join(other.code for other in short if other != leaf)
    gap = said["gap"]
    if others:
        both = (
            _("%(gap)s; hoặc %(others)s") if is_choice else _("%(gap)s; và %(others)s")
        )
        gap = both % {"gap": gap, "others": others}
    return row | {
        "indicator_code": leaf.code,
        "indicator_name": leaf.name,
        "value": said["value"],
        "level": said["level"],
        "bullet": said["bullet"],
        "gap": gap,
    }


def _first_leaf(view: CriterionView, short: list[Indicator]) -> tuple[Indicator, bool]:
    """The leaf to tell: the farthest, or the nearest where one of them is enough."""
    parents = {leaf.parent_id for leaf in short}
    parent = view.entry.by_id.get(parents.pop() or 0) if len(parents) == 1 else None
    is_choice = parent is not None and parent.combine == Combine.ANY
    ordered = sorted(short, key=lambda leaf: view.relative(leaf) or Decimal(0))
    return ordered[0 if is_choice else -1], is_choice


def _settled_label(report: CommuneReport) -> str:
    """How many criteria ask for nothing more, and which."""
    views = [view for view in report.criteria if view.outcome in SETTLED]
    numbers = ", ".join(str(view.criterion.number) for view in views)
    said = {"n": len(views), "numbers": numbers}
    if any(view.outcome == Outcome.NOT_APPLICABLE for view in views):
        return _("%(n)s tiêu chí đạt hoặc không xét: %(numbers)s") % said
    return _("%(n)s tiêu chí đạt: %(numbers)s") % said


def _groups(report: CommuneReport, *, is_settled: bool) -> list[dict[str, Any]]:
    groups: dict[int, dict[str, Any]] = {}
    # Who else fails a criterion; once a page, for there are nineteen.
    path, query = reverse("reporting:criteria"), _place_query(report)
    for view in report.criteria:
        if (view.outcome in SETTLED) is not is_settled:
            continue
        group = view.criterion.group
        entry = groups.setdefault(
            group.pk, {"code": group.code, "name": group.name, "criteria": []}
        )
        entry["criteria"].append(
            {
                "number": view.criterion.number,
                "name": view.criterion.name,
                "url": f"{path}{view.criterion.number}/?{query}",
                "anchor": _anchor(view),
                "outcome_css": OUTCOME_CSS[view.outcome],
                "outcome_label": view.outcome.label,
                "met_indicators": view.met_indicators,
                "total_indicators": len(view.entry.tops),
                "verdict_reason": view.verdict_reason,
                "correction": _correction(view),
                "indicators": _indicators(view, report.basis),
            }
        )
    return list(groups.values())


def _indicators(view: CriterionView, basis: str) -> list[dict[str, Any]]:
    """Indicators in printed order, each part under its whole."""
    rows: list[dict[str, Any]] = []

    def add(node: Any, depth: int) -> None:
        for child in node.children:
            rows.append(_indicator(view, by_id[child.id], depth, basis))
            add(child, depth + 1)

    by_id = view.entry.by_id
    add(view.entry.tree, 0)
    return rows


def _indicator(
    view: CriterionView, indicator: Indicator, depth: int, basis: str
) -> dict[str, Any]:
    outcome = view.outcomes[indicator.pk]
    row = {
        "code": indicator.code,
        "name": indicator.name,
        "depth": min(depth, 2),
        "outcome_css": OUTCOME_CSS[outcome],
        "outcome_label": outcome.label,
        "value": "",
        "level": "",
        "why": "",
        "why_language": "",
        "level_status_label": "",
        "gap": "",
        "bullet": "",
        "estimate": False,
    }
    if indicator.measure is None:
        row["level"] = indicator.get_combine_display()
        return row
    result = view.results.get(indicator.pk)
    if result is None:
        return row
    said = leaf_words(indicator, result, outcome)
    if not view.is_shown:
        # What does not count yet is not shown; the level it will meet is.
        said |= {
            "value": "",
            "gap": _("chưa xác nhận") if basis == CONFIRMED else _("chưa nộp"),
            "bullet": "",
            "estimate": False,
        }
    return row | said


def leaf_words(
    leaf: Indicator, result: IndicatorResult, outcome: Outcome
) -> dict[str, Any]:
    """Value, level, gap and bar of a leaf, in its own unit."""
    measure = leaf.measure
    assert measure is not None  # noqa: S101  leaves have a measure
    level = result.level.value if result.level else None
    kind, unit, decimals = measure.kind, measure.unit, measure.decimals
    is_choice = kind == MeasureKind.CHOICE
    options = {o.value: o.name for o in measure.options.all()} if is_choice else {}
    gap = words(result.value, leaf.operator, level, kind, unit, decimals)
    if outcome == Outcome.NOT_APPLICABLE:
        gap = result.not_applicable_reason
    elif outcome == Outcome.MET and kind == MeasureKind.YES_NO:
        gap = ""  # the mark says it
    status = result.level.status if result.level else ""
    why, why_language = why_level(result)
    return {
        "value": value_words(result.value, kind, unit, decimals, options)
        if result.value is not None
        else "–",
        "level": level_words(leaf.operator, level, kind, unit, decimals, options)
        if level is not None
        else _("chưa có"),
        "why": why,
        "why_language": why_language,
        "level_status_label": _status(status),
        "gap": gap,
        "bullet": _bar(leaf, result, outcome),
        "estimate": result.basis == ValueBasis.ESTIMATE,
    }


def _status(status: str) -> str:
    if status == Trust.UNVERIFIED:
        return _("chưa đối chiếu")
    if status == Trust.ILLUSTRATIVE:
        return _("mức minh họa")
    return ""


def _bar(
    leaf: Indicator, result: IndicatorResult, outcome: Outcome
) -> SafeString | str:
    """The value as a bar with the level as a tick; none where it would say nothing."""
    if is_yes_no(leaf) or result.value is None or result.level is None:
        return ""
    value, level = float(result.value), float(result.level.value)
    is_percent = leaf.measure is not None and leaf.measure.kind == MeasureKind.PERCENT
    scale = 100.0 if is_percent else max(value, level, 1.0) * 1.25
    kind = "" if outcome == Outcome.MET else "f"
    return bullet(100 * value / scale, 100 * level / scale, kind)
