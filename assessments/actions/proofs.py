"""Proofs as they are brought: checked, stored, and put to what they are for."""

import datetime as dt
import hashlib
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from assessments.choices import EvidenceKind
from assessments.errors import AssessmentsError
from assessments.models import Evidence, Period
from assessments.rules.files import check_file
from communes.clock import today
from documents.models import Document

logger = logging.getLogger(__name__)

_is_address = URLValidator(schemes=["http", "https"])


class Purpose(Protocol):
    """What a proof of a unit in a period is for, and until when it holds."""

    @property
    def unit_id(self) -> int: ...

    @property
    def period(self) -> Period: ...

    @property
    def valid_until(self) -> dt.date | None: ...

    def refuse_stranger(self, by: User) -> None:
        """Raise PermissionDenied for who may not bring a proof of it."""

    def opened(self, by: User) -> Callable[[Evidence], None]:
        """Lock what the proof is for, if it may change; the answer puts it there."""


def attach_file(*, purpose: Purpose, name: str, content: bytes, by: User) -> Evidence:
    """Keep a file as a proof; the same file sent again is the same proof.

    The file is written before its row, and taken away again where the row fails: no
    row ever points to a file that is not there. Raises AssessmentsError where the file
    or a criterion is refused, PermissionDenied where the person is no official.
    """
    purpose.refuse_stranger(by)
    proof = check_file(name, content)
    with _written(proof.content) as path:
        evidence = _attach(
            purpose,
            {
                "kind": EvidenceKind.FILE,
                "sha256": hashlib.sha256(proof.content).hexdigest(),
                "size": len(proof.content),
                "content_type": proof.content_type,
            },
            {"title": proof.name, "file": path},
            by,
            durable=True,
        )
    if evidence.file.name != path:
        _remove(path)
    return evidence


def attach_link(*, purpose: Purpose, link: str, title: str, by: User) -> Evidence:
    """Keep an address of the web as a proof."""
    link = link.strip()
    try:
        _is_address(link)
    except ValidationError as error:
        raise AssessmentsError(
            _("Địa chỉ phải đầy đủ, bắt đầu bằng https:// hoặc http://."), "link"
        ) from error
    said = {"kind": EvidenceKind.LINK, "link": link}
    return _attach(purpose, said, {"title": title.strip()[:200] or link[:200]}, by)


def attach_document(
    *, purpose: Purpose, document: Document, page: str, by: User
) -> Evidence:
    """Keep a document of the portal as a proof, with the page that says so."""
    page = page.strip()
    if len(page) > 40:
        raise AssessmentsError(_("Số trang dài quá 40 chữ."), "page")
    said = {"kind": EvidenceKind.DOCUMENT, "document": document, "page": page}
    # A title is recorded once, in Vietnamese whoever adds the proof.
    with override("vi"):
        title = document.label[:200]
    return _attach(purpose, said, {"title": title}, by)


def refuse_ended(valid_until: dt.date | None) -> None:
    """Refuse a proof that holds no more today."""
    if valid_until is not None and valid_until < today():
        raise AssessmentsError(
            _("Minh chứng chỉ có giá trị đến %(day)s. Tìm bản còn giá trị.")
            % {"day": date_format(valid_until)},
            "valid_until",
        )


@contextmanager
def _written(content: bytes) -> Iterator[str]:
    """A file under a random name, gone again if what follows fails."""
    path = f"evidence/{secrets.token_hex(16)}"
    try:
        default_storage.save(path, ContentFile(content))
        yield path
    except BaseException as error:
        _remove(path)
        if isinstance(error, OSError):
            logger.exception("evidence could not be stored")
            raise AssessmentsError(
                _("Máy chủ chưa lưu được tệp. Thử gửi lại sau ít phút.")
            ) from error
        raise


def _remove(path: str) -> None:
    try:
        default_storage.delete(path)
    except OSError:
        # No row names it: it only takes room.
        logger.exception("evidence %s could not be removed", path)


def _attach(
    purpose: Purpose,
    same: dict[str, Any],
    more: dict[str, Any],
    by: User,
    *,
    durable: bool = False,
) -> Evidence:
    """The proof that says the same, or a new one, linked.

    Of a file `durable`, committed on return: only then does its file stay.
    """
    refuse_ended(purpose.valid_until)
    with transaction.atomic(durable=durable):
        put = purpose.opened(by)
        said = {
            "unit_id": purpose.unit_id,
            "period": purpose.period,
            "valid_until": purpose.valid_until,
            **same,
        }
        evidence = Evidence.objects.filter(**said).order_by("pk").first()
        if evidence is None:
            evidence = Evidence.objects.create(**said, **more, created_by=by)
        put(evidence)
    return evidence
