"""The library of documents, and the page of one, in words and links."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from assessments.choices import Metric
from communes.choices import UnitKind
from communes.names import full_name
from criteria.choices import Tier
from documents.choices import DocumentKind
from documents.models import Document
from reporting.pages.parts import (
    Field,
    Link,
    Option,
    document_url,
    number,
    pager_of,
    place_url,
    unit_url,
)
from reporting.pages.target_rows import goal_said, target_label, years_said
from reporting.reports.documents import DocumentReport, DocumentRow, Library, Part

PART_LABELS = {
    "bo-tieu-chi": gettext_lazy("Bộ tiêu chí"),
    "muc": gettext_lazy("Mức quy định"),
    "vung-ap-dung": gettext_lazy("Quy tắc vùng áp dụng"),
    "muc-tieu": pgettext_lazy("many", "Mục tiêu"),
    "so-cong-bo": gettext_lazy("Số công bố"),
    "cong-nhan": gettext_lazy("Công nhận"),
    "ke-hoach": gettext_lazy("Kế hoạch của xã"),
    "thu-tuc": gettext_lazy("Các bước xét, công nhận"),
    "sap-xep": gettext_lazy("Sáp nhập, chia tách"),
    "don-vi": gettext_lazy("Đơn vị hành chính"),
    "phan-loai": gettext_lazy("Phân loại đơn vị"),
    "ban-do": gettext_lazy("Bản đồ"),
    "ket-qua": gettext_lazy("Kết quả của xã"),
}


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """What templates/reporting/documents.html prints."""

    title: str
    heading: str
    crumbs: list[Link]
    filters: list[Field]
    shown_label: str
    caption: str
    rows: list[dict[str, Any]]
    pager: dict[str, str]
    empty: dict[str, str]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What templates/reporting/document.html prints."""

    title: str
    heading: str
    crumbs: list[Link]
    facts: list[str]
    note: str
    url: str
    parts: list[dict[str, Any]]
    pager: dict[str, str]


def library_page(found: Library) -> LibraryPage:
    """Put the library into words and links."""
    kinds = [
        Option(kind, f"{DocumentKind(kind).label} ({n})", kind == found.kind)
        for kind, n in sorted(found.kinds.items())
    ]
    return LibraryPage(
        title=pgettext("many", "Văn bản"),
        heading=ngettext(
            "%(n)s văn bản và điều mỗi văn bản quyết định trên cổng",
            "%(n)s văn bản và điều mỗi văn bản quyết định trên cổng",
            found.total,
        )
        % {"n": number(found.total)},
        crumbs=[Link(pgettext("many", "Văn bản"))],
        filters=[
            Field("q", _("Số, ký hiệu hoặc trích yếu"), kind="text", value=found.text),
            Field(
                "loai",
                _("Loại"),
                (Option("", _("Tất cả"), not found.kind), *kinds),
            ),
        ],
        shown_label=_("Hiện %(shown)s trên %(total)s văn bản.")
        % {"shown": number(found.shown), "total": number(found.total)},
        caption=_("Văn bản, mới nhất xếp trước"),
        rows=[_library_row(row) for row in found.rows],
        pager=pager_of(
            found.page,
            found.pages,
            lambda page: _address(
                "documents", (), q=found.text, loai=found.kind, trang=page
            ),
        ),
        empty={
            "text": _("Chưa có văn bản nào khớp."),
            "url": reverse("reporting:documents"),
            "label": _("Bỏ lọc, xem mọi văn bản"),
        },
    )


def _library_row(row: DocumentRow) -> dict[str, Any]:
    document = row.document
    decided = [
        f"{PART_LABELS[name]}: {number(n)}" for name, n in row.counts.items() if n
    ]
    return {
        "label": document.label,
        "title": document.said_title if document.number else "",
        "url": document_url(document),
        "issuer": document.said_issuer,
        "day": date_format(document.issued_on) if document.issued_on else "–",
        "decides": "; ".join(decided) or _("chưa số liệu nào dẫn"),
        "is_illustrative": document.is_illustrative,
    }


def document_page(report: DocumentReport) -> DocumentPage:
    """Put a document into words and links."""
    document, parts = report.document, report.parts
    one = parts[0] if report.chosen else None
    return DocumentPage(
        title=document.label,
        heading=document.label,
        crumbs=[
            Link(pgettext("many", "Văn bản"), reverse("reporting:documents")),
            Link(document.label),
        ],
        facts=_facts(document),
        note=document.said_note,
        url=document.url,
        parts=[_part(report, part) for part in parts],
        pager=pager_of(
            one.page,
            one.pages,
            lambda page: _address(
                "document", (document.key,), phan=one.key, trang=page
            ),
        )
        if one
        else {},
    )


def _facts(document: Document) -> list[str]:
    facts = [document.get_kind_display()]
    if document.number:
        facts.append(document.said_title)
    if document.issuer:
        facts.append(document.said_issuer)
    facts.append(
        _("Ngày ban hành: %(day)s") % {"day": date_format(document.issued_on)}
        if document.issued_on
        else _("Chưa rõ ngày ban hành")
    )
    if document.read_on:
        facts.append(_("Đọc ngày %(day)s") % {"day": date_format(document.read_on)})
    if document.is_illustrative:
        facts.append(_("Số liệu minh họa"))
    return facts


