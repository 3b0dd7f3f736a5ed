"""Communes side by side in words: what differs first, by how much, whom to add."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communes.choices import REGION_NAMES, Scheme
from reporting.pages.compare_rows import facts_of, groups_of
from reporting.pages.parts import (
    Field,
    Link,
    Links,
    number,
    place_crumbs,
    year_field,
)
from reporting.reports.compare import MOST, Compared, Comparison
from reporting.reports.provenance import Provenance


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What templates/reporting/compare.html prints."""

    title: str
    heading: str
    lead: str
    crumbs: list[Link]
    form: list[Field]
    is_full: bool
    only_different: bool
    notices: list[str]
    chips: list[dict[str, str]]
    found_label: str
    found: list[Link]
    caption: str
    columns: list[dict[str, str]]
    facts: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    peers_label: str
    peers: list[Link]
    note: str
    provenance: Provenance


def compare_page(found: Comparison, *, only_different: bool) -> ComparePage:
    """Put a comparison into words and links."""
    scope, links = found.scope, Links(found.scope)
    address = Address(found, links, only_different=only_different)
    return ComparePage(
        title=_("So sánh xã, năm %(year)s") % {"year": scope.year},
        heading=_heading(found),
        lead=_lead(found),
        crumbs=place_crumbs(scope, links, _("So sánh")),
        form=_form(found, links),
        is_full=len(found.communes) >= MOST,
        only_different=only_different,
        notices=_notices(found),
        chips=[
            {"label": c.version.name, "remove_url": address.without(c)}
            for c in found.communes
        ],
        found_label=_found_label(found),
        found=[
            Link(_placed(v, found), address.with_unit(v.unit_id))
            for v in found.candidates
        ],
        caption=_("Năm %(year)s. Dòng có vạch đậm bên trái là dòng khác nhau.")
        % {"year": scope.year},
        columns=[_column(commune, found, links) for commune in found.communes],
        facts=facts_of(found),
        groups=groups_of(found, only_different=only_different),
        peers_label=_peers_label(found),
        peers=_peers(found, address),
        note=_note(found, only_different=only_different),
        provenance=found.provenance,
    )


class Address:
    """The page's own address with other communes in it."""

    def __init__(
        self, found: Comparison, links: Links, *, only_different: bool
    ) -> None:
        self.shown = [commune.row.unit_id for commune in found.communes]
        self.base = links.to("compare", khac="1" if only_different else "")

    def of(self, unit_ids: Iterable[int]) -> str:
        chosen = urlencode([("xa", unit_id) for unit_id in unit_ids])
        return f"{self.base}&{chosen}" if chosen else self.base

    def with_unit(self, unit_id: int) -> str:
        return self.of([*self.shown, unit_id])

    def without(self, commune: Compared) -> str:
        return self.of(u for u in self.shown if u != commune.row.unit_id)


def _heading(found: Comparison) -> str:
    names = [commune.version.name for commune in found.communes]
    if not names:
        return _("So sánh các xã")
    said = {"names": _joined(names), "size": len(found.scope.criteria)}
    if len(names) == 1:
        return _("Chọn thêm xã để so với %(names)s") % said
    if len(found.with_results) < 2:
        return _("Chưa đủ kết quả để so %(names)s") % said
    said["n"] = len(found.differing)
    if not found.differing:
        return _("%(names)s giống nhau ở cả %(size)s tiêu chí") % said
    return (
        ngettext(
            "%(names)s khác nhau ở %(n)s tiêu chí",
            "%(names)s khác nhau ở %(n)s tiêu chí",
            len(found.differing),
        )
        % said
    )


