"""The facts that reporting owns: targets."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from criteria.choices import Tier
from documents.wording import Noted
from reporting.choices import TARGET_METRICS, AppliesTo, Direction, ValueUnit


class Target(Noted, models.Model):
    """A target (mục tiêu) set by a document for a scope and years.

    A total, or in addition to the figure at the end of `baseline_year` ("thêm 09
    xã"); of the scope, or of each remaining unit in it.
    """

    unit = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        related_name="targets",
        verbose_name=_("đơn vị"),
    )
    metric = models.CharField(_("về"), max_length=20, choices=TARGET_METRICS)
    tier = models.CharField(_("chuẩn"), max_length=10, choices=Tier, default=Tier.NTM)
    year_from = models.PositiveSmallIntegerField(_("từ năm"))
    year_to = models.PositiveSmallIntegerField(_("đến năm"))
    direction = models.CharField(
        _("chiều"), max_length=8, choices=Direction, default=Direction.AT_LEAST
    )
    value = models.DecimalField(_("mức"), max_digits=14, decimal_places=4)
    value_unit = models.CharField(
        _("tính bằng"), max_length=8, choices=ValueUnit, default=ValueUnit.NUMBER
    )
    baseline_year = models.PositiveSmallIntegerField(
        _("thêm so với năm"), null=True, blank=True
    )
    applies_to = models.CharField(
        _("áp dụng cho"),
        max_length=10,
        choices=AppliesTo,
        default=AppliesTo.SCOPE,
    )
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    note_en = models.CharField(_("ghi chú, tiếng Anh"), max_length=400, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mục tiêu")
        verbose_name_plural = pgettext_lazy("many", "mục tiêu")
        ordering = ["year_to", "metric", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "unit",
                    "metric",
                    "tier",
                    "year_from",
                    "year_to",
                    "applies_to",
                    "document",
                ],
                name="target_once",
                violation_error_message=_("Mục tiêu này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(year_to__gte=F("year_from")),
                name="target_years_in_order",
                violation_error_message=_("Năm cuối không thể trước năm đầu."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_year__isnull=True)
                | Q(baseline_year__lt=F("year_to")),
                name="target_baseline_before",
                violation_error_message=_("Năm gốc phải trước năm cuối."),
            ),
            models.CheckConstraint(
                condition=Q(
                    metric__in=[metric for metric, _label in TARGET_METRICS],
                    tier__in=Tier.values,
                    direction__in=Direction.values,
                    value_unit__in=ValueUnit.values,
                    applies_to__in=AppliesTo.values,
                ),
                name="target_metric_known",
                violation_error_message=_("Mục tiêu có giá trị ngoài danh mục."),
            ),
            models.CheckConstraint(
                condition=~Q(value_unit=ValueUnit.PERCENT) | Q(value__lte=100),
                name="target_share_of_units",
                violation_error_message=_("Tỷ lệ số đơn vị không thể quá 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_metric_display()} {self.year_to}: {self.value:f}"
