"""Finding or citing the document whose account is imported."""

import datetime as dt
import re
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from assessments.errors import AssessmentsError
from communes.clock import today
from communes.names import fold, nfc
from documents.choices import DocumentKind
from documents.models import Document


@dataclass(frozen=True, slots=True)
class Citation:
    """How a person names a document: by our key, or by what is printed on it.

    `is_another` says that a stored document of the same number is not this one.
    """

    key: str = ""
    number: str = ""
    issued_on: dt.date | None = None
    issuer: str = ""
    title: str = ""
    kind: str = DocumentKind.REPORT
    is_another: bool = False

    def as_json(self) -> dict[str, Any]:
        day = self.issued_on.isoformat() if self.issued_on else None
        return {**asdict(self), "issued_on": day, "kind": str(self.kind)}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Self:
        day = said.get("issued_on")
        return cls(**{**said, "issued_on": dt.date.fromisoformat(day) if day else None})


def find_document(citation: Citation) -> Document | None:
    """The stored document meant; None where it is new.

    Refuses an unknown key, a day to come, and a number that stands on another
    document: numbers begin anew each year and repeat between issuers, so there a
    person may say that it is another one.
    """
    if citation.key:
        found = Document.objects.filter(key=citation.key).first()
        if found is None:
            raise AssessmentsError(
                _("Không có văn bản mã “%(key)s”.") % {"key": citation.key}, "document"
            )
        return found
    _refuse_incomplete(citation)
    if not citation.number:
        return None
    alike = [
        d
        for d in Document.objects.exclude(number="").order_by("pk")
        if _plain_number(d.number) == _plain_number(citation.number)
    ]
    return _same_or_refused(citation, alike)


def _plain_number(number: str) -> str:
    """A number however it is typed: "12 / BC–UBND" is "12/bc-ubnd"."""
    return re.sub(r"\s", "", re.sub("[‐‑‒–—−]", "-", fold(number)))


def _refuse_incomplete(citation: Citation) -> None:
    if not citation.title.strip():
        raise AssessmentsError(_("Văn bản phải có trích yếu."), "title")
    if citation.number and (not citation.issuer.strip() or citation.issued_on is None):
        raise AssessmentsError(
            _("Văn bản có số phải nêu cơ quan ban hành và ngày."), "number"
        )
    if citation.issued_on and citation.issued_on > today():
        raise AssessmentsError(_("Ngày ban hành ở tương lai."), "issued_on")


def _same_or_refused(citation: Citation, alike: list[Document]) -> Document | None:
    for document in alike:
        same_issuer = fold(document.issuer) == fold(citation.issuer)
        same_day = document.issued_on == citation.issued_on
        if same_issuer and same_day and fold(document.title) == fold(citation.title):
            return document
        if citation.is_another and not (same_issuer and _same_year(document, citation)):
            continue
        raise AssessmentsError(
            _("Số %(number)s đã là số của một văn bản khác: %(document)s, %(issuer)s.")
            % {
                "number": citation.number,
                "document": f"{document.label}, “{document.said_title}”",
                "issuer": document.said_issuer or "–",
            },
            "number",
        )
    return None


def _same_year(document: Document, citation: Citation) -> bool:
    if document.issued_on is None or citation.issued_on is None:
        return True
    return document.issued_on.year == citation.issued_on.year


@transaction.atomic(savepoint=False)
def cite_document(citation: Citation) -> Document:
    """The document of a citation, stored if it is new."""
    found = find_document(citation)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Document.objects.create(
                key=_free_key(citation),
                kind=citation.kind,
                number=nfc(citation.number),
                issuer=nfc(citation.issuer),
                title=nfc(citation.title),
                issued_on=citation.issued_on,
            )
    except IntegrityError as error:  # another person stored it just now
        raise AssessmentsError(
            _("Văn bản này vừa được ghi. Hãy xem lại rồi ghi."), "number"
        ) from error


def _free_key(citation: Citation) -> str:
    day = citation.issued_on.isoformat() if citation.issued_on else ""
    base = slugify(fold(f"{citation.number or citation.title} {day}"))[:70] or "van-ban"
    key, turn = base, 1
    while Document.objects.filter(key=key).exists():
        turn += 1
        key = f"{base}-{turn}"
    return key
