"""The page of the whole country in words: the finding, the provinces, the years."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.pages.downloads import Downloads, downloads
from reporting.pages.finding import unfinished_finding, unfinished_words
from reporting.pages.kpis import Kpi, decided
from reporting.pages.parts import (
    Field,
    Link,
    Option,
    band_css,
    band_label,
    communes_unit,
    number,
    percent,
    place_url,
    time_state,
)
from reporting.pages.provinces import (
    Order,
    columns_of,
    province_rows,
    sorted_url,
    total_row,
    turned,
)
from reporting.pages.trend import set_words, share_charts
from reporting.reports.nation import NationReport, ProvinceCount
from reporting.reports.provenance import Provenance
from reporting.reports.province import CriterionCount
from reporting.reports.scope import YearTotals
from reporting.svg import bullet


@dataclass(frozen=True, slots=True)
class NationPage:
    """What templates/reporting/nation.html prints."""

    title: str
    heading: str
    lead: str
    crumbs: list[Link]
    scope_form: list[Field]
    kpis: list[Kpi]
    bands: list[dict[str, Any]]
    bands_source: str
    columns: list[dict[str, str]]
    provinces: list[dict[str, Any]]
    total: dict[str, Any]
    silent: list[dict[str, Any]]
    silent_label: str
    downloads: Downloads
    criteria: list[dict[str, Any]]
    trend: list[dict[str, Any]]
    charts: list[dict[str, Any]]
    documents_note: str
    provenance: Provenance


def nation_page(report: NationReport, order: Order) -> NationPage:
    """Put the country's report into words and links."""
    return NationPage(
        title=_("Cả nước %(year)s") % {"year": report.year},
        heading=_heading(report),
        lead=_lead(report),
        crumbs=[Link(_("Cả nước"))],
        scope_form=_scope_form(report, order),
        kpis=_kpis(report),
        bands=_bands(report),
        bands_source=_bands_source(report),
        columns=columns_of(report, order),
        provinces=province_rows(report, order),
        total=total_row(report),
        silent=[_silent(p) for p in report.silent],
        silent_label=_silent_label(report),
        downloads=downloads(
            sorted_url(report, order), _("các tỉnh, thành phố, theo thứ tự đang xem")
        ),
        criteria=[_criterion(c) for c in report.criteria],
        trend=[_year(y, report) for y in report.years],
        charts=share_charts(report.years),
        documents_note=_documents_note(report),
        provenance=report.provenance,
    )


def _heading(report: NationReport) -> str:
    totals, said = report.totals, _said(report)
    if not totals.assessed:
        return _("Chưa có kết quả nào được xác nhận trong năm %(year)s") % said
    if not _is_whole(totals):
        share = totals.share_assessed
        return unfinished_finding(totals, share, totals.accounts, report.communes)
    if totals.meets_all == 0:
        return _("Chưa xã nào đạt đủ %(size)s tiêu chí") % said
    if totals.total < report.communes or report.unseen:
        return _("%(met)s trên %(known)s xã có kết quả đạt đủ %(size)s tiêu chí") % said
    if totals.meets_all == totals.total:
        return _("Cả %(known)s xã đạt đủ %(size)s tiêu chí") % said
    return _("%(met)s trên %(known)s xã cả nước đạt đủ %(size)s tiêu chí") % said


def _said(report: NationReport) -> dict[str, Any]:
    totals = report.totals
    return {
        "year": report.year,
        "size": len(report.criteria_in_set),
        "met": number(totals.meets_all),
        "known": number(totals.total),
        "communes": number(report.communes),
        "told": len(report.told),
        "provinces": len(report.provinces),
        "average": number(totals.average, 1),
    }


def _is_whole(year: YearTotals) -> bool:
    """Whether every criterion of every account has an outcome that counts."""
    return year.share_assessed >= 1


def _lead(report: NationReport) -> str:
    said = _said(report)
    average = _("Bình quân mỗi xã đạt %(average)s tiêu chí.") % said
    if not _is_whole(report.totals):
        average = unfinished_words(report.basis)
    if report.unseen:
        unseen = ngettext(
            "Ngày %(day)s cổng chưa có danh mục đơn vị của %(n)s tỉnh, thành phố.",
            "Ngày %(day)s cổng chưa có danh mục đơn vị của %(n)s tỉnh, thành phố.",
            report.unseen,
        ) % {"n": number(report.unseen), "day": _day(report)}
        average = f"{average} {unseen}"
    if not report.silent and report.totals.total == report.communes:
        return average
    covered = _(
        "Năm %(year)s, cổng có kết quả của %(known)s trên %(communes)s xã, ở %(told)s "
        "trên %(provinces)s tỉnh, thành phố; xã chưa có kết quả không tính vào số nào."
    )
    return f"{covered % said} {average}"


