"""The answer to a search, in words and links."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reporting.pages.parts import Link, document_url, place_url
from reporting.reports.search import CriterionHit, Found, UnitHit


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What templates/reporting/search.html prints."""

    title: str
    heading: str
    crumbs: list[Link]
    text: str
    groups: list[dict[str, Any]]
    empty_text: str


def search_page(found: Found) -> SearchPage:
    """Put what was found into words and links."""
    groups = [
        ("units", _("Đơn vị hành chính"), [_unit(hit) for hit in found.units]),
        (
            "criteria",
            pgettext("many", "Tiêu chí"),
            [_criterion(hit) for hit in found.criteria],
        ),
        (
            "documents",
            pgettext("many", "Văn bản"),
            [
                {"text": d.label, "sub": d.said_title if d.number else "", "url": url}
                for d, url in ((d, document_url(d)) for d in found.documents)
            ],
        ),
    ]
    return SearchPage(
        title=_("Tìm kiếm"),
        heading=_heading(found),
        crumbs=[Link(_("Tìm kiếm"))],
        text=found.text,
        groups=[
            {"key": key, "label": label, "rows": rows, "is_cut": key in found.more}
            for key, label, rows in groups
            if rows
        ],
        empty_text=_(
            "Chưa thấy đơn vị, tiêu chí hay văn bản nào. Thử một phần của tên; dấu và "
            "chữ hoa không quan trọng."
        )
        if found.text and found.is_empty
        else "",
    )


def _heading(found: Found) -> str:
    if not found.text:
        return _("Tìm xã, tiêu chí, văn bản")
    if found.is_empty:
        return _("Chưa thấy gì khớp “%(text)s”") % {"text": found.text}
    hits = len(found.units) + len(found.criteria) + len(found.documents)
    if found.more:
        words = _("Hơn %(n)s kết quả cho “%(text)s”")
    else:
        words = ngettext(
            "%(n)s kết quả cho “%(text)s”", "%(n)s kết quả cho “%(text)s”", hits
        )
    return words % {"n": hits, "text": found.text}


def _unit(hit: UnitHit) -> dict[str, str]:
    notes = list(hit.above)
    if hit.former is not None:
        last = hit.former.valid_to
        notes.append(
            _("tên cũ: %(name)s, đến trước ngày %(day)s")
            % {"name": hit.former.full_name, "day": date_format(last)}
            if last
            else _("tên khác: %(name)s") % {"name": hit.former.full_name}
        )
    if hit.ended_on is not None:
        notes.append(
            _("hết tồn tại sau ngày %(day)s") % {"day": date_format(hit.ended_on)}
        )
    return {
        "text": hit.version.full_name,
        "sub": ", ".join(notes),
        "url": place_url(hit.version),
    }


def _criterion(hit: CriterionHit) -> dict[str, str]:
    criterion = hit.criterion
    path = reverse("reporting:criterion", args=[criterion.number])
    return {
        "text": _("%(number)s. %(name)s")
        % {"number": criterion.number, "name": criterion.name},
        "sub": criterion.criteria_set.name,
        "url": f"{path}?nam={hit.year}",
    }
