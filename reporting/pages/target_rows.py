"""One target as a row: each number with its day, its document and its names."""

from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.choices import Metric
from assessments.models import PublishedFigure
from criteria.choices import Tier
from reporting.choices import Direction, ValueUnit
from reporting.models import Target
from reporting.pages.parts import Link, Links, document_url, number
from reporting.reports.measuring import State, TargetStanding, Why
from reporting.reports.targets import TargetsReport
from reporting.rules.pace import Pace
from reporting.svg import bullet

_CSS = {
    State.MET: "v v-met",
    State.MISSED: "v v-fail",
    State.NOT_MEASURABLE: "v v-none",
}
_WHY = {
    Why.NO_ROWS: gettext_lazy("cổng không có số của từng đơn vị về việc này"),
    Why.NO_FIGURE: gettext_lazy("năm %(year)s chưa có số công bố"),
    Why.NO_BASELINE: gettext_lazy("số gốc cuối năm %(baseline)s chưa công bố"),
    Why.OTHER_SET: gettext_lazy("giữa chừng đổi bộ tiêu chí, số hai bên không so được"),
    Why.UNFINISHED: gettext_lazy("năm %(year)s chưa nhập xong"),
    Why.UNNAMED: gettext_lazy("nguồn không nêu tên hết các xã đã công nhận"),
}


def plain(value: Decimal | None, metric: str = "") -> str:
    """A number with one decimal where it has any; averages always have one."""
    is_whole = value is None or value == value.to_integral_value()
    return number(value, 0 if is_whole and metric != Metric.AVERAGE else 1)


def years_said(target: Target) -> str:
    """The years of a target: "2022", "2021–2025"."""
    if target.year_from == target.year_to:
        return str(target.year_to)
    return f"{target.year_from}–{target.year_to}"


def target_label(target: Target) -> str:
    """What a target is about, with its tier where that is not the first."""
    if target.metric == Metric.ONE_MORE:
        label = ngettext(
            "Mỗi xã còn lại thêm ít nhất %(n)s tiêu chí",
            "Mỗi xã còn lại thêm ít nhất %(n)s tiêu chí",
            int(target.value),
        ) % {"n": plain(target.value)}
    else:
        label = target.get_metric_display()
    if target.tier == Tier.NTM:
        return label
    return f"{label} ({target.get_tier_display()})"


def goal_said(target: Target) -> str:
    """The target as its document says it: "thêm 9", "63 %", "không quá 5"."""
    value = plain(target.value, target.metric)
    if target.value_unit == ValueUnit.PERCENT:
        value = _("%(value)s %%") % {"value": value}
    if target.metric == Metric.INCOME_RATIO:
        value = _("%(value)s lần") % {"value": value}
    elif target.baseline_year and target.metric != Metric.ONE_MORE:
        value = _("thêm %(value)s") % {"value": value}
    if target.direction == Direction.AT_MOST:
        return _("không quá %(value)s") % {"value": value}
    return value


def target_row(
    standing: TargetStanding, report: TargetsReport, links: Links
) -> dict[str, Any]:
    """One row of a table of targets."""
    target = standing.target
    return {
        "label": target_label(target),
        "note": target.said_note,
        "document_label": target.document.label,
        "document_url": document_url(target.document),
        **_now(standing, report, links),
        **_goal(standing),
        "left": "" if standing.left is None else plain(standing.left, target.metric),
        "bullet": _bullet(standing, report),
        "needed": plain(standing.needed) if standing.needed else "",
        "so_far": pace_said(standing.so_far),
        "verdict": _verdict(standing),
        "css": _CSS.get(standing.state, ""),
        "reason": why_said(standing, report.scope.year),
        "behind": [Link(row.name, links.commune(row)) for row in standing.behind],
    }


def why_said(standing: TargetStanding, year: int) -> str:
    """Why a target cannot be measured, "" where it can."""
    if standing.why is None:
        return ""
    said = {"year": year, "baseline": standing.target.baseline_year}
    return str(_WHY[standing.why]) % said


def pace_said(pace: Pace | None) -> str:
    """A pace with the years it was measured in, "" where it is not known."""
    if pace is None:
        return ""
    said = {"pace": plain(pace.per_year), "first": pace.first, "last": pace.last}
    if pace.first == pace.last:
        return _("%(pace)s (năm %(last)s)") % said
    return _("%(pace)s (%(first)s–%(last)s)") % said


