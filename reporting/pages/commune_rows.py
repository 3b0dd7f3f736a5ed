"""The rows of the list of communes, in blocks of a band.

A row is the commune's link and one prepared string of the cells after it: a loop over
cells in a template costs many times as much.
"""

from itertools import groupby
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from criteria.models import Band
from reporting.pages.parts import (
    Links,
    band_css,
    band_label,
    group_starts,
    missing_words,
    signed,
)
from reporting.reports.communes import CommuneList
from reporting.reports.rows import CommuneRow
from reporting.svg import strip


def blocks_of(found: CommuneList, links: Links) -> list[dict[str, Any]]:
    """The rows of the page; under a heading each band where that is the order."""
    bands, css = found.scope.bands, band_css(found.scope.bands)
    cells = _Cells(found)

    def band_of(row: CommuneRow) -> Band | None:
        if found.sort != "dat":
            return None
        return next((b for b in bands if row.in_band(b)), None)

    return [
        {
            "label": _band_words(band, found) if found.sort == "dat" else "",
            "css": css[band.minimum] if band else "",
            "rows": [_row(row, found, links, cells) for row in rows],
        }
        for band, rows in groupby(found.rows, band_of)
    ]


def _row(
    row: CommuneRow, found: CommuneList, links: Links, cells: "_Cells"
) -> dict[str, Any]:
    district = found.scope.districts.get(row.district_id or 0)
    name = district.name if district else ""
    return {
        "name": row.name,
        "url": links.commune(row),
        "district": name,
        "cells": cells.of(row, name),
    }


def _band_words(band: Band | None, found: CommuneList) -> str:
    if band is None:
        return _("Chưa có kết quả")
    return _("%(band)s tiêu chí: %(count)s xã") % {
        "band": band_label(band).capitalize(),
        "count": found.band_counts[band.minimum],
    }


def pill_of(row: CommuneRow) -> dict[str, str] | None:
    """How a commune stands recognised, None where it does not."""
    if row.advanced:
        return {"label": _("Nâng cao"), "css": "recognised"}
    if row.recognition:
        return {"label": _("Đã công nhận"), "css": "recognised"}
    return None


class _Cells:
    """Makes the cells after a commune's name, in the order of the list's columns."""

    def __init__(self, found: CommuneList) -> None:
        self.found = found
        self.numbers = found.scope.numbers
        self.starts = group_starts(found.scope)
        self.drawn: dict[str, str] = {}

    def of(self, row: CommuneRow, district: str) -> SafeString:
        """The cells of a row, escaped; a district only where there are any."""
        cells = [
            f'<td class="num count">{row.met if row.has_results else "–"}'
            f"<small>/{len(self.numbers)}</small></td>",
            self._outcomes(row),
            f'<td class="opt">{_recognition(row)}</td>',
        ]
        if self.found.scope.districts:
            cells.insert(0, f'<td class="opt">{escape(district)}</td>')
        if self.found.is_comparable:
            change = "–" if row.change is None else signed(row.change)
            cells.insert(-1, f'<td class="num opt">{change}</td>')
        return mark_safe("".join(cells))  # noqa: S308  every text is escaped

    def _outcomes(self, row: CommuneRow) -> str:
        """The cells of a row's letters; many communes share theirs."""
        if not row.letters:
            return self._draw(row)
        if row.letters not in self.drawn:
            self.drawn[row.letters] = self._draw(row)
        return self.drawn[row.letters]

    def _draw(self, row: CommuneRow) -> str:
        """The strip and what is missing: below it on phones, beside it elsewhere."""
        drawn, missing = "", _without(row)
        if row.letters:
            drawn = strip(row.letters, self.starts)
            missing = missing_words(row, self.numbers, self.found.counting)
        text = escape(missing)
        return (
            f'<td>{drawn}<span class="sub only-s">{text}</span></td>'
            f'<td class="opt small">{text}</td>'
        )


def _without(row: CommuneRow) -> str:
    if row.is_only_stated:
        said = {"n": row.stated}
        return _("nguồn nêu %(n)s tiêu chí đạt, không nêu từng tiêu chí") % said
    return _("chưa có kết quả")


def _recognition(row: CommuneRow) -> SafeString:
    pill = pill_of(row)
    if pill is None:
        return escape(_("chưa"))
    return format_html('<span class="pill {}">{}</span>', pill["css"], pill["label"])
