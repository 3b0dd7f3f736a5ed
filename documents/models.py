"""Everything that another fact cites."""

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from documents.choices import DocumentKind
from documents.wording import Noted, in_language


class Document(Noted, models.Model):
    """A decision, report, article or data set (văn bản) that facts point to.

    `key` is our stable name for loaders and links; `number` is the printed one and
    repeats between issuers and years. English words are ours.
    """

    key = models.SlugField(_("mã riêng"), max_length=80, unique=True)
    kind = models.CharField(_("loại"), max_length=12, choices=DocumentKind)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=160, blank=True)
    issuer_en = models.CharField(
        _("cơ quan ban hành, tiếng Anh"), max_length=160, blank=True
    )
    title = models.CharField(_("trích yếu"), max_length=400)
    title_en = models.CharField(_("trích yếu, tiếng Anh"), max_length=400, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    url = models.URLField(_("địa chỉ"), max_length=500, blank=True)
    read_on = models.DateField(_("ngày đọc"), null=True, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    note_en = models.TextField(_("ghi chú, tiếng Anh"), blank=True)
    is_illustrative = models.BooleanField(_("số liệu minh họa"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = pgettext_lazy("many", "văn bản")
        ordering = ["-issued_on", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "number", "issued_on"],
                condition=~Q(number="") & Q(issued_on__isnull=False),
                name="document_number_once_a_day",
                violation_error_message=_("Văn bản số này, ngày này đã có."),
            ),
            models.UniqueConstraint(
                fields=["issuer", "number"],
                condition=~Q(number="") & Q(issued_on__isnull=True),
                name="document_number_once_undated",
                violation_error_message=_("Văn bản số này đã có, chưa rõ ngày."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="document_has_title",
                violation_error_message=_("Văn bản phải có trích yếu."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values),
                name="document_kind_known",
                violation_error_message=_("Loại văn bản không có trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    @admin.display(description=_("trích yếu"), ordering="title")
    def said_title(self) -> str:
        """The title in the reader's language."""
        return in_language(self.title, self.title_en)

    @property
    @admin.display(description=_("cơ quan ban hành"), ordering="issuer")
    def said_issuer(self) -> str:
        """Who issued it, in the reader's language."""
        return in_language(self.issuer, self.issuer_en)

    @property
    def label(self) -> str:
        """How a page cites it: kind, number and day, or the title."""
        if not self.number:
            return self.said_title
        # "Other document" names nothing.
        kind = "" if self.kind == DocumentKind.OTHER else DocumentKind(self.kind).label
        name = f"{kind} {self.number}".strip()
        if self.issued_on is None:
            return name
        return f"{name} ({date_format(self.issued_on)})"