def _scope_form(report: NationReport, order: Order) -> list[Field]:
    years = tuple(
        Option(str(y.year), str(y.year), y.year == report.year) for y in report.years
    )
    fields = [Field("nam", _("Năm"), years)]
    hidden = {"xep": order.sort, "nguoc": turned(order.sort, order.is_descending)}
    hidden |= time_state(None, report.basis)
    return fields + [
        Field(key, "", kind="hidden", value=value)
        for key, value in hidden.items()
        if value
    ]


def _kpis(report: NationReport) -> list[Kpi]:
    totals, size = report.totals, len(report.criteria_in_set)
    share = 100 * totals.meets_all / totals.total if totals.total else 0
    covered = 100 * totals.total / report.communes if report.communes else 0
    average = totals.average
    return [
        Kpi(
            label=_("Xã đạt đủ %(size)s/%(size)s") % {"size": size},
            value=number(totals.meets_all),
            unit=_("%(communes)s, %(share)s %%")
            % {"communes": communes_unit(totals.meets_all), "share": number(share, 1)},
            url="",
            bullet=bullet(share),
            notes=[Link(_("Trên số xã có kết quả"))],
        ),
        Kpi(
            label=_("Bình quân tiêu chí mỗi xã"),
            value=number(average, 1),
            unit=f"/{size}",
            url="",
            bullet=bullet(100 * (average or 0) / size),
            notes=[],
        ),
        Kpi(
            label=_("Đã công nhận, biết tên"),
            value=decided(report.recognised or None),
            unit=communes_unit(report.recognised) if report.recognised else "",
            url="",
            bullet=None,
            notes=[Link(_("Tính đến %(day)s") % {"day": _day(report)})],
        ),
        Kpi(
            label=_("Xã có kết quả"),
            value=number(totals.total),
            unit=ngettext("trên %(n)s xã", "trên %(n)s xã", report.communes)
            % {"n": number(report.communes)},
            url="",
            bullet=bullet(covered, None, "n"),
            notes=[
                Link(
                    _("%(told)s trên %(provinces)s tỉnh, thành phố") % _said(report),
                    "#h-provinces",
                )
            ],
        ),
    ]


def _day(report: NationReport) -> str:
    return date_format(report.period_set.period.as_of)


def _bands(report: NationReport) -> list[dict[str, Any]]:
    """Without links: no list holds the communes of all provinces."""
    css = band_css([b.band for b in report.bands])
    total = report.totals.total
    if not total:
        return []
    return [
        {
            "css": css[b.band.minimum],
            "share_class": f"g{max(1, round(100 * b.count / total))}",
            "count": b.count,
            "text": number(b.count),
            "label": band_label(b.band),
        }
        for b in report.bands
    ]


def _bands_source(report: NationReport) -> str:
    text = _(
        "Số xã theo số tiêu chí đạt, tính đến %(day)s, cộng từ danh sách xã của từng "
        "tỉnh."
    ) % {"day": _day(report)}
    outside = report.communes - report.totals.total
    if outside <= 0:
        return text
    more = ngettext(
        "%(n)s xã chưa có kết quả, không tính vào.",
        "%(n)s xã chưa có kết quả, không tính vào.",
        outside,
    ) % {"n": number(outside)}
    return f"{text} {more}"


def _silent(province: ProvinceCount) -> dict[str, Any]:
    return {
        "name": province.version.name,
        "url": place_url(province.version),
        "communes": number(province.communes),
    }


def _silent_label(report: NationReport) -> str:
    n = len(report.silent)
    return ngettext(
        "%(n)s tỉnh, thành phố chưa có kết quả năm %(year)s",
        "%(n)s tỉnh, thành phố chưa có kết quả năm %(year)s",
        n,
    ) % {"n": n, "year": report.year}


def _criterion(count: CriterionCount) -> dict[str, Any]:
    """Out of the communes where the criterion has an outcome."""
    judged = count.met + count.failing
    share = 100 * count.met / judged if judged else None
    return {
        "number": count.criterion.number,
        "name": count.criterion.name,
        "met": number(count.met),
        "failing": number(count.failing),
        "not_assessed": number(count.not_assessed),
        "share": percent(share),
        "bullet": ""
        if share is None
        else bullet(share, None, "f" if share < 50 else ""),
    }


def _year(year: YearTotals, report: NationReport) -> dict[str, Any]:
    share = 100 * year.meets_all / year.total if year.total else None
    path, state = reverse("reporting:nation"), time_state(year.year, report.basis)
    return {
        "year": year.year,
        "url": "" if year.year == report.year else f"{path}?{urlencode(state)}",
        "met_all": number(year.meets_all),
        "share": percent(share),
        "total": number(year.total),
        "average": number(year.average, 1),
        "set_label": set_words(year),
        "illustrative": year.wholly_illustrative,
    }


def _documents_note(report: NationReport) -> str:
    documents = sum(p.account.documents for p in report.told if p.account)
    return ngettext(
        "Cộng từ %(n)s văn bản; trang của từng tỉnh nêu tên từng văn bản.",
        "Cộng từ %(n)s văn bản; trang của từng tỉnh nêu tên từng văn bản.",
        documents,
    ) % {"n": number(documents)}