def _now(
    standing: TargetStanding, report: TargetsReport, links: Links
) -> dict[str, Any]:
    """The number now; the names behind it; what a document says beside it."""
    target, now = standing.target, standing.now
    url = _list_url(standing, report, links)
    is_published = now is not None and now.figure is not None
    beside = standing.beside if now is None or _differs(standing) else None
    shown = now.figure if now is not None and now.figure is not None else beside
    return {
        "now": plain(now.value, target.metric) if now else "",
        "now_url": url if now and not is_published and now.value else "",
        "figure": _figure(shown, is_published) if shown else None,
        "named": standing.named if is_published or now is None else None,
        "named_url": url if standing.named else "",
    }


def _differs(standing: TargetStanding) -> bool:
    """Whether the published figure is another number than the one counted."""
    now, beside = standing.now, standing.beside
    if now is None or beside is None:
        return False
    metric = standing.target.metric
    return plain(now.value, metric) != plain(beside.value, metric)


def _figure(figure: PublishedFigure, is_shown: bool) -> dict[str, str]:
    """A published figure: its number where another one is shown, its day, its page."""
    said = {
        "value": plain(figure.value, figure.metric),
        "day": date_format(figure.as_of),
    }
    text = _("công bố %(day)s") if is_shown else _("công bố %(value)s, %(day)s")
    return {"label": text % said, "url": document_url(figure.document)}


def _list_url(standing: TargetStanding, report: TargetsReport, links: Links) -> str:
    """The list of exactly the communes counted, "" where rows do not give them."""
    target = standing.target
    own = report.district.unit_id if report.district else None
    district = own if target.unit_id == own else None
    top = report.scope.bands[0].minimum if report.scope.bands else None
    queries: dict[tuple[str, str], dict[str, Any]] = {
        (Metric.RECOGNISED, Tier.NTM): {"cong_nhan": "co"},
        (Metric.RECOGNISED, Tier.NANG_CAO): {"cong_nhan": "nang-cao"},
        (Metric.RECOGNISED_IN_YEAR, Tier.NTM): {"cong_nhan": "trong-nam"},
        (Metric.MEETS_ALL, Tier.NTM): {"dat": top},
    }
    query = queries.get((target.metric, target.tier))
    return "" if query is None else links.communes(huyen=district, **query)


def _goal(standing: TargetStanding) -> dict[str, str]:
    """The target as a total where it can be made one, and as the document has it."""
    target, goal = standing.target, standing.goal
    if goal is None:
        since = target.baseline_year and target.metric != Metric.ONE_MORE
        said = _("so với năm %(year)s") % {"year": target.baseline_year}
        return {"goal": goal_said(target), "goal_sub": said if since else ""}
    total = plain(goal, target.metric)
    if target.direction == Direction.AT_MOST:
        total = _("không quá %(value)s") % {"value": total}
    if target.value_unit == ValueUnit.PERCENT:
        share = _("%(share)s của %(total)s xã") % {
            "share": goal_said(target),
            "total": standing.units,
        }
        return {"goal": total, "goal_sub": share}
    if target.baseline_year and target.metric != Metric.ONE_MORE:
        return {"goal": total, "goal_sub": goal_said(target)}
    return {"goal": total, "goal_sub": ""}


def _bullet(standing: TargetStanding, report: TargetsReport) -> Any:
    """A bar from 0 to all communes, or to all criteria for an average."""
    if standing.now is None or standing.goal is None or standing.left is None:
        return None
    is_average = standing.target.metric == Metric.AVERAGE
    full = len(report.scope.criteria) if is_average else standing.units
    if not full:
        return None
    kind = {State.MET: "", State.MISSED: "f"}.get(standing.state, "n")
    value, goal = float(standing.now.value), float(standing.goal)
    return bullet(100 * value / full, 100 * goal / full, kind)


def _verdict(standing: TargetStanding) -> str:
    if standing.state == State.OPEN:
        return _pace_verdict(standing)
    is_kept = standing.target.direction == Direction.AT_MOST
    return {
        State.MET: _("Giữ được") if is_kept else _("Đã đạt"),
        State.MISSED: _("Chưa đạt"),
        State.AHEAD: _("Chưa đến năm"),
        State.NOT_MEASURABLE: _("Không đo được"),
    }[standing.state]


def _pace_verdict(standing: TargetStanding) -> str:
    """The pace so far against the pace needed."""
    pace, needed = standing.so_far, standing.needed
    if pace is None or needed is None:
        return _("Chưa biết tốc độ đã qua")
    gained = pace.per_year
    if standing.target.direction == Direction.AT_MOST:
        gained = -gained
    if gained >= needed:
        return _("Giữ tốc độ đã qua thì kịp")
    return _("Phải nhanh hơn đã qua")
