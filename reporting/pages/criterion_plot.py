"""The dot plots of an indicator: all communes, and a row a district."""

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from criteria.choices import MeasureKind, Operator, Outcome
from criteria.rules.numbers import format_vi, with_gap_unit
from reporting.dots import Dot, Plot, Threshold, dot_plot, dot_rows, scale_of
from reporting.pages.criterion_list import address_of
from reporting.pages.parts import Links, number
from reporting.reports.criterion import CriterionReport, Standing

# Lines beyond these would hide the dots.
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Plots:
    """What templates/_partials/criterion_plots.html prints; `rows` may be empty."""

    whole: SafeString
    rows: SafeString | str
    source: str
    everyone_url: str


def plots_of(report: CriterionReport, links: Links) -> Plots | None:
    """The plots of the shown leaf; None where values lie on no scale, or none is."""
    plotted = [(s, dot) for s in report.narrowed if (dot := _dot(s, report))]
    if not report.has_scale or not plotted:
        return None
    plot = _plot(report, plotted)
    return Plots(
        whole=dot_plot(plot),
        rows=_rows(report, plot, plotted),
        source=_source(report, plot),
        everyone_url=address_of(report, links, xem="tat-ca", chi_tieu=report.leaf.code),
    )


def _dot(standing: Standing, report: CriterionReport) -> Dot | None:
    """A commune with a value that was judged."""
    result = standing.results.get(report.leaf.pk)
    if result is None or result.value is None:
        return None
    if result.outcome not in (Outcome.MET, Outcome.NOT_MET):
        return None
    return Dot(float(result.value), result.outcome == Outcome.MET)


def _plot(report: CriterionReport, plotted: list[tuple[Standing, Dot]]) -> Plot:
    leaf = report.leaf
    measure = leaf.measure
    assert measure is not None  # noqa: S101  leaves have a measure
    results = [standing.results[leaf.pk] for standing, _dot in plotted]
    used = Counter(result.level.value for result in results if result.level)
    year = report.scope.year
    return Plot(
        dots=[dot for _standing, dot in plotted],
        thresholds=[
            Threshold(
                float(level),
                _("Mức %(year)s: %(level)s") % {"year": year, "level": _plain(level)},
            )
            for level, _count in used.most_common(_LEVELS)
        ],
        at_most=leaf.operator == Operator.AT_MOST,
        unit="%" if measure.kind == MeasureKind.PERCENT else measure.unit,
        sentence=_sentence(report, [dot for _standing, dot in plotted]),
        tick=_plain,
    )


def _plain(value: Decimal | float) -> str:
    return format_vi(Decimal(str(value)), 4)


def _sentence(report: CriterionReport, dots: list[Dot]) -> str:
    met = sum(dot.is_met for dot in dots)
    return _(
        "%(code)s. %(name)s: %(met)s xã đạt mức, %(short)s xã chưa đạt, giá trị từ "
        "%(low)s đến %(high)s"
    ) % {
        "code": report.leaf.code,
        "name": report.leaf.name,
        "met": met,
        "short": len(dots) - met,
        "low": _plain(min(dot.value for dot in dots)),
        "high": _plain(max(dot.value for dot in dots)),
    }


def _rows(
    report: CriterionReport, plot: Plot, plotted: list[tuple[Standing, Dot]]
) -> SafeString | str:
    """A row a district; nothing for one district alone or without the level."""
    by_district: dict[int, list[Dot]] = {}
    for standing, dot in plotted:
        if standing.row.district_id is not None:
            by_district.setdefault(standing.row.district_id, []).append(dot)
    if len(by_district) < 2:
        return ""
    versions = sorted(
        (v for u, v in report.scope.districts.items() if u in by_district),
        key=lambda v: v.name_sort,
    )
    told = _("%(sentence)s; một hàng một huyện, thành phố") % {
        "sentence": plot.sentence
    }
    return dot_rows(
        replace(plot, sentence=told),
        [(version.name, by_district[version.unit_id]) for version in versions],
    )


def _source(report: CriterionReport, plot: Plot) -> str:
    measure = report.leaf.measure
    assert measure is not None  # noqa: S101  leaves have a measure
    step = _plain(scale_of(plot).step)
    said = [
        _("Chấm đặc: đạt mức. Vòng rỗng: chưa đạt. Bước %(step)s.")
        % {"step": with_gap_unit(step, measure.kind, measure.unit)}
    ]
    without = len(report.narrowed) - len(plot.dots)
    if without:
        said.append(
            ngettext(
                "%(n)s xã chưa có giá trị được xác nhận, không vẽ.",
                "%(n)s xã chưa có giá trị được xác nhận, không vẽ.",
                without,
            )
            % {"n": number(without)}
        )
    return " ".join(said)
