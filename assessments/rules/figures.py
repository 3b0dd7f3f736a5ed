"""Published figures that cannot be: told beside the figure, never corrected."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.choices import Metric
from criteria.rules.numbers import format_exact, format_fixed

# Nothing was published of the programme before.
FIRST_YEAR = 2000
# Metrics that count things: whole, and never more than there are.
COUNTS = {
    Metric.COMMUNES,
    Metric.UNITS,
    Metric.MEETS_ALL,
    Metric.IN_BAND,
    Metric.RECOGNISED,
    Metric.RECOGNISED_IN_YEAR,
    Metric.VILLAGES,
    Metric.DISTRICTS,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure; figures of equal `source` are one statement."""

    id: int
    metric: str
    value: Decimal
    as_of: dt.date
    source: tuple[int, str, dt.date, int]
    band: tuple[int, int] | None = None
    denominator: int | None = None
    set_size: int | None = None


def impossible(figures: Iterable[Figure]) -> dict[int, list[str]]:
    """Why figures cannot be, by id; those that can are left out."""
    statements: dict[tuple, list[Figure]] = {}
    for figure in figures:
        statements.setdefault(figure.source, []).append(figure)
    found: dict[int, list[str]] = {}
    for together in statements.values():
        for figure in together:
            reasons = [*_alone(figure), *_beside(figure, together)]
            if reasons:
                found[figure.id] = reasons
    return found


def _alone(figure: Figure) -> Iterable[str]:
    """What one figure contradicts by itself."""
    size, total = figure.set_size, figure.denominator
    if figure.metric in COUNTS:
        if figure.value != figure.value.to_integral_value():
            yield _("Số đếm phải là số nguyên.")
        if total is not None and figure.value > total:
            yield _("Nhiều hơn tổng số %(total)s.") % {"total": total}
    if size is None:
        return
    if figure.metric == Metric.AVERAGE and figure.value > size:
        yield _("Bình quân lớn hơn %(size)s tiêu chí của bộ.") % {"size": size}
    if figure.band is not None and figure.band[1] > size:
        yield _("Khoảng vượt quá %(size)s tiêu chí của bộ.") % {"size": size}


def _beside(figure: Figure, together: Sequence[Figure]) -> Iterable[str]:
    """What a figure contradicts in the same statement."""
    by_metric = {f.metric: f for f in together if f.band is None}
    bands = {f.band: f for f in together if f.band is not None}
    if figure.band is not None:
        yield from _band_faults(figure, bands, by_metric)
    if figure.metric == Metric.AVERAGE:
        yield from _average_faults(figure, bands, by_metric)
    whole = by_metric.get(Metric.RECOGNISED)
    is_part = figure.metric == Metric.RECOGNISED_IN_YEAR
    if is_part and whole is not None and figure.value > whole.value:
        yield _("Nhiều hơn tổng số xã đã công nhận.")


def _band_faults(
    figure: Figure,
    bands: Mapping[tuple[int, int], Figure],
    by_metric: Mapping[str, Figure],
) -> Iterable[str]:
    low, high = figure.band or (0, 0)
    others = [band for band in bands if band != figure.band]
    if any(low <= other[1] and other[0] <= high for other in others):
        yield _("Khoảng chồng lên khoảng khác của cùng văn bản.")
    total = _total([*bands.values(), *by_metric.values()])
    told = sum((band.value for band in bands.values()), Decimal(0))
    if total is not None and told > total:
        said = {"told": format_exact(told, 0), "total": total}
        yield _("Cộng các khoảng được %(told)s, hơn tổng số %(total)s xã.") % said
    full = by_metric.get(Metric.MEETS_ALL)
    is_top = figure.set_size is not None and low == figure.set_size
    if is_top and full is not None and full.value != figure.value:
        yield _("Khác số xã đạt đủ tiêu chí của cùng văn bản.")


def _average_faults(
    figure: Figure,
    bands: Mapping[tuple[int, int], Figure],
    by_metric: Mapping[str, Figure],
) -> Iterable[str]:
    """An average that the bands of the same statement do not allow."""
    counted = {band: f.value for band, f in bands.items()}
    full, size = by_metric.get(Metric.MEETS_ALL), figure.set_size
    if full is not None and size is not None:
        counted.setdefault((size, size), full.value)
    total = _total([*bands.values(), *by_metric.values()])
    told = sum(counted.values(), Decimal(0))
    if not total or told != total:
        return
    least = sum((low * n for (low, _h), n in counted.items()), Decimal(0)) / total
    most = sum((high * n for (_l, high), n in counted.items()), Decimal(0)) / total
    # Sources round; half a criterion is the roughest that any does.
    slack = Decimal("0.5") if figure.value == int(figure.value) else Decimal("0.05")
    if not least - slack <= figure.value <= most + slack:
        said = {"least": format_fixed(least, 2), "most": format_fixed(most, 2)}
        yield _("Theo các khoảng, bình quân phải từ %(least)s đến %(most)s.") % said


def _total(figures: Iterable[Figure]) -> int | None:
    """How many communes the statement is about, where it says so."""
    totals = []
    for figure in figures:
        if figure.metric == Metric.COMMUNES:
            totals.append(int(figure.value))
        elif figure.metric in {Metric.IN_BAND, Metric.AVERAGE, Metric.MEETS_ALL}:
            totals.append(figure.denominator or 0)
    return max(totals, default=0) or None
