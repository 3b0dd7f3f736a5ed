"""Documents that cannot yet be found or cited."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from documents.choices import DocumentKind
from documents.models import Document

# The kinds that offices number.
NUMBERED = [
    DocumentKind.DECISION,
    DocumentKind.RESOLUTION,
    DocumentKind.DECREE,
    DocumentKind.CIRCULAR,
    DocumentKind.PLAN,
    DocumentKind.REPORT,
]


def without_number() -> QuerySet[Document]:
    """Official documents whose number is not entered."""
    real = Document.objects.filter(is_illustrative=False)
    return real.filter(kind__in=NUMBERED, number="")


def without_address() -> QuerySet[Document]:
    """Documents that a reader cannot open; the portal's own rounds have no address."""
    real = Document.objects.filter(is_illustrative=False)
    return real.filter(url="").exclude(kind=DocumentKind.ROUND)


ATTENTION = {
    "thieu-so": (_("Văn bản chưa có số, ký hiệu"), without_number),
    "thieu-dia-chi": (_("Văn bản chưa có địa chỉ"), without_address),
}
