"""The matrix in words: one prepared string of cells a row, links at its heads."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from criteria.choices import Outcome
from reporting.pages.cells import NO_NUMBER, Cells, mark_of
from reporting.pages.downloads import Downloads, downloads_of
from reporting.pages.parts import (
    Field,
    Link,
    Links,
    Option,
    district_field,
    group_starts,
    number,
    place_crumbs,
    year_field,
)
from reporting.reports.matrix import (
    BY_COUNT,
    BY_DISTRICT,
    BY_NAME,
    HARDEST_FIRST,
    Block,
    Matrix,
)
from reporting.reports.provenance import Provenance
from reporting.reports.rows import CommuneRow


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """What templates/reporting/matrix.html prints."""

    title: str
    heading: str
    lead: str
    crumbs: list[Link]
    filters: list[Field]
    legend: list[dict[str, str]]
    region: str
    caption: str
    first_column: dict[str, str]
    columns: list[dict[str, Any]]
    last_column: dict[str, str]
    blocks: list[dict[str, Any]]
    foot: dict[str, Any]
    pager: dict[str, str]
    downloads: Downloads
    empty: dict[str, str]
    provenance: Provenance


def matrix_page(found: Matrix) -> MatrixPage:
    """Put the matrix into words and links."""
    scope, links = found.scope, Links(found.scope)
    said = {"total": len(found.found), "size": len(scope.criteria), "year": scope.year}
    return MatrixPage(
        title=_title(found),
        heading=_heading(found),
        lead=_lead(found),
        crumbs=place_crumbs(scope, links, _("Ma trận")),
        filters=_fields(found, links),
        legend=_legend(found),
        region=_("Ma trận xã và tiêu chí, cuộn được hai chiều"),
        caption=_("Kết quả %(size)s tiêu chí của %(total)s xã, năm %(year)s") % said,
        first_column=_first_column(found, links),
        columns=_columns(found, links),
        last_column=_sorted_by(found, links, BY_COUNT, _("Đạt"), "descending"),
        blocks=_blocks(found, links),
        foot=_foot(found, links),
        pager=_pager(found, links),
        downloads=downloads_of(_address(found, links, trang=""), len(found.found)),
        empty={
            "text": _("Chưa có xã nào khớp bộ lọc."),
            "url": links.to("matrix"),
            "label": _("Bỏ lọc, xem %(total)s xã") % {"total": found.total},
        },
        provenance=found.provenance,
    )


def _title(found: Matrix) -> str:
    return _("Ma trận xã và tiêu chí, %(place)s %(year)s") % {
        "place": found.scope.province.full_name,
        "year": found.scope.year,
    }


def _heading(found: Matrix) -> str:
    size = len(found.places)
    if not found.found:
        return _title(found)
    said = {
        "total": len(found.found),
        "size": size,
        "met": number(sum(found.whole.met)),
        "cells": number(size * len(found.found)),
    }
    place = found.scope.districts.get(found.query.district or 0)
    if place is None:
        return (
            _(
                "Ma trận %(total)s xã và %(size)s tiêu chí: "
                "%(met)s trên %(cells)s ô đã đạt"
            )
            % said
        )
    return _(
        "%(place)s: %(total)s xã và %(size)s tiêu chí, %(met)s trên %(cells)s ô đã đạt"
    ) % (said | {"place": place.full_name})


def _lead(found: Matrix) -> str:
    if not found.found:
        return ""
    said = [_("Ô có số là tiêu chí chưa đạt; số đó là số chỉ tiêu chưa đạt.")]
    waiting = _waiting(found)
    if waiting:
        said.append(
            ngettext("%(n)s ô chưa đánh giá.", "%(n)s ô chưa đánh giá.", waiting)
            % {"n": number(waiting)}
        )
    if any(block.name for block in found.blocks):
        said.append(_("Dòng tên huyện ghi số xã đạt."))
    if found.pages > 1:
        shown = sum(len(block.rows) for block in found.blocks)
        said.append(
            _("Trang này có %(shown)s xã; dòng cuối tính cả %(total)s xã.")
            % {"shown": shown, "total": len(found.found)}
        )
    return " ".join(said)


def _waiting(found: Matrix) -> int:
    """Cells of all pages without an outcome."""
    letter, size = Outcome.NOT_ASSESSED.letter, len(found.places)
    return sum(
        row.letters.count(letter) if row.letters else size for row in found.found
    )


def _address(found: Matrix, links: Links, **changes: Any) -> str:
    """The page's own address with some of its state changed."""
    query = found.query
    state = {
        "huyen": query.district,
        "xep": "" if query.order == _plain(found) else query.order,
        "cot": HARDEST_FIRST if query.columns == HARDEST_FIRST else "",
        "trang": "" if found.page == 1 else found.page,
    }
    return links.to("matrix", **(state | changes))


