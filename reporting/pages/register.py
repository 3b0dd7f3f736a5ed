"""The register of recognition in words and links."""

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.choices import RecognitionKind
from assessments.models import RecognitionDecision
from assessments.reports.dossiers import Ways
from communes.choices import Basis
from communes.names import full_name
from criteria.choices import Tier
from reporting.pages.decisions import ways_from
from reporting.pages.downloads import Downloads, downloads
from reporting.pages.parts import (
    Field,
    Link,
    Option,
    document_url,
    number,
    pager_of,
    unit_url,
)
from reporting.reports.register import UNKNOWN_YEAR, Register, RegisterQuery

# Names of the filters in the address.
NAMES = {
    "province": "tinh",
    "tier": "chuan",
    "kind": "hinh_thuc",
    "year": "nam",
    "text": "q",
}


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """What templates/reporting/register.html prints."""

    title: str
    heading: str
    crumbs: list[Link]
    filters: list[Field]
    shown_label: str
    caption: str
    rows: list[dict[str, Any]]
    pager: dict[str, str]
    downloads: Downloads
    empty: dict[str, str]


def register_page(found: Register, ways: Ways) -> RegisterPage:
    """Put the register into words and links."""
    return RegisterPage(
        title=_("Sổ công nhận"),
        heading=ngettext(
            "%(n)s quyết định công nhận, giữ vững hoặc thu hồi",
            "%(n)s quyết định công nhận, giữ vững hoặc thu hồi",
            found.total,
        )
        % {"n": number(found.total)},
        crumbs=[Link(_("Sổ công nhận"))],
        filters=[
            Field("q", _("Tên xã"), kind="text", value=found.query.text),
            *(_filter(found, name) for name in ("province", "tier", "kind", "year")),
        ],
        shown_label=_("Hiện %(shown)s trên %(total)s quyết định.")
        % {"shown": number(found.shown), "total": number(found.total)},
        caption=_("Quyết định, mới nhất xếp trước"),
        rows=[register_row(row) | {"ways": ways_from(row, ways)} for row in found.rows],
        pager=pager_of(
            found.page, found.pages, lambda page: address(found.query, page)
        ),
        downloads=downloads(
            f"{reverse('reporting:register')}?{urlencode(_asked(found.query))}",
            _("%(n)s quyết định, theo bộ lọc đang xem") % {"n": number(found.shown)},
        ),
        empty={
            "text": _("Chưa có quyết định nào khớp."),
            "url": reverse("reporting:register"),
            "label": _("Bỏ lọc, xem mọi quyết định"),
        },
    )


def _asked(query: RegisterQuery) -> dict[str, str]:
    return {NAMES[key]: value for key, value in asdict(query).items() if value}


def address(query: RegisterQuery, page: int = 1) -> str:
    """The register with these filters."""
    asked = _asked(query) | ({"trang": str(page)} if page > 1 else {})
    path = reverse("reporting:register")
    return f"{path}?{urlencode(asked)}" if asked else path


def _filter(found: Register, name: str) -> Field:
    labels = {
        "province": _("Tỉnh"),
        "tier": _("Chuẩn"),
        "kind": _("Hình thức"),
        "year": _("Năm"),
    }
    chosen = getattr(found.query, name)
    counts = found.choices[name]
    options = [
        Option(value, f"{_label(found, name, value)} ({number(n)})", value == chosen)
        for value, n in sorted(counts.items(), reverse=name == "year")
    ]
    return Field(
        NAMES[name], labels[name], (Option("", _("Tất cả"), not chosen), *options)
    )


def _label(found: Register, name: str, value: str) -> str:
    if name == "province":
        return found.province_names.get(value, value)
    if name == "tier":
        return str(Tier(value).label)
    if name == "kind":
        return str(RecognitionKind(value).label)
    return _("chưa rõ năm") if value == UNKNOWN_YEAR else value


def register_row(row: Any) -> dict[str, Any]:
    """One decision; what no source gives says so."""
    return {
        "unit": full_name(row.unit_kind, row.unit_name),
        "url": unit_url(row.unit_kind, row.unit_id),
        "kind": row.get_kind_display(),
        "css": _CSS[row.kind],
        "tier": row.get_tier_display(),
        "year": str(row.year or _("chưa rõ năm")),
        "decided": _decided(row),
        "number": row.number or _("chưa có số quyết định"),
        "document": row.document.label,
        "document_url": document_url(row.document),
        "note": row.said_note,
        "is_inferred": row.basis == Basis.INFERRED,
    }


def _decided(row: RecognitionDecision) -> str:
    if row.decided_on:
        return date_format(row.decided_on)
    return _("chưa rõ ngày; có vào %(day)s") % {"day": date_format(row.known_by)}


_CSS = {
    RecognitionKind.RECOGNISED: "recognised",
    RecognitionKind.RETAINED: "recognised",
    RecognitionKind.WITHDRAWN: "withdrawn",
}
