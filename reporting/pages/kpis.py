"""The key figures of the province page, each beside its targets."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.choices import Metric
from assessments.models import PublishedFigure
from criteria.choices import Tier
from reporting.pages.parts import Link, Links, communes_unit, document_url, number
from reporting.pages.target_rows import plain, years_said
from reporting.reports.measuring import TargetStanding, Why, measure
from reporting.reports.province import ProvinceReport
from reporting.svg import bullet


@dataclass(frozen=True, slots=True)
class Kpi:
    """One key figure with its unit, bar and lines under it."""

    label: str
    value: str
    unit: str
    url: str
    bullet: SafeString | None
    notes: list[Link]


def kpis_of(report: ProvinceReport, links: Links) -> list[Kpi]:
    """Meets all, average, recognised, recognised in the year."""
    return [
        _meets_all(report, links),
        _average(report),
        _recognised(report, links),
        _recognised_in_year(report, links),
    ]


def _meets_all(report: ProvinceReport, links: Links) -> Kpi:
    whole, size = report.whole, len(report.scope.criteria)
    known = len(report.assessed_rows)
    share = 100 * whole.meets_all / known if known else 0
    top = report.scope.bands[0].minimum
    return Kpi(
        label=_("Xã đạt đủ %(size)s/%(size)s") % {"size": size},
        value=number(whole.meets_all),
        unit=_("%(communes)s, %(share)s %%")
        % {"communes": communes_unit(whole.meets_all), "share": number(share, 1)},
        url=links.communes(dat=top) if whole.meets_all else "",
        bullet=bullet(share),
        notes=[*_known_note(report), *_former_note(report, links)],
    )


def _average(report: ProvinceReport) -> Kpi:
    average, size = report.whole.average, len(report.scope.criteria)
    goals = [
        s.goal
        for s in _standings(report, Metric.AVERAGE)
        if s.goal is not None and s.left is not None
    ]
    tick = 100 * float(goals[0]) / size if goals else None
    return Kpi(
        label=_("Bình quân tiêu chí mỗi xã"),
        value=number(average, 1),
        unit=f"/{size}",
        url="",
        bullet=bullet(100 * float(average or 0) / size, tick),
        notes=_target_notes(report, Metric.AVERAGE),
    )


def _recognised(report: ProvinceReport, links: Links) -> Kpi:
    """What a document counts in the year, else the communes known by name."""
    named = len(report.recognised)
    url = links.communes(cong_nhan="co") if named else ""
    published = _published(report)
    if published is None:
        value, notes = (named or None), []
    else:
        value = int(published.value)
        notes = [
            Link(
                _("Số công bố %(day)s") % {"day": date_format(published.as_of)},
                document_url(published.document),
            ),
            Link(_("Biết tên: %(n)s") % {"n": number(named)}, url),
        ]
    return Kpi(
        label=_("Đã công nhận, biết tên")
        if named and not published
        else _("Xã đã công nhận"),
        value=decided(value),
        unit=communes_unit(value) if value else "",
        url="" if published else url,
        bullet=None,
        notes=[*notes, *_target_notes(report, Metric.RECOGNISED, value)],
    )


def _published(report: ProvinceReport) -> PublishedFigure | None:
    """How many stand recognised by a document of the year, where names are fewer."""
    found = (
        f.published
        for f in report.figures
        if f.published.metric == Metric.RECOGNISED
        and f.published.tier == Tier.NTM
        and f.difference
    )
    return next(found, None)


def _recognised_in_year(report: ProvinceReport, links: Links) -> Kpi:
    count = len(report.recognised_in_year)
    known = count if count or _is_told(report) else None
    return Kpi(
        label=_("Công nhận trong năm %(year)s") % {"year": report.scope.year},
        value=decided(known),
        unit=communes_unit(count) if count else "",
        url=links.communes(cong_nhan="trong-nam") if count else "",
        bullet=None,
        notes=_target_notes(report, Metric.RECOGNISED_IN_YEAR, known),
    )


def decided(count: int | None) -> str:
    """A count of decisions; that no document tells of any is not "none"."""
    return _("chưa có số") if count is None else number(count)


def _is_told(report: ProvinceReport) -> bool:
    """Whether a source says how many were recognised in the year; none is no zero."""
    return any(f.published.metric == Metric.RECOGNISED_IN_YEAR for f in report.figures)


def _known_note(report: ProvinceReport) -> list[Link]:
    """Out of how many, where not every commune has results."""
    known = len(report.assessed_rows)
    if known == report.whole.communes:
        return []
    return [Link(_("Trên %(n)s xã có kết quả") % {"n": number(known)})]


def _former_note(report: ProvinceReport, links: Links) -> list[Link]:
    former = report.former
    if former is None:
        return []
    said = {"year": former.year, "count": former.meets_all}
    if former.set_key != report.scope.criteria_set.key:
        text = _("Năm %(year)s: %(count)s xã, theo bộ tiêu chí khác") % said
    elif former.wholly_illustrative:
        text = _("Năm %(year)s: %(count)s xã (minh họa)") % said
    else:
        text = _("Năm %(year)s: %(count)s xã") % said
    url = links.communes(nam=former.year, dat=former.size) if former.meets_all else ""
    return [Link(text, url)]


def _standings(report: ProvinceReport, metric: str) -> list[TargetStanding]:
    """How the targets of a metric stand, begun by the year after."""
    wanted = (t for t in report.targets if t.metric == metric and t.tier == Tier.NTM)
    return [measure(report.known, target) for target in wanted]


def _target_notes(
    report: ProvinceReport, metric: str, shown: int | None = None
) -> list[Link]:
    """One line a target: what, until when, and how much is left or why none knows.

    What is left is told with the number it is counted from where that is not `shown`.
    """
    return [
        Link(_target_note(s, metric, shown), document_url(s.target.document))
        for s in _standings(report, metric)
        if s.left is not None or s.why == Why.OTHER_SET
    ]


def _target_note(standing: TargetStanding, metric: str, shown: int | None) -> str:
    target, now = standing.target, standing.now
    goal = target.value if standing.goal is None else standing.goal
    said = {"years": years_said(target), "goal": plain(goal, metric)}
    if standing.left is None or now is None:
        return _("Mục tiêu %(years)s: %(goal)s (bộ tiêu chí khác)") % said
    if not standing.left:
        return _("Mục tiêu %(years)s: %(goal)s (đã đạt)") % said
    said["left"] = plain(standing.left, metric)
    if shown is None or now.value == shown:
        return _("Mục tiêu %(years)s: %(goal)s (còn %(left)s)") % said
    said |= {"now": plain(now.value, metric), "day": date_format(now.as_of)}
    return (
        _("Mục tiêu %(years)s: %(goal)s (còn %(left)s, từ %(now)s ngày %(day)s)") % said
    )
