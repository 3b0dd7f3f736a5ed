"""A reporting period and the sets that judge it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.choices import PeriodKind
from communes.choices import UnitLevel
from criteria.choices import Tier
from criteria.models import CriteriaSet


class Period(models.Model):
    """A year or half-year of results (kỳ đánh giá), judged as on `as_of`."""

    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.CharField(_("kỳ"), max_length=10, choices=PeriodKind)
    as_of = models.DateField(_("tính đến ngày"))
    closes_on = models.DateField(_("hạn nhập"), null=True, blank=True)
    closed_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người khóa"),
    )
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("kỳ đánh giá")
        verbose_name_plural = pgettext_lazy("many", "kỳ đánh giá")
        ordering = ["-as_of", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind"],
                name="period_once",
                violation_error_message=_("Kỳ này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(as_of__year=F("year")),
                name="period_as_of_in_year",
                violation_error_message=_("Ngày tính đến phải trong năm của kỳ."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PeriodKind.values),
                name="period_kind_known",
                violation_error_message=_("Loại kỳ không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False),
                name="period_closed_with_time",
                violation_error_message=_("Khóa kỳ phải có thời điểm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} ({self.get_kind_display()})"


class PeriodSet(models.Model):
    """The one set that judges a period for a unit level and tier."""

    period = models.ForeignKey(
        Period,
        models.PROTECT,
        related_name="period_sets",
        verbose_name=_("kỳ đánh giá"),
    )
    unit_level = models.CharField(_("cấp đơn vị"), max_length=10, choices=UnitLevel)
    tier = models.CharField(_("chuẩn"), max_length=10, choices=Tier)
    criteria_set = models.ForeignKey(
        CriteriaSet,
        models.PROTECT,
        related_name="period_sets",
        verbose_name=_("bộ tiêu chí"),
    )
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("bộ tiêu chí của kỳ")
        verbose_name_plural = pgettext_lazy("many", "bộ tiêu chí của kỳ")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit_level", "tier"],
                name="periodset_one_set",
                violation_error_message=_("Kỳ này đã có bộ tiêu chí cho cấp và chuẩn."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.criteria_set}"