def _plain(found: Matrix) -> str:
    return BY_DISTRICT if found.scope.districts else BY_COUNT


def _fields(found: Matrix, links: Links) -> list[Field]:
    scope, order = found.scope, found.query.order
    orders = {
        BY_DISTRICT: _("Theo huyện, rồi số đạt"),
        BY_COUNT: _("Theo số đạt"),
        BY_NAME: _("Theo tên"),
    }
    if not scope.districts:
        del orders[BY_DISTRICT]
    if order not in orders:
        orders[order] = _("Chưa đạt tiêu chí %(n)s trước") % {"n": order}
    is_hardest_first = found.query.columns == HARDEST_FIRST
    fields = [
        Field("xep", _("Xếp dòng"), _options(orders, order)),
        Field(
            "cot",
            _("Xếp cột"),
            (
                Option("", _("Theo số tiêu chí"), not is_hardest_first),
                Option(HARDEST_FIRST, _("Khó nhất trước"), is_hardest_first),
            ),
        ),
        year_field(scope),
    ]
    if scope.districts:
        fields.insert(0, district_field(scope, found.query.district))
    kept = {key: value for key, value in links.state.items() if key != "nam"}
    return fields + [Field(k, "", kind="hidden", value=v) for k, v in kept.items()]


def _options(labels: dict[str, str], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(key, label, key == chosen) for key, label in labels.items())


def _legend(found: Matrix) -> list[dict[str, str]]:
    """What the marks mean; the rarer ones only where they occur."""
    letters = {letter for row in found.found for letter in row.letters}
    not_applicable = _("Không xét (không tính là đạt)")
    if found.scope.criteria_set.not_applicable_counts:
        not_applicable = _("Không xét (tính như đạt)")
    basic = _("Cơ bản đạt (không tính là đạt)")
    if found.scope.criteria_set.basically_met_counts:
        basic = _("Cơ bản đạt (tính như đạt)")
    entries = [
        ("m-d", mark_of("M"), Outcome.MET.label),
        ("m-f", "2", _("Chưa đạt, 2 chỉ tiêu chưa đạt")),
        ("m-q", mark_of("?"), Outcome.NOT_ASSESSED.label),
    ]
    if any(numbers == NO_NUMBER for numbers in _numbers_shown(found)):
        entries.insert(2, ("m-f", NO_NUMBER, _("Chưa đạt, không rõ số chỉ tiêu")))
    if "B" in letters:
        entries.insert(-1, ("m-b", mark_of("B"), basic))
    if "N" in letters:
        entries.append(("m-x", mark_of("N"), not_applicable))
    return [{"css": c, "mark": m, "label": str(label)} for c, m, label in entries]


def _numbers_shown(found: Matrix) -> set[str]:
    numbers, unmet = found.scope.numbers, Outcome.NOT_MET.letter
    return {
        _missing(found, row, number)
        for block in found.blocks
        for row in block.rows
        for number, letter in zip(numbers, row.letters, strict=False)
        if letter == unmet
    }


def _missing(found: Matrix, row: CommuneRow, number: int) -> str:
    """How many indicators an unmet criterion lacks; a cross where nobody knows."""
    return str(found.missing.get((row.unit_id, number), 0) or NO_NUMBER)