def _part(report: DocumentReport, part: Part) -> dict[str, Any]:
    is_cut = not report.chosen and part.count > len(part.rows)
    return {
        "key": part.key,
        "label": PART_LABELS[part.key],
        "count": number(part.count),
        "rows": [_ROWS[part.key](row) for row in part.rows],
        "more_url": _address("document", (report.document.key,), phan=part.key)
        if is_cut
        else "",
    }


def _row(text: str, sub: str = "", url: str = "", note: str = "") -> dict[str, str]:
    return {"text": text, "sub": sub, "url": url, "note": note}


def _set_row(row: Any) -> dict[str, str]:
    days = _("từ %(day)s") % {"day": date_format(row.valid_from)}
    return _row(row.name, f"{row.get_tier_display()}, {days}")


def _level_row(row: Any) -> dict[str, str]:
    indicator = row.indicator
    keys = [row.get_layer_display(), *row.said_keys, row.get_status_display()]
    return _row(f"{indicator.code} {indicator.name}: {row.said_value}", ", ".join(keys))


def _substitution_row(row: Any) -> dict[str, str]:
    return _row(row.text, row.get_status_display())


def _unit_name(row: Any) -> str:
    if not row.unit_kind:
        return str(row.unit_id)
    return full_name(row.unit_kind, row.unit_name)


def _unit_url(row: Any) -> str:
    return unit_url(row.unit_kind, row.unit_id) if row.unit_kind else ""


def _target_row(row: Any) -> dict[str, str]:
    text = f"{target_label(row)}, {years_said(row)}"
    if row.metric != Metric.ONE_MORE:  # whose label tells its number
        text = f"{text}: {goal_said(row)}"
    return _row(text, _unit_name(row), _unit_url(row), row.said_note)


def _figure_row(row: Any) -> dict[str, str]:
    label = row.get_metric_display()
    if row.band_minimum is not None:
        limits = dict.fromkeys((row.band_minimum, row.band_maximum))
        label = f"{label} {'–'.join(map(str, limits))}"
    if row.tier != Tier.NTM:
        label = f"{label} ({row.get_tier_display()})"
    day = date_format(row.as_of)
    return _row(
        f"{label}, {day}: {number(row.value, _places(row.value))}",
        _unit_name(row),
        _unit_url(row),
        row.said_note,
    )


def _places(value: Any) -> int:
    """Decimals that say something: 13.0000 has none, 12.1100 two."""
    return max(0, -value.normalize().as_tuple().exponent)


def _recognition_row(row: Any) -> dict[str, str]:
    when = str(row.year or _("chưa rõ năm"))
    text = f"{_unit_name(row)}: {row.get_kind_display()}, {row.get_tier_display()}"
    return _row(f"{text}, {when}", "", _unit_url(row), row.said_note)


def _plan_row(row: Any) -> dict[str, str]:
    text = _("%(unit)s: dự kiến công nhận %(tier)s năm %(year)s") % {
        "unit": _unit_name(row),
        "tier": row.get_tier_display(),
        "year": row.year,
    }
    late = _("Kế hoạch đăng ký muộn") if row.is_late else ""
    return _row(text, late, _unit_url(row), row.said_note)


def _succession_row(row: Any) -> dict[str, str]:
    links = row.links.all()
    before = dict.fromkeys(link.predecessor_name for link in links)
    after = dict.fromkeys(link.successor_name for link in links)
    text = f"{', '.join(before)} → {', '.join(after)}"
    heir = links[0] if links else None
    url = unit_url(heir.successor_kind, heir.successor_id) if heir else ""
    return _row(text, f"{row.get_kind_display()}, {date_format(row.day)}", url)


def _version_row(row: Any) -> dict[str, str]:
    days = _("từ %(day)s") % {"day": date_format(row.valid_from)}
    if row.valid_to:
        days = _("từ %(day)s đến trước %(end)s") % {
            "day": date_format(row.valid_from),
            "end": date_format(row.valid_to),
        }
    url = "" if row.kind == UnitKind.THON else place_url(row)
    return _row(row.full_name, f"{row.code}, {days}", url)


def _class_row(row: Any) -> dict[str, str]:
    text = f"{_unit_name(row)}: {row.get_scheme_display()}, {row.said_value}"
    return _row(text, row.get_basis_display(), _unit_url(row))


def _procedure_row(row: Any) -> dict[str, str]:
    return _row(str(row))


def _layer_row(row: Any) -> dict[str, str]:
    return _row(row.said_title)


def _account_row(row: Any) -> dict[str, str]:
    url = f"{_unit_url(row)}?nam={row.period.year}"
    return _row(f"{_unit_name(row)}, {row.period.year}", "", url)


_ROWS: dict[str, Callable[[Any], dict[str, str]]] = {
    "bo-tieu-chi": _set_row,
    "muc": _level_row,
    "vung-ap-dung": _substitution_row,
    "muc-tieu": _target_row,
    "so-cong-bo": _figure_row,
    "cong-nhan": _recognition_row,
    "ke-hoach": _plan_row,
    "thu-tuc": _procedure_row,
    "sap-xep": _succession_row,
    "don-vi": _version_row,
    "phan-loai": _class_row,
    "ban-do": _layer_row,
    "ket-qua": _account_row,
}


def _address(view: str, args: tuple[Any, ...], **query: Any) -> str:
    kept = {key: value for key, value in query.items() if value not in ("", None, 1)}
    path = reverse(f"reporting:{view}", args=args)
    return f"{path}?{urlencode(kept)}" if kept else path
