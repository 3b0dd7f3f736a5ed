"""The communes of a criterion as a table: value, level, distance, in one order."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from criteria.choices import Outcome
from criteria.models import Indicator
from criteria.rules.distance import level_words, value_words, words
from reporting.pages.parts import Field, Links, Option
from reporting.reports.criterion import (
    SORTS,
    CriterionReport,
    LeafResult,
    Standing,
)
from reporting.svg import bullet

# Columns whose first click sorts from the largest down.
_LARGEST_FIRST = ("dat",)


@dataclass(frozen=True, slots=True)
class CommuneTable:
    """What templates/_partials/criterion_communes.html prints."""

    heading: str
    caption: str
    filters: list[Field]
    chips: list[dict[str, str]]
    shown_label: str
    columns: list[dict[str, str]]
    rows: list[dict[str, Any]]
    pager: dict[str, str]
    empty: dict[str, str]
    has_districts: bool
    has_bar: bool


def address_of(report: CriterionReport, links: Links, **changes: Any) -> str:
    """The page's own address with some of its state changed."""
    query = report.query
    state = {
        "huyen": query.district,
        "chi_tieu": query.indicator if report.leaf.code == query.indicator else "",
        "q": query.text,
        "xem": "tat-ca" if query.everyone else "",
        "xep": "" if query.sort == SORTS[0] else query.sort,
        "nguoc": "1" if _is_turned(report) else "",
        "trang": "" if report.page == 1 else report.page,
    }
    return links.to("criterion", report.criterion.number, **(state | changes))


def _is_turned(report: CriterionReport) -> bool:
    return report.query.is_descending != (report.query.sort in _LARGEST_FIRST)


def table_of(report: CriterionReport, links: Links) -> CommuneTable:
    """Put the listed communes into words and links."""
    total = len(report.narrowed if report.query.everyone else report.failing)
    farthest = report.largest_gap
    return CommuneTable(
        heading=_("Mọi xã có kết quả")
        if report.query.everyone
        else _("Xã chưa đạt, gần mức nhất trước")
        if _is_nearest_first(report)
        else _("Xã chưa đạt"),
        caption=_caption(report),
        filters=_filters(report, links),
        chips=_chips(report, links),
        shown_label=_("Hiện %(shown)s trên %(total)s xã.")
        % {"shown": len(report.listed), "total": total},
        columns=_columns(report, links),
        rows=[_row(standing, report, links, farthest) for standing in report.page_rows],
        pager=_pager(report, links),
        empty=_empty(report, links, total),
        has_districts=bool(report.scope.districts),
        has_bar=report.has_scale,
    )


def _is_nearest_first(report: CriterionReport) -> bool:
    """Whether the order is that of distances."""
    is_by_gap = report.query.sort == SORTS[0] and not report.query.is_descending
    return is_by_gap and report.has_scale


def _caption(report: CriterionReport) -> str:
    """What the values are of, and their unit."""
    leaf = report.leaf
    text = _(
        "Giá trị, mức quy định và khoảng cách của chỉ tiêu %(code)s: %(name)s."
    ) % {
        "code": leaf.code,
        "name": leaf.name,
    }
    unit = leaf.measure.unit if leaf.measure else ""
    if not unit or not report.has_scale:
        return text
    return _("%(text)s Đơn vị: %(unit)s.") % {"text": text, "unit": unit}


def _filters(report: CriterionReport, links: Links) -> list[Field]:
    query = report.query
    fields = [
        Field("q", _("Tên xã"), kind="text", value=query.text),
        Field(
            "xem",
            _("Danh sách"),
            (
                Option("", _("Xã chưa đạt"), not query.everyone),
                Option("tat-ca", _("Mọi xã có kết quả"), query.everyone),
            ),
        ),
    ]
    kept = {
        "huyen": query.district,
        "chi_tieu": query.indicator,
        "xep": "" if query.sort == SORTS[0] else query.sort,
        "nguoc": "1" if _is_turned(report) else "",
    }
    hidden = {k: v for k, v in {**links.state, **kept}.items() if v not in ("", None)}
    return fields + [
        Field(name, "", kind="hidden", value=str(value))
        for name, value in hidden.items()
    ]


def _chips(report: CriterionReport, links: Links) -> list[dict[str, str]]:
    query = report.query
    district = report.scope.districts.get(query.district or 0)
    named = {
        "q": query.text and _("Tên có “%(text)s”") % {"text": query.text},
        "huyen": district.name if district else "",
        "chi_tieu": query.indicator == report.leaf.code
        and _("Chỉ tiêu %(code)s") % {"code": query.indicator},
        "xem": query.everyone and _("Cả xã đạt"),
    }
    return [
        {
            "label": str(label),
            "remove_url": address_of(report, links, **{key: "", "trang": ""}),
        }
        for key, label in named.items()
        if label
    ]


