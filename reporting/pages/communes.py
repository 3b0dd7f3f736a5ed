"""The list of communes in words: filters, chips, sortable columns, rows."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.pages.commune_rows import blocks_of
from reporting.pages.downloads import Downloads, downloads_of
from reporting.pages.parts import (
    Field,
    Link,
    Links,
    Option,
    band_label,
    district_field,
    place_crumbs,
    year_field,
)
from reporting.reports.communes import CommuneList
from reporting.reports.provenance import Provenance
from reporting.reports.rows import Filters


def recognition_labels() -> dict[str, str]:
    """Choices of the filter on recognition."""
    return {
        "": _("Tất cả"),
        "co": _("Đã công nhận"),
        "trong-nam": _("Công nhận trong năm"),
        "chua": _("Chưa công nhận"),
        "du-va-co": _("Đạt đủ và đã công nhận"),
        "du-chua-co": _("Đạt đủ, chưa công nhận"),
        "co-chua-du": _("Đã công nhận, nay còn thiếu"),
        "co-chua-xong": _("Đã công nhận, chưa đánh giá xong"),
        "nang-cao": _("Nông thôn mới nâng cao"),
    }


@dataclass(frozen=True, slots=True)
class CommunesPage:
    """What templates/reporting/communes.html prints."""

    title: str
    heading: str
    lead: str
    crumbs: list[Link]
    filters: list[Field]
    chips: list[dict[str, str]]
    shown_label: str
    caption: str
    columns: list[dict[str, str]]
    blocks: list[dict[str, Any]]
    pager: dict[str, str]
    downloads: Downloads
    empty: dict[str, str]
    provenance: Provenance


class _State:
    """The query of the page: what a link keeps, changes or drops."""

    def __init__(self, found: CommuneList) -> None:
        f = found.filters
        self.base = Links(found.scope).state
        self.query = {
            "q": f.text,
            "huyen": f.district,
            "dat": f.band,
            "thieu": f.missing,
            "cho": f.not_assessed,
            "dat_tieu_chi": f.met,
            "co": "1" if f.has_results else "",
            "cong_nhan": f.recognition,
            "xep": "" if found.sort == "dat" else found.sort,
            "nguoc": "" if found.is_descending == (found.sort != "ten") else "1",
        }

    def url(self, **changes: Any) -> str:
        merged = {**self.base, **self.query, **changes}
        kept = {k: v for k, v in merged.items() if v not in ("", None)}
        return f"{reverse('reporting:communes')}?{urlencode(kept)}"


def communes_page(found: CommuneList) -> CommunesPage:
    """Put a list into words and links."""
    state = _State(found)
    scope, links = found.scope, Links(found.scope)
    return CommunesPage(
        title=_("Các xã, %(place)s %(year)s")
        % {"place": scope.province.full_name, "year": scope.year},
        heading=_heading(found),
        lead=_("Mỗi vạch trong dải là một tiêu chí, từ 1 đến %(n)s.")
        % {"n": len(scope.criteria)},
        crumbs=place_crumbs(scope, links, _("Các xã")),
        filters=_fields(found),
        chips=_chips(found, state),
        shown_label=_("Hiện %(shown)s trên %(total)s xã.")
        % {"shown": found.shown, "total": found.total},
        caption=_("Các xã và kết quả từng tiêu chí, năm %(year)s")
        % {"year": scope.year},
        columns=_columns(found, state),
        blocks=blocks_of(found, links),
        pager=_pager(found, state),
        downloads=downloads_of(state.url(), found.shown),
        empty={
            "text": _("Chưa có xã nào khớp bộ lọc."),
            "url": links.communes(),
            "label": _("Bỏ lọc, xem %(total)s xã") % {"total": found.total},
        },
        provenance=found.provenance,
    )


def _heading(found: CommuneList) -> str:
    total, size = found.total, len(found.scope.criteria)
    if found.shown == total:
        return _("%(total)s xã: xã nào đã đạt, xã nào còn thiếu gì") % {"total": total}
    if found.filters == Filters(missing=found.filters.missing):
        return ngettext(
            "%(shown)s xã chưa đạt tiêu chí %(number)s",
            "%(shown)s xã chưa đạt tiêu chí %(number)s",
            found.shown,
        ) % {
            "shown": found.shown,
            "number": found.filters.missing,
        }
    if found.filters == Filters(band=size):
        return ngettext(
            "%(shown)s xã đạt đủ %(size)s tiêu chí",
            "%(shown)s xã đạt đủ %(size)s tiêu chí",
            found.shown,
        ) % {
            "shown": found.shown,
            "size": size,
        }
    return ngettext(
        "%(shown)s trên %(total)s xã khớp bộ lọc",
        "%(shown)s trên %(total)s xã khớp bộ lọc",
        found.shown,
    ) % {
        "shown": found.shown,
        "total": total,
    }


def _fields(found: CommuneList) -> list[Field]:
    f, scope = found.filters, found.scope
    bands = [
        Option(str(b.minimum), band_label(b), b.minimum == f.band) for b in scope.bands
    ]
    criteria = [
        Option(str(c.number), f"{c.number}. {c.name}", c.number == f.missing)
        for c in scope.criteria
    ]
    labels = recognition_labels()
    fields = [
        Field("q", _("Tên xã"), kind="text", value=f.text),
        Field("dat", _("Số tiêu chí đạt"), (_any(f.band), *bands)),
        Field("thieu", _("Chưa đạt tiêu chí"), (_any(f.missing), *criteria)),
        Field(
            "cong_nhan",
            _("Công nhận"),
            tuple(Option(k, v, k == f.recognition) for k, v in labels.items()),
        ),
        year_field(scope),
    ]
    if scope.districts:
        fields.insert(1, district_field(scope, f.district))
    return fields + _hidden(found)


def _hidden(found: CommuneList) -> list[Field]:
    """State that the form must not lose: narrow filters, order, basis."""
    query = _State(found)
    kept = {k: query.query[k] for k in ("cho", "dat_tieu_chi", "co", "xep", "nguoc")}
    kept |= {k: v for k, v in query.base.items() if k != "nam"}
    return [
        Field(name, "", kind="hidden", value=str(value))
        for name, value in kept.items()
        if value
    ]


def _any(chosen: int | None) -> Option:
    return Option("", _("Tất cả"), chosen is None)


def _chips(found: CommuneList, state: _State) -> list[dict[str, str]]:
    f, scope = found.filters, found.scope
    named = {
        "q": f.text and _("Tên có “%(text)s”") % {"text": f.text},
        "huyen": f.district in scope.districts and scope.districts[f.district].name,
        "dat": next((band_label(b) for b in scope.bands if b.minimum == f.band), ""),
        "thieu": f.missing and _("Chưa đạt tiêu chí %(n)s") % {"n": f.missing},
        "cho": f.not_assessed
        and _("Chưa đánh giá tiêu chí %(n)s") % {"n": f.not_assessed},
        "dat_tieu_chi": f.met and _("Đạt tiêu chí %(n)s") % {"n": f.met},
        "co": f.has_results and _("Có kết quả"),
        "cong_nhan": f.recognition and recognition_labels()[f.recognition],
    }
    return [
        {"label": str(label), "remove_url": state.url(**{key: ""})}
        for key, label in named.items()
        if label
    ]


def _columns(found: CommuneList, state: _State) -> list[dict[str, str]]:
    def column(label: str, sort: str = "", css: str = "") -> dict[str, str]:
        is_sorted = bool(sort) and found.sort == sort
        natural = sort != "ten"
        turned = is_sorted and found.is_descending == natural
        direction = "descending" if found.is_descending else "ascending"
        return {
            "label": label,
            "css": css,
            "sort_url": state.url(
                xep="" if sort == "dat" else sort, nguoc="1" if turned else ""
            )
            if sort
            else "",
            "aria_sort": direction if is_sorted else "",
        }

    district = column(_("Huyện, thành phố"), "huyen", "opt")
    change = column(change_label(found), "thay-doi", "num opt")
    return [
        column(_("Xã"), "ten"),
        *([district] if found.scope.districts else []),
        column(_("Đạt"), "dat", "num"),
        column(_("Dải tiêu chí")),
        column(_("Còn thiếu tiêu chí"), "", "opt"),
        *([change] if found.is_comparable else []),
        column(_("Công nhận"), "", "opt"),
    ]


def change_label(found: CommuneList) -> str:
    """The head of the change since the year before."""
    former = [y for y in found.scope.years if y.year == found.scope.year - 1]
    if former and former[0].wholly_illustrative:
        return _("So với %(year)s (minh họa)") % {"year": former[0].year}
    return _("So với %(year)s") % {"year": found.scope.year - 1}


def _pager(found: CommuneList, state: _State) -> dict[str, str]:
    return {
        "previous_url": state.url(trang=found.page - 1) if found.page > 1 else "",
        "next_url": state.url(trang=found.page + 1) if found.page < found.pages else "",
        "label": _("Trang %(page)s trên %(pages)s")
        % {"page": found.page, "pages": found.pages},
    }
