"""A criterion over the years: joined only where the question is the same."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from criteria.choices import Operator
from criteria.models import Indicator
from criteria.rules.distance import level_words
from reporting.charts import Point, line_chart
from reporting.pages.parts import Links, percent, signed
from reporting.reports.criterion import CriterionReport
from reporting.reports.criterion_years import TrendYear


@dataclass(frozen=True, slots=True)
class Change:
    """What the last year brought; `count` None where years do not compare."""

    value: str
    count: int | None
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Past:
    """What templates/_partials/criterion_trend.html prints."""

    chart: SafeString | str
    rows: list[dict[str, Any]]
    notes: list[str]
    change: Change | None


def past_of(report: CriterionReport, links: Links) -> Past:
    """Put the years into words, a drawing and links."""
    pairs = list(zip([None, *report.trend], report.trend, strict=False))
    rows = [_row(before, now, report, links) for before, now in pairs]
    notes = [
        f"{now.totals.year}: {note}"
        for before, now in pairs
        if before
        for note in _breaks(before, now)
    ]
    return Past(
        chart=_chart(report),
        rows=rows[::-1],
        notes=notes,
        change=_change(report),
    )


def _chart(report: CriterionReport) -> SafeString | str:
    """Shares of communes that meet it; nothing where there is one year only."""
    told = [year for year in report.trend if year.tally and year.tally.total]
    if len(told) < 2:
        return ""
    shown = [
        Point(
            label=str(year.totals.year),
            value=100 * year.tally.share,
            words=_share(year),
            # Published figures count whole communes: none stands behind a criterion.
            hollow=year.totals.illustrative,
            breaks=year.breaks,
        )
        for year in told
        if year.tally
    ]
    sentence = _("Tỷ lệ xã đạt tiêu chí qua các năm: %(years)s") % {
        "years": "; ".join(f"{point.label}: {point.words}" for point in shown)
    }
    return line_chart(shown, 100, sentence)


def _share(year: TrendYear) -> str:
    share = 100 * year.tally.share if year.tally else 0
    return percent(share)


def _row(
    before: TrendYear | None, now: TrendYear, report: CriterionReport, links: Links
) -> dict[str, Any]:
    totals, tally = now.totals, now.tally
    state = {"nam": totals.year, "huyen": report.query.district}
    row = {
        "year": totals.year,
        "set_label": totals.set_label,
        "illustrative": totals.illustrative,
        "notes": [*_breaks(before, now), *_level_notes(before, now)] if before else [],
        "url": links.to("criteria", **state),
        "met": None,
    }
    if now.asked is None or tally is None:
        return row
    own = now.asked.criterion
    if own.number != report.criterion.number or own.name != report.criterion.name:
        row["named"] = f"{own.number}. {own.name}"
    return row | {
        "url": links.to("criterion", own.number, **state),
        "met": tally.met,
        "met_url": links.communes(dat_tieu_chi=own.number, **state),
        "total": tally.total,
        "total_url": links.communes(co=1, **state),
        "share": _share(now),
    }


def _breaks(before: TrendYear, now: TrendYear) -> list[str]:
    """Why the year is not joined to the one before."""
    said = []
    if now.is_other_question and now.asked:
        said.append(_question_words(before, now))
    if now.is_other_total and before.tally and now.tally:
        said.append(
            _("số xã có kết quả đổi từ %(before)s thành %(now)s")
            % {"before": before.tally.total, "now": now.tally.total}
        )
    if now.is_open and now.tally:
        waiting = now.tally.not_assessed
        said.append(
            ngettext(
                "còn %(n)s xã chưa đánh giá", "còn %(n)s xã chưa đánh giá", waiting
            )
            % {"n": waiting}
        )
    elif now.follows_open:
        said.append(_("năm trước chưa đánh giá hết các xã"))
    return said


def _question_words(before: TrendYear, now: TrendYear) -> str:
    if before.asked is None or now.asked is None:
        return _("bộ tiêu chí khác, không hỏi điều này ở cả hai năm")
    shared = len(before.asked.questions & now.asked.questions)
    if not shared:
        return _("bộ tiêu chí khác, hỏi chỉ tiêu khác")
    return _("bộ tiêu chí khác, chỉ %(n)s trên %(all)s chỉ tiêu như năm trước") % {
        "n": shared,
        "all": len(now.asked.questions),
    }


def _level_notes(before: TrendYear, now: TrendYear) -> list[str]:
    """Levels of the same questions that became stricter or looser."""
    if before.asked is None or now.asked is None:
        return []
    said = []
    for leaf in now.asked.entry.leaves:
        if (leaf.measure_id, leaf.operator) not in before.asked.questions:
            continue
        was = before.levels.get(leaf.measure_id, frozenset())
        now_is = now.levels.get(leaf.measure_id, frozenset())
        if was and now_is and was != now_is:
            said.append(_level_note(leaf, was, now_is))
    return said


def _level_note(leaf: Indicator, was: frozenset, now_is: frozenset) -> str:
    """One level against one: stricter or looser; several: only another."""
    if len(was) > 1 or len(now_is) > 1:
        return _("%(code)s: mức khác năm trước") % {"code": leaf.code}
    (former,), (level,) = was, now_is
    measure = leaf.measure
    assert measure is not None  # noqa: S101  leaves have a measure
    is_higher_stricter = leaf.operator != Operator.AT_MOST
    text = (
        _("%(code)s: mức chặt hơn, trước %(former)s, nay %(level)s")
        if (level > former) == is_higher_stricter
        else _("%(code)s: mức nới hơn, trước %(former)s, nay %(level)s")
    )
    kind, unit, decimals = measure.kind, measure.unit, measure.decimals
    return text % {
        "code": leaf.code,
        "former": level_words(leaf.operator, former, kind, unit, decimals),
        "level": level_words(leaf.operator, level, kind, unit, decimals),
    }


def _change(report: CriterionReport) -> Change | None:
    """The year of the page against the one before, where there is one."""
    years = {year.totals.year: year for year in report.trend}
    now, before = years.get(report.scope.year), years.get(report.scope.year - 1)
    if now is None or before is None:
        return None
    if now.breaks or now.tally is None or before.tally is None:
        return Change(_("chưa so được"), None, _breaks(before, now))
    change = now.tally.met - before.tally.met
    return Change(signed(change), abs(change), _level_notes(before, now))
