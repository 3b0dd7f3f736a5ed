"""The table of provinces: sorted by any column, each count a link to its list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.pages.parts import (
    band_css,
    band_label,
    number,
    percent,
    place_url,
    time_state,
)
from reporting.reports.nation import NationReport, ProvinceCount
from reporting.svg import band_mini

# Columns of the table of provinces that sort it: what they sort by, and their heads.
SORTS: dict[str, tuple[Callable[[ProvinceCount], Any], Any]] = {
    "ten": (lambda p: 0, gettext_lazy("Tỉnh, thành phố")),
    "so-xa": (lambda p: p.communes, gettext_lazy("Số xã")),
    "co": (lambda p: p.with_results, gettext_lazy("Có kết quả")),
    "du": (lambda p: p.meets_all, gettext_lazy("Đạt đủ")),
    "ty-le": (lambda p: p.share or 0, gettext_lazy("Tỷ lệ")),
    "cong-nhan": (lambda p: p.recognised, gettext_lazy("Đã công nhận")),
    "binh-quan": (lambda p: p.average or 0, gettext_lazy("Bình quân")),
}
OPTIONAL = {"so-xa", "cong-nhan"}


@dataclass(frozen=True, slots=True)
class Order:
    """How the table of provinces is sorted."""

    sort: str
    is_descending: bool


def query_of(report: NationReport, **query: Any) -> str:
    """The query of a link: the year, the basis, and what is asked for."""
    return "?" + urlencode(query | time_state(report.year, report.basis))


def ordered(provinces: list[ProvinceCount], order: Order) -> list[ProvinceCount]:
    """Sorted by one column; the report gives Vietnamese order, which breaks ties."""
    if order.sort == "ten":
        return provinces[::-1] if order.is_descending else provinces
    key, _label = SORTS[order.sort]
    return sorted(provinces, key=key, reverse=order.is_descending)


def turned(sort: str, is_descending: bool) -> str:
    """What the address says of a direction: names begin with A, numbers at the top."""
    return "1" if is_descending == (sort == "ten") else ""


def sorted_url(report: NationReport, order: Order) -> str:
    """The query of the page sorted in a way."""
    query = {"xep": order.sort, "nguoc": turned(order.sort, order.is_descending)}
    return query_of(report, **{key: value for key, value in query.items() if value})


def columns_of(report: NationReport, order: Order) -> list[dict[str, str]]:
    columns = []
    for sort, (_key, label) in SORTS.items():
        is_current = sort == order.sort
        down = not order.is_descending if is_current else sort != "ten"
        direction = "descending" if order.is_descending else "ascending"
        css = "" if sort == "ten" else "num"
        columns.append(
            {
                "label": str(label),
                "css": f"{css} opt" if sort in OPTIONAL else css,
                "aria_sort": direction if is_current else "",
                "sort_url": sorted_url(report, Order(sort, down)),
            }
        )
    return columns


def province_rows(report: NationReport, order: Order) -> list[dict[str, Any]]:
    """The provinces in their order; what is the same in every row is made once."""
    css = band_css([b.band for b in report.bands])
    labels = [band_label(b.band) for b in report.bands]
    top = report.bands[0].band.minimum
    state, communes = query_of(report), reverse("reporting:communes")

    def row(province: ProvinceCount) -> dict[str, Any]:
        def listed(narrowed: str) -> str:
            own = f"?tinh={province.version.unit_id}{narrowed}"
            return f"{communes}{own}&{state[1:]}"

        shown = list(zip(province.bands, labels, strict=True))
        return {
            "name": province.version.name,
            "url": place_url(province.version) + state,
            "communes": number(province.communes),
            "communes_url": listed(""),
            "known": number(province.with_results),
            "known_url": listed("&co=1"),
            "met_all": number(province.meets_all),
            "met_all_url": listed(f"&dat={top}") if province.meets_all else "",
            "share": _percent(province),
            "recognised": number(province.recognised),
            "recognised_url": listed("&cong_nhan=co") if province.recognised else "",
            "band_mini": band_mini([(css[b.band.minimum], b.count) for b, _l in shown]),
            "band_words": "; ".join(f"{label}: {b.count}" for b, label in shown[1:]),
            "average": number(province.average, 1),
        }

    return [row(province) for province in ordered(report.told, order)]


def _percent(province: ProvinceCount) -> str:
    share = province.share
    return percent(None if share is None else 100 * share)


def total_row(report: NationReport) -> dict[str, Any]:
    totals = report.totals
    css = band_css([b.band for b in report.bands])
    share = 100 * totals.meets_all / totals.total if totals.total else None
    return {
        "name": _("Cả nước"),
        "communes": number(report.communes),
        "known": number(totals.total),
        "met_all": number(totals.meets_all),
        "share": percent(share),
        "recognised": number(report.recognised),
        "band_mini": band_mini([(css[b.band.minimum], b.count) for b in report.bands]),
        "band_words": "; ".join(
            f"{band_label(b.band)}: {number(b.count)}" for b in report.bands[1:]
        ),
        "average": number(totals.average, 1),
    }