def _columns(report: CriterionReport, links: Links) -> list[dict[str, str]]:
    query = report.query

    def column(label: str, sort: str = "", css: str = "") -> dict[str, str]:
        is_sorted = bool(sort) and query.sort == sort
        direction = "descending" if query.is_descending else "ascending"
        url = address_of(
            report,
            links,
            xep="" if sort == SORTS[0] else sort,
            nguoc="1" if is_sorted and not _is_turned(report) else "",
            trang="",
        )
        return {
            "label": label,
            "css": css,
            "sort_url": url if sort else "",
            "aria_sort": direction if is_sorted else "",
        }

    columns = [
        column(_("Xã"), "ten"),
        column(_("Huyện, thành phố"), "huyen", "opt"),
        column(_("Giá trị"), "gia-tri" if report.has_scale else "", "num"),
        column(_("Mức quy định"), css="num opt"),
        column(_("So với mức"), "con-thieu"),
        column(_("Khoảng cách tới mức"), css="opt bar-mid"),
        column(_("Tiêu chí đạt"), "dat", "num"),
    ]
    if not report.has_scale:
        columns.pop(5)
    if not report.scope.districts:
        columns.pop(1)
    return columns


def _row(
    standing: Standing, report: CriterionReport, links: Links, farthest: Decimal
) -> dict[str, Any]:
    row, leaf = standing.row, report.leaf
    result = standing.results.get(leaf.pk)
    district = report.scope.districts.get(row.district_id or 0)
    said = {"value": _("chưa có"), "level": _("chưa có"), "gap": "–", "bullet": ""}
    if result is not None:
        said = _leaf_words(leaf, result, report)
        left = result.gap(leaf.operator)
        if report.has_scale and left:
            # The missing part from the level, on one scale down the column.
            said["bullet"] = bullet(100 * float(left / farthest), 0.0, "f")
    return said | {
        "name": row.name,
        "url": links.commune(row),
        "district": district.name if district else "",
        "estimate": result is not None and result.is_estimate,
        "note": _note(standing, report),
        "met": row.met,
        "total": row.total,
    }


def _note(standing: Standing, report: CriterionReport) -> str:
    """What else keeps the commune from meeting the criterion."""
    if standing.verdict_reason:
        return f"{standing.outcome.label}: {standing.verdict_reason}"
    if not standing.is_failing:
        return ""
    others = [
        leaf.code
        for leaf in report.asked.entry.leaves
        if leaf != report.leaf and standing.fails(leaf)
    ]
    if not others:
        return ""
    return _("Chưa đạt cả chỉ tiêu %(codes)s") % {"codes": ", ".join(others)}


def _leaf_words(
    leaf: Indicator, result: LeafResult, report: CriterionReport
) -> dict[str, Any]:
    """Value, level and distance of a leaf in its own unit."""
    measure = leaf.measure
    assert measure is not None  # noqa: S101  leaves have a measure
    kind, decimals = measure.kind, measure.decimals
    options = report.asked.options.get(measure.pk)
    level = result.level.value if result.level else None
    gap = words(result.value, leaf.operator, level, kind, measure.unit, decimals)
    if result.outcome == Outcome.NOT_APPLICABLE:
        gap = _("Không xét: %(reason)s") % {"reason": result.not_applicable_reason}
    return {
        # The unit stands in the caption, and in the distance.
        "value": value_words(result.value, kind, "", decimals, options),
        "level": level_words(leaf.operator, level, kind, "", decimals, options),
        "gap": gap,
        "bullet": "",
    }


def _pager(report: CriterionReport, links: Links) -> dict[str, str]:
    page, pages = report.page, report.pages

    def url(number: int) -> str:
        return address_of(report, links, trang="" if number == 1 else number)

    return {
        "previous_url": url(page - 1) if page > 1 else "",
        "next_url": url(page + 1) if page < pages else "",
        "label": _("Trang %(page)s trên %(pages)s") % {"page": page, "pages": pages},
    }


def _empty(report: CriterionReport, links: Links, total: int) -> dict[str, str]:
    if not total:
        return {"text": _("Không có xã nào chưa đạt tiêu chí này."), "url": ""}
    text = ngettext("Bỏ lọc, xem %(n)s xã", "Bỏ lọc, xem %(n)s xã", total)
    return {
        "text": _("Chưa có xã nào khớp bộ lọc."),
        "url": address_of(report, links, q="", chi_tieu="", trang=""),
        "label": text % {"n": total},
    }