def _starts(found: Matrix) -> list[bool]:
    """Columns that open a group; none where columns are not in the set's order."""
    if found.query.columns == HARDEST_FIRST:
        return [False] * len(found.places)
    return [starts and at > 0 for at, starts in enumerate(group_starts(found.scope))]


def _blocks(found: Matrix, links: Links) -> list[dict[str, Any]]:
    starts = _starts(found)
    cells = Cells(starts)
    is_by_district = found.query.order == BY_DISTRICT
    return [
        {
            "name": block.name,
            "url": links.district(block.unit_id) if block.unit_id else "",
            "counts": _counts(block, found.places, starts) if block.name else "",
            "average": number(block.average, 1),
            "rows": [
                _row(row, found, links, cells, with_district=not is_by_district)
                for row in block.rows
            ],
        }
        for block in found.blocks
    ]


def _counts(block: Block, places: list[int], starts: list[bool]) -> SafeString:
    """A district's met counts, a cell a criterion."""
    return mark_safe(  # noqa: S308  only digits
        "".join(
            f'<td class="gs">{block.met[place]}</td>'
            if opens
            else f"<td>{block.met[place]}</td>"
            for place, opens in zip(places, starts, strict=True)
        )
    )


def _row(
    row: CommuneRow,
    found: Matrix,
    links: Links,
    cells: Cells,
    *,
    with_district: bool,
) -> dict[str, Any]:
    places, numbers = found.places, found.scope.numbers
    letters = row.letters or Outcome.NOT_ASSESSED.letter * len(places)
    district = found.scope.districts.get(row.district_id or 0)
    return {
        "name": row.name,
        "url": links.commune(row),
        "district": district.name if with_district and district else "",
        "cells": cells.row(
            [letters[place] for place in places],
            lambda at: _missing(found, row, numbers[places[at]]),
        ),
        "met": row.met if row.has_results else "–",
    }


def _sorted_by(
    found: Matrix, links: Links, order: str, label: str, direction: str
) -> dict[str, str]:
    """A column's head that orders the rows."""
    return {
        "label": label,
        "sort_url": _address(
            found, links, xep="" if order == _plain(found) else order, trang=""
        ),
        "aria_sort": direction if found.query.order == order else "",
    }


def _first_column(found: Matrix, links: Links) -> dict[str, str]:
    if found.scope.districts:
        return _sorted_by(found, links, BY_DISTRICT, _("Huyện, xã"), "other")
    return _sorted_by(found, links, BY_NAME, _("Xã"), "ascending")


def _columns(found: Matrix, links: Links) -> list[dict[str, Any]]:
    """Heads of the criteria: the name leads to who fails it, the number orders."""
    starts = _starts(found)
    return [
        _sorted_by(found, links, str(c.number), str(c.number), "other")
        | {
            "name": c.name,
            "url": links.to("criterion", c.number, huyen=found.query.district),
            "css": "c gs" if opens else "c",
        }
        for c, opens in zip(found.criteria, starts, strict=True)
    ]


def _foot(found: Matrix, links: Links) -> dict[str, Any]:
    """How many communes meet each criterion; each number leads to them."""
    starts = _starts(found)
    return {
        "label": _("Số xã đạt"),
        "cells": [
            {
                "met": found.whole.met[place],
                "url": links.communes(
                    dat_tieu_chi=found.scope.numbers[place], huyen=found.query.district
                ),
                "opens": opens,
            }
            for place, opens in zip(found.places, starts, strict=True)
        ],
        "met": number(sum(found.whole.met)),
    }


def _pager(found: Matrix, links: Links) -> dict[str, str]:
    page, pages = found.page, found.pages
    return {
        "previous_url": _address(found, links, trang=page - 1 if page > 2 else "")
        if page > 1
        else "",
        "next_url": _address(found, links, trang=page + 1) if page < pages else "",
        "label": _("Trang %(page)s trên %(pages)s") % {"page": page, "pages": pages},
    }