def _joined(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    said = {"names": ", ".join(names[:-1]), "last": names[-1]}
    return _("%(names)s và %(last)s") % said


def _lead(found: Comparison) -> str:
    """Which communes the page chose by itself."""
    added = len(found.communes) - len(found.own)
    if not found.own and found.communes:
        return _("Bạn chưa chọn xã nào: đây là xã gần đủ chuẩn nhất và xã tương tự nó.")
    if added:
        return _("Bạn mới chọn một xã: các xã tương tự được thêm để so.")
    return ""


def _form(found: Comparison, links: Links) -> list[Field]:
    hidden = [("xa", str(commune.row.unit_id)) for commune in found.communes]
    hidden += [(key, value) for key, value in links.state.items() if key != "nam"]
    return [
        year_field(found.scope),
        *(Field(name, "", kind="hidden", value=value) for name, value in hidden),
    ]


def _notices(found: Comparison) -> list[str]:
    """What of the address is not shown, a sentence each."""
    refused, scope = found.refusals, found.scope
    names = {c.row.unit_id: c.version.full_name for c in found.communes}
    day = date_format(scope.as_of)
    without = [c.version.full_name for c in found.communes if not c.row.has_results]
    said = [
        *(
            _("“%(text)s” không phải là số của một xã.") % {"text": text}
            for text in refused.unreadable
        ),
        *(_("Không có xã nào mang số %(n)s.") % {"n": n} for n in refused.unknown),
        *(
            _("%(name)s được nêu hai lần; chỉ hiện một lần.") % {"name": names[n]}
            for n in refused.twice
            if n in names
        ),
        *(
            _("%(name)s không có vào ngày %(day)s nên không so được ở năm này.")
            % {"name": version.full_name, "day": day}
            for version in refused.absent
        ),
        *(
            _(
                "%(name)s chưa có kết quả năm %(year)s theo bộ tiêu chí này, "
                "nên không tính vào chỗ khác nhau."
            )
            % {"name": name, "year": scope.year}
            for name in without
        ),
    ]
    if refused.too_many:
        text = ngettext(
            "Chỉ so được %(most)s xã một lần; %(n)s xã sau không hiện.",
            "Chỉ so được %(most)s xã một lần; %(n)s xã sau không hiện.",
            refused.too_many,
        )
        said.append(text % {"most": MOST, "n": refused.too_many})
    return said


def _placed(version: Any, found: Comparison) -> str:
    """A commune with the units above it, the province only where it is another."""
    province = found.scope.province.unit_id
    names = []
    if version.parent_id != version.province_id:
        names.append(version.parent_name)
    if version.province_id != province:
        names.append(version.province_name)
    return f"{version.name} ({', '.join(names)})" if names else version.name


def _found_label(found: Comparison) -> str:
    if not found.text:
        return ""
    if not found.candidates:
        return _("Không có xã nào có kết quả mà tên có “%(text)s”.") % {
            "text": found.text
        }
    return _("Xã có tên “%(text)s”: chọn để thêm") % {"text": found.text}


def _column(commune: Compared, found: Comparison, links: Links) -> dict[str, str]:
    name = commune.version.name
    return {
        "name": name,
        "url": links.commune(commune.row),
        "above": _placed(commune.version, found).removeprefix(name).strip(" ()"),
    }


def _peers_label(found: Comparison) -> str:
    """In what the communes offered are alike."""
    if found.peers is None or not found.communes:
        return ""
    words = [_class_words(scheme, value) for scheme, value in found.peers.shared]
    said = {"name": found.communes[0].version.name, "classes": ", ".join(words)}
    if not words:
        return _("Chưa rõ vùng của %(name)s; các xã cùng tỉnh") % said
    return _("Tương tự %(name)s: cùng tỉnh, %(classes)s") % said


def _class_words(scheme: str, value: str) -> str:
    if scheme == Scheme.REGION:
        return _("vùng %(name)s") % {"name": REGION_NAMES.get(value, value)}
    if scheme == Scheme.GROUP:
        return _("nhóm xã %(value)s") % {"value": value}
    return _("khu vực %(value)s") % {"value": value}


def _peers(found: Comparison, address: Address) -> list[Link]:
    """Alike communes to add, while there is room for one."""
    if found.peers is None or len(found.communes) >= MOST:
        return []
    size = len(found.scope.criteria)
    return [
        Link(f"{row.name} ({row.met}/{size})", address.with_unit(row.unit_id))
        for row in found.peers.rows
    ]


def _note(found: Comparison, *, only_different: bool) -> str:
    """What the tick of the first row is, and what the table leaves out."""
    said = []
    if found.average is not None:
        said.append(
            _("Vạch đứng ở dòng đầu: bình quân tỉnh %(average)s tiêu chí.")
            % {"average": number(found.average, 1)}
        )
    if only_different and len(found.with_results) > 1:
        hidden = ngettext(
            "Đã ẩn %(n)s tiêu chí giống nhau.",
            "Đã ẩn %(n)s tiêu chí giống nhau.",
            len(found.equal),
        )
        said.append(hidden % {"n": len(found.equal)})
    return " ".join(said)
