"""The key figures of the province page, each beside its targets."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.choices import Metric
from criteria.choices import Tier
from reporting.choices import ValueUnit
from reporting.models import Target
from reporting.pages.parts import Link, Links, communes_unit, document_url, number
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
    targets = _targets(report, Metric.AVERAGE)
    tick = 100 * float(targets[0].value) / size if targets else None
    return Kpi(
        label=_("Bình quân tiêu chí mỗi xã"),
        value=number(average, 1),
        unit=f"/{size}",
        url="",
        bullet=bullet(100 * float(average or 0) / size, tick),
        notes=_target_notes(report, Metric.AVERAGE, average),
    )


def _recognised(report: ProvinceReport, links: Links) -> Kpi:
    return Kpi(
        label=_("Đã công nhận, biết tên"),
        value=number(len(report.recognised)),
        unit=communes_unit(len(report.recognised)),
        url=links.communes(cong_nhan="co") if report.recognised else "",
        bullet=None,
        notes=[
            *_published_note(report),
            *_target_notes(report, Metric.RECOGNISED, _recognised_total(report)),
        ],
    )


def _recognised_in_year(report: ProvinceReport, links: Links) -> Kpi:
    count = len(report.recognised_in_year)
    return Kpi(
        label=_("Công nhận trong năm %(year)s") % {"year": report.scope.year},
        value=number(count if count or _is_told(report) else None),
        unit=communes_unit(count) if count else "",
        url=links.communes(cong_nhan="trong-nam") if count else "",
        bullet=None,
        notes=_target_notes(
            report, Metric.RECOGNISED_IN_YEAR, Decimal(count), report.scope.year
        ),
    )


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


def _published_note(report: ProvinceReport) -> list[Link]:
    """What a document counts, where names are fewer."""
    return [
        Link(
            _("Số công bố: %(count)s xã") % {"count": number(f.published.value)},
            "#h-recog",
        )
        for f in report.figures
        if f.published.metric == Metric.RECOGNISED
        and f.published.tier == Tier.NTM
        and f.difference
    ]


def _recognised_total(report: ProvinceReport) -> Decimal | None:
    """The published count of recognised communes: names are fewer than communes."""
    published = [
        f.published.value
        for f in report.figures
        if f.published.metric == Metric.RECOGNISED and f.published.tier == Tier.NTM
    ]
    return published[0] if published else None


def _targets(report: ProvinceReport, metric: str) -> list[Target]:
    return [t for t in report.targets if t.metric == metric and t.tier == Tier.NTM]


def _target_notes(
    report: ProvinceReport,
    metric: str,
    now: Decimal | None,
    until: int | None = None,
) -> list[Link]:
    """One line a target: what, until when, how much is left of what is known now.

    Nothing where a baseline is not published or the year is unfinished; with `until`
    only targets that begin by that year.
    """
    notes = []
    for target in _targets(report, metric):
        goal = _goal(report, target)
        if goal is None or now is None or report.scope.totals.share_assessed < 1:
            continue
        if until is not None and target.year_from > until:
            continue
        decimals = 1 if metric == Metric.AVERAGE else 0
        left = max(Decimal(0), goal - now)
        said = {
            "years": str(target.year_to)
            if target.year_from == target.year_to
            else f"{target.year_from}–{target.year_to}",
            "goal": number(goal, decimals),
            "left": number(left, decimals),
        }
        text = (
            _("Mục tiêu %(years)s: %(goal)s (còn %(left)s)") % said
            if left
            else _("Mục tiêu %(years)s: %(goal)s (đã đạt)") % said
        )
        notes.append(Link(text, document_url(target.document)))
    return notes


def _goal(report: ProvinceReport, target: Target) -> Decimal | None:
    """The target as a total; None where its baseline is another year's."""
    if target.value_unit == ValueUnit.PERCENT:
        exact = target.value * report.whole.communes / 100
        return exact.to_integral_value("ROUND_CEILING")
    if target.baseline_year is None:
        return target.value
    base = _recognised_total(report)
    if target.baseline_year != report.scope.year or base is None:
        return None
    return target.value + base
