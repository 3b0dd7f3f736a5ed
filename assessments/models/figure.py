"""Figures as published, never counted into rows."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from assessments.choices import Metric
from assessments.rules.figures import COUNTS, FIRST_YEAR
from communes.clock import today
from criteria.choices import Tier
from criteria.rules.numbers import format_exact
from documents.wording import Noted


class PublishedFigure(Noted, models.Model):
    """What a document says of a scope on a day (số công bố).

    Shown beside the count from rows, with the difference. Band limits only for the
    metric "in band".
    """

    unit = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        related_name="published_figures",
        verbose_name=_("đơn vị"),
    )
    metric = models.CharField(_("về"), max_length=20, choices=Metric)
    tier = models.CharField(_("chuẩn"), max_length=10, choices=Tier, default=Tier.NTM)
    band_minimum = models.PositiveSmallIntegerField(_("từ"), null=True, blank=True)
    band_maximum = models.PositiveSmallIntegerField(_("đến"), null=True, blank=True)
    as_of = models.DateField(_("tính đến ngày"))
    value = models.DecimalField(_("số"), max_digits=14, decimal_places=4)
    denominator = models.PositiveIntegerField(_("trên tổng"), null=True, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    note_en = models.CharField(_("ghi chú, tiếng Anh"), max_length=400, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("số công bố")
        verbose_name_plural = pgettext_lazy("many", "số công bố")
        ordering = ["-as_of", "metric", "-band_minimum", "pk"]
        constraints = [
            models.UniqueConstraint(
                F("unit"),
                F("metric"),
                F("tier"),
                Coalesce(F("band_minimum"), 999),
                F("as_of"),
                F("document"),
                name="publishedfigure_once",
                violation_error_message=_("Số công bố này đã có."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        metric=Metric.IN_BAND,
                        band_minimum__isnull=False,
                        band_maximum__isnull=False,
                        band_maximum__gte=F("band_minimum"),
                    )
                    | ~Q(metric=Metric.IN_BAND)
                    & Q(band_minimum__isnull=True, band_maximum__isnull=True)
                ),
                name="publishedfigure_band_limits",
                violation_error_message=_(
                    "Khoảng tiêu chí phải có hai đầu đúng thứ tự."
                ),
            ),
            models.CheckConstraint(
                condition=Q(
                    metric__in=Metric.values, tier__in=Tier.values, value__gte=0
                ),
                name="publishedfigure_metric_known",
                violation_error_message=_("Số công bố không âm và phải rõ về việc gì."),
            ),
        ]

    def __str__(self) -> str:
        day = date_format(self.as_of)
        return f"{self.get_metric_display()} {day}: {self.said_value}"

    @property
    def said_value(self) -> str:
        """The number as people read it: 28, 12,11."""
        return format_exact(self.value, 0)

    def clean(self) -> None:
        """Refuse what is a slip of the hand: no document prints it."""
        faults, day = {}, self.as_of
        if day is not None and (day.year < FIRST_YEAR or day > today()):
            faults["as_of"] = gettext("Ngày phải từ năm 2000 đến nay.")
        is_counted = self.metric in COUNTS and self.value is not None
        if is_counted and self.value != self.value.to_integral_value():
            faults["value"] = gettext("Số đếm phải là số nguyên, như 1234.")
        if faults:
            raise ValidationError(faults)
