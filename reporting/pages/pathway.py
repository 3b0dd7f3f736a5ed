"""The way to the farthest target: reached, planned, and the pace of each stretch."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.choices import Metric
from criteria.choices import Tier
from reporting.choices import Direction
from reporting.pages.target_rows import plain
from reporting.pathway import Mark, pathway
from reporting.reports.measuring import Reading, TargetStanding
from reporting.reports.targets import TargetsReport
from reporting.svg import bullet


@dataclass(frozen=True, slots=True)
class Pathway:
    """What templates/_partials/pathway.html prints."""

    heading: str
    chart: SafeString
    source: str
    stretches: list[dict[str, Any]]
    stretches_source: str


def leading_target(report: TargetsReport) -> TargetStanding | None:
    """The farthest target on communes recognised that can be measured."""
    found = [
        s
        for s in report.standings
        if s.target.metric == Metric.RECOGNISED
        and s.target.tier == Tier.NTM
        and s.left is not None
    ]
    return max(found, key=lambda s: s.target.year_to, default=None)


def pathway_of(report: TargetsReport) -> Pathway | None:
    """The way to the leading target; None where it is reached or cannot be drawn."""
    leading = leading_target(report)
    if leading is None or not leading.left or leading.now is None:
        return None
    if leading.target.direction == Direction.AT_MOST or not leading.needed:
        return None
    now, last = leading.now, leading.target.year_to
    reached = _reached(report, leading, now)
    planned = _planned(report, leading, now)
    projected = _projected(leading, now)
    return Pathway(
        heading=_("Số xã được công nhận: đã qua và phải đi"),
        chart=pathway(
            [_mark(y, v) for y, v in reached],
            [_mark(y, v) for y, v in planned],
            None if projected is None else float(projected),
            _sentence(reached, planned, projected),
        ),
        source=_source(projected, last),
        stretches=_stretches(leading, [reached[-1], *planned]),
        stretches_source=_("Vạch đứng: tốc độ đã qua.") if leading.so_far else "",
    )


def _mark(year: int, value: Decimal) -> Mark:
    return (year, float(value), plain(value))


def _reached(
    report: TargetsReport, leading: TargetStanding, now: Reading
) -> list[tuple[int, Decimal]]:
    """Totals that documents give, one a year, and the number now."""
    known = report.known[leading.target.unit_id]
    totals = {
        f.as_of.year: f.value
        for f in reversed(known.figures)
        if (f.metric, f.tier) == (Metric.RECOGNISED, Tier.NTM)
    }
    return sorted((totals | {now.as_of.year: now.value}).items())


def _planned(
    report: TargetsReport, leading: TargetStanding, now: Reading
) -> list[tuple[int, Decimal]]:
    """Targets of the same kind on the way, up to the leading one."""
    target = leading.target
    goals = {
        s.target.year_to: s.goal
        for s in report.standings
        if s.goal is not None
        and now.as_of.year < s.target.year_to <= target.year_to
        and (s.target.unit_id, s.target.metric, s.target.tier)
        == (target.unit_id, target.metric, target.tier)
    }
    return sorted(goals.items())


def _projected(leading: TargetStanding, now: Reading) -> Decimal | None:
    """Where the pace so far leads by the year of the target."""
    if leading.so_far is None:
        return None
    years = leading.target.year_to - now.as_of.year
    return now.value + leading.so_far.per_year * years


def _sentence(
    reached: list[tuple[int, Decimal]],
    planned: list[tuple[int, Decimal]],
    projected: Decimal | None,
) -> str:
    def told(marks: list[tuple[int, Decimal]]) -> str:
        return ", ".join(
            _("%(value)s năm %(year)s") % {"value": plain(v), "year": y}
            for y, v in marks
        )

    text = _("Đã có %(reached)s; cần %(planned)s") % {
        "reached": told(reached),
        "planned": told(planned),
    }
    if projected is None:
        return text
    return _("%(text)s; theo tốc độ đã qua được khoảng %(value)s") % {
        "text": text,
        "value": plain(projected.quantize(Decimal(1))),
    }


def _source(projected: Decimal | None, last: int) -> str:
    text = _("Chấm đặc: đã công nhận. Chấm rỗng, nét đứt: mục tiêu.")
    if projected is None:
        return text
    more = _("Nét mảnh: giữ tốc độ đã qua thì đến %(year)s được khoảng %(value)s.")
    said = {"year": last, "value": plain(projected.quantize(Decimal(1)))}
    return f"{text} {more % said}"


def _stretches(
    leading: TargetStanding, marks: list[tuple[int, Decimal]]
) -> list[dict[str, Any]]:
    """Pace so far, then the pace of each stretch between targets."""
    rows: list[tuple[str, Decimal, str]] = []
    pace = leading.so_far
    if pace is not None:
        years = (
            str(pace.last) if pace.first == pace.last else (f"{pace.first}–{pace.last}")
        )
        rows.append((_("%(years)s, đã làm") % {"years": years}, pace.per_year, "n"))
    for (start, before), (end, goal) in pairwise(marks):
        years = str(end) if end == start + 1 else f"{start + 1}–{end}"
        label = _("%(years)s, phải đi") % {"years": years}
        rows.append((label, (goal - before) / (end - start), ""))
    full = max(per_year for _l, per_year, _k in rows) * Decimal("1.1") or Decimal(1)
    tick = float(100 * pace.per_year / full) if pace else None
    return [
        {
            "label": label,
            "per_year": plain(per_year),
            "bullet": bullet(float(100 * per_year / full), tick, kind),
        }
        for label, per_year, kind in rows
    ]
