"""Where the figures of a page are from: carried by every report."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from criteria.models import CriteriaSet
from documents.models import Document
from documents.wording import in_language


class Sourced(Protocol):
    """What a row tells of its own ground."""

    @property
    def illustrative(self) -> bool: ...

    @property
    def estimates(self) -> int: ...

    @property
    def unverified_levels(self) -> int: ...

    @property
    def illustrative_levels(self) -> int: ...

    @property
    def source(self) -> tuple[str, str, str, str] | None: ...


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a page cites it: `url` is where it was published, or empty."""

    label: str
    key: str
    url: str


BASIS_LABELS = {
    "confirmed": gettext_lazy("kết quả đã xác nhận"),
    "declared": gettext_lazy("kết quả đã nộp, chưa xác nhận hết"),
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Basis, day, set and doubts of a report.

    `documents` are the accounts counted. `estimates`, `unverified_levels` and
    `illustrative_levels` count confirmed indicator results.
    `wholly_illustrative`: generated values that no published figure stands behind.
    """

    basis: str
    as_of: dt.date
    set_key: str
    set_label: str
    set_document: Source
    documents: tuple[Source, ...]
    illustrative: bool
    wholly_illustrative: bool
    estimates: int
    unverified_levels: int
    illustrative_levels: int

    @property
    def sentences(self) -> list[str]:
        """All of it in words but the documents; the first two are the brief form."""
        basis = str(BASIS_LABELS[self.basis])
        return [
            _("%(basis)s, tính đến %(day)s.")
            % {"basis": basis[:1].upper() + basis[1:], "day": date_format(self.as_of)},
            self._illustration(),
            *self._doubts(),
            _("Xét theo: %(set)s, %(document)s.")
            % {"set": self.set_label, "document": self.set_document.label},
        ]

    def _illustration(self) -> str:
        if self.wholly_illustrative:
            return _(
                "Toàn bộ kết quả tiêu chí của năm này là số liệu minh họa, không có số "
                "công bố về tiêu chí; không dùng làm căn cứ hành chính."
            )
        if self.illustrative:
            return _(
                "Giá trị từng xã là số liệu minh họa, không dùng làm căn cứ hành chính."
            )
        return ""

    def _doubts(self) -> list[str]:
        said = [
            (
                self.estimates,
                ngettext(
                    "%(n)s giá trị là ước thực hiện.",
                    "%(n)s giá trị là ước thực hiện.",
                    self.estimates,
                ),
            ),
            (
                self.unverified_levels,
                ngettext(
                    "%(n)s kết quả chỉ tiêu xét theo mức chưa đối chiếu văn bản gốc.",
                    "%(n)s kết quả chỉ tiêu xét theo mức chưa đối chiếu văn bản gốc.",
                    self.unverified_levels,
                ),
            ),
            (
                self.illustrative_levels,
                ngettext(
                    "%(n)s kết quả chỉ tiêu xét theo mức minh họa.",
                    "%(n)s kết quả chỉ tiêu xét theo mức minh họa.",
                    self.illustrative_levels,
                ),
            ),
        ]
        return [
            text % {"n": number_format(n, force_grouping=True)} for n, text in said if n
        ]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {**asdict(self), "as_of": self.as_of.isoformat()}


def source_of(document: Document) -> Source:
    """How a page cites a document."""
    return Source(document.label, document.key, document.url)


def provenance_of(
    rows: Iterable[Sourced],
    *,
    basis: str,
    as_of: dt.date,
    criteria_set: CriteriaSet,
    has_published: bool,
) -> Provenance:
    """Provenance of rows judged by one set on one day."""
    known = list(rows)
    illustrative = any(row.illustrative for row in known)
    return Provenance(
        basis=basis,
        as_of=as_of,
        set_key=criteria_set.key,
        set_label=criteria_set.name,
        set_document=source_of(criteria_set.document),
        documents=tuple(
            Source(in_language(title, english), key, url)
            for title, english, key, url in sorted(
                {row.source for row in known if row.source}
            )
        ),
        illustrative=illustrative,
        wholly_illustrative=illustrative and not has_published,
        estimates=sum(row.estimates for row in known),
        unverified_levels=sum(row.unverified_levels for row in known),
        illustrative_levels=sum(row.illustrative_levels for row in known),
    )
