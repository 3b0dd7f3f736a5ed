"""A reporting period and the sets that judge it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from assessments.choices import PeriodKind
from communes.choices import UnitLevel
from communes.clock import now
from communes.dated import DatedQuerySet
from criteria.choices import Tier
from criteria.models import CriteriaSet, Criterion


class Period(models.Model):
    """A year or half-year of results (kỳ đánh giá), judged as on `as_of`.

    Communes enter results under `round_document`, the portal's own round; without
    one, results of the period only come from sheets and sources.
    """

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
    round_document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản của đợt nhập trên cổng"),
        help_text=_("Để trống: kỳ này xã không nhập trên cổng."),
    )
    note = models.TextField(_("ghi chú"), blank=True)

    history = HistoricalRecords()

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
                condition=Q(closes_on__isnull=True) | Q(closes_on__year__gte=F("year")),
                name="period_closes_from_its_year",
                violation_error_message=_("Hạn nhập không được trước năm của kỳ."),
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

    @property
    def is_being_entered(self) -> bool:
        """Whether communes enter results of it on the portal, and it is not closed."""
        return self.round_document_id is not None and self.closed_at is None


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

    history = HistoricalRecords()

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


class PeriodException(models.Model):
    """Some days in which a unit may still enter after closing (gia hạn).

    Without a criterion, all of them. Given with a reason and only ever revoked, so
    that it can be read later why a locked result moved.
    """

    period = models.ForeignKey(
        Period,
        models.PROTECT,
        related_name="exceptions",
        verbose_name=_("kỳ đánh giá"),
    )
    unit = models.ForeignKey("communes.Unit", models.PROTECT, verbose_name=_("đơn vị"))
    criterion = models.ForeignKey(
        Criterion,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("tiêu chí"),
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"))
    reason = models.CharField(_("lý do"), max_length=300)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("người cho phép"),
    )
    given_at = models.DateTimeField(_("cho phép lúc"), default=now, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người hủy"),
    )
    revoked_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("gia hạn nhập")
        verbose_name_plural = pgettext_lazy("many", "gia hạn nhập")
        ordering = ["-given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")),
                name="periodexception_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="periodexception_with_reason",
                violation_error_message=_("Gia hạn phải nêu lý do."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="periodexception_revoked_whole",
                violation_error_message=_("Hủy gia hạn phải có người và thời điểm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} {self.unit_id} {self.valid_from}"

    @property
    def last_day(self) -> dt.date:
        """The last day on which the unit may enter."""
        return self.valid_to - dt.timedelta(days=1)
