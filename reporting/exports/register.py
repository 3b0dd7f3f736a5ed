"""The register of recognition as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reporting.exports.sheet import Sheet
from reporting.pages.register import register_row
from reporting.reports.provenance import Source, source_of

COLUMNS = ("unit", "kind", "tier", "year", "decided", "number", "document", "note")


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents that the rows cite."""

    sentences: list[str]
    documents: tuple[Source, ...]


def register_sheet(decisions: Sequence[Any]) -> Sheet:
    """One row a decision, and every document that says so."""
    labels = [
        _("Đơn vị"),
        _("Hình thức"),
        _("Chuẩn"),
        _("Năm"),
        _("Ngày quyết định"),
        _("Số quyết định"),
        _("Nguồn"),
        _("Ghi chú"),
    ]
    rows = [register_row(row) for row in decisions]
    documents = {row.document_id: row.document for row in decisions}
    return Sheet(
        name="so-cong-nhan",
        title=_("Sổ công nhận"),
        columns=labels,
        rows=[[row[name] for name in COLUMNS] for row in rows],
        provenance=Sources(
            [_("Chỗ nào nguồn không nêu thì dòng ghi rõ là chưa có.")],
            tuple(map(source_of, documents.values())),
        ),
    )
