"""What is asked, independent of any set."""

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from criteria.choices import MeasureKind, OnMerger
from criteria.models.wording import Worded
from documents.wording import in_language


class Measure(Worded, models.Model):
    """A question (chỉ số đo) that indicators of several sets may share.

    The same measure means the same question: its values may be compared over the
    years and between sets.
    """

    key = models.SlugField(_("mã riêng"), max_length=60, unique=True)
    name_vi = models.CharField(_("tên"), max_length=300)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=300)
    kind = models.CharField(_("loại"), max_length=10, choices=MeasureKind)
    unit_vi = models.CharField(_("đơn vị tính"), max_length=60, blank=True)
    unit_en = models.CharField(_("đơn vị tính tiếng Anh"), max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(_("số chữ số thập phân"), default=0)
    on_merger = models.CharField(
        _("khi sáp nhập"), max_length=10, choices=OnMerger, default=OnMerger.NONE
    )

    class Meta:
        verbose_name = _("chỉ số đo")
        verbose_name_plural = pgettext_lazy("many", "chỉ số đo")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MeasureKind.values, on_merger__in=OnMerger.values),
                name="measure_kind_known",
                violation_error_message=_("Loại chỉ số không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=4),
                name="measure_decimals_at_most_four",
                violation_error_message=_("Nhiều nhất 4 chữ số thập phân."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    @admin.display(description=_("đơn vị tính"), ordering="unit_vi")
    def unit(self) -> str:
        """The unit of its values in the reader's language; may be empty."""
        return in_language(self.unit_vi, self.unit_en)


class MeasureOption(Worded, models.Model):
    """One answer of a choice; a higher value is a better answer."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="options", verbose_name=_("chỉ số đo")
    )
    value = models.SmallIntegerField(_("giá trị"))
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)

    class Meta:
        verbose_name = _("mức chọn")
        verbose_name_plural = pgettext_lazy("many", "mức chọn")
        ordering = ["measure_id", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "value"],
                name="measureoption_value_once",
                violation_error_message=_("Giá trị này đã có."),
            )
        ]

    def __str__(self) -> str:
        return self.name
