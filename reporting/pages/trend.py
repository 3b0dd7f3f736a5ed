"""Years of a place as two lines: how many or what share meet all, and the average."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from reporting.charts import Point, line_chart
from reporting.pages.parts import number, percent
from reporting.reports.scope import YearTotals


def set_words(year: YearTotals) -> str:
    """The set of a year, and how much counts of a year that lacks results."""
    if year.share_assessed >= 1:
        return year.set_label
    return _("%(set)s; chỉ có %(share)s %% kết quả") % {
        "set": year.set_label,
        "share": number(100 * year.share_assessed),
    }


def share_charts(years: list[YearTotals]) -> list[dict[str, Any]]:
    """The share that meets all, for places whose number of communes changes much."""
    shares = (_("Tỷ lệ xã đạt đủ"), lambda y: 100 * y.meets_all / y.total, 100.0)
    return _charts(years, *shares, words=lambda value: percent(value))


def count_charts(years: list[YearTotals]) -> list[dict[str, Any]]:
    """The number that meets all, on a scale that ends at a round number above it."""
    most = max((y.meets_all for y in years), default=0)
    top = 10.0 * (most // 10 + 1)
    return _charts(
        years, _("Số xã đạt đủ"), lambda y: float(y.meets_all), top, words=number
    )


def _charts(
    years: list[YearTotals],
    title: str,
    value: Callable[[YearTotals], float],
    top: float,
    words: Callable[[float], str],
) -> list[dict[str, Any]]:
    """Lines over the finished years, oldest first; none of a single year."""
    finished = [y for y in reversed(years) if y.share_assessed >= 1]
    if len(finished) < 2:
        return []
    size = max(year.size for year in finished)
    return [
        _chart(title, finished, value, top, words),
        _chart(
            _("Bình quân tiêu chí mỗi xã"),
            finished,
            lambda y: y.average or 0.0,
            size,
            lambda average: number(average, 1),
        ),
    ]


def _chart(
    title: str,
    years: list[YearTotals],
    value: Callable[[YearTotals], float],
    top: float,
    words: Callable[[float], str],
) -> dict[str, Any]:
    """One line, broken where the set changes or years are left out."""
    points: list[Point] = []
    before: YearTotals | None = None
    for year in years:
        is_next = before is not None and before.year == year.year - 1
        points.append(
            Point(
                label=str(year.year),
                value=value(year),
                words=words(value(year)),
                hollow=year.wholly_illustrative,
                breaks=not is_next or before is None or before.set_key != year.set_key,
            )
        )
        before = year
    told = "; ".join(f"{p.label}: {p.words}" for p in points)
    return {"title": title, "svg": line_chart(points, top, f"{title}. {told}")}
