"""Dated classes of a unit: region, zone, hardship, group …"""

from django.contrib import admin
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from communes.choices import Basis, Scheme, class_words
from communes.dated import DatedQuerySet


class Classification(models.Model):
    """A unit's class under a named scheme (phân loại) during half-open days.

    No row means unknown, which is not "no".
    """

    unit = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        related_name="classifications",
        verbose_name=_("đơn vị"),
    )
    scheme = models.CharField(_("cách phân loại"), max_length=12, choices=Scheme)
    value = models.CharField(_("giá trị"), max_length=20)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    basis = models.CharField(
        _("căn cứ"), max_length=8, choices=Basis, default=Basis.STATED
    )

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("phân loại")
        verbose_name_plural = pgettext_lazy("many", "phân loại")
        ordering = ["scheme", "-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="classification_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(scheme__in=Scheme.values) & ~Q(value=""),
                name="classification_scheme_known",
                violation_error_message=_("Cách phân loại và giá trị phải được nêu."),
            ),
            models.UniqueConstraint(
                fields=["unit", "scheme", "valid_from"],
                name="classification_starts_once",
                violation_error_message=_("Đơn vị đã được phân loại từ ngày này."),
            ),
            models.UniqueConstraint(
                fields=["unit", "scheme"],
                condition=Q(valid_to__isnull=True),
                name="classification_one_open",
                violation_error_message=_("Đơn vị đang có một phân loại còn hiệu lực."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}: {self.said_value}"

    @property
    @admin.display(description=_("giá trị"), ordering="value")
    def said_value(self) -> str:
        """The class in words."""
        return class_words(self.scheme, self.value)
