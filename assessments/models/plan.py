"""What a unit promised."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from criteria.choices import Tier
from criteria.models import Criterion, Indicator
from documents.wording import Noted


class Plan(Noted, models.Model):
    """A planned recognition or year plan of a unit, as one document gives it.

    Once registered it is frozen; it can only be postponed, with a reason. Registering
    after the year has begun has its reason as the note.
    """

    unit = models.ForeignKey(
        "communes.Unit", models.PROTECT, related_name="plans", verbose_name=_("đơn vị")
    )
    tier = models.CharField(_("chuẩn"), max_length=10, choices=Tier)
    year = models.PositiveSmallIntegerField(_("năm"))
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    is_recognition_planned = models.BooleanField(_("dự kiến công nhận"), default=True)
    registered_at = models.DateTimeField(_("đăng ký lúc"), null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người đăng ký"),
    )
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    note_en = models.CharField(_("ghi chú, tiếng Anh"), max_length=400, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kế hoạch của xã")
        verbose_name_plural = pgettext_lazy("many", "kế hoạch của xã")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "tier", "year", "document"],
                name="plan_once",
                violation_error_message=_("Kế hoạch này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(tier__in=Tier.values),
                name="plan_tier_known",
                violation_error_message=_("Chuẩn không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(registered_by__isnull=True)
                | Q(registered_at__isnull=False),
                name="plan_registered_with_time",
                violation_error_message=_("Đăng ký phải có thời điểm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"

    @property
    def is_late(self) -> bool:
        """Whether it was registered after its year had begun; its note says why."""
        at = self.registered_at
        return at is not None and localtime(at).year >= self.year


class PlanItem(models.Model):
    """A criterion that a plan promises to meet."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="items", verbose_name=_("kế hoạch")
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name=_("tiêu chí"))
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tiêu chí trong kế hoạch")
        verbose_name_plural = pgettext_lazy("many", "tiêu chí trong kế hoạch")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "criterion"],
                name="planitem_once",
                violation_error_message=_("Tiêu chí này đã có trong kế hoạch."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.criterion_id}"


class PlanValue(models.Model):
    """The value that a plan expects of a leaf indicator, in its measure's unit."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="values", verbose_name=_("kế hoạch")
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, verbose_name=_("chỉ tiêu"))
    value = models.DecimalField(_("giá trị"), max_digits=14, decimal_places=4)

    class Meta:
        verbose_name = _("giá trị kế hoạch")
        verbose_name_plural = pgettext_lazy("many", "giá trị kế hoạch")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "indicator"],
                name="planvalue_once",
                violation_error_message=_("Chỉ tiêu này đã có giá trị kế hoạch."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.indicator_id}"


class PlanPostponement(models.Model):
    """A registered plan put off to a later year, with a reason (lùi kế hoạch).

    Rows are only added: a plan put off twice keeps both reasons.
    """

    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        related_name="postponements",
        verbose_name=_("kế hoạch"),
    )
    to_year = models.PositiveSmallIntegerField(_("lùi đến năm"))
    reason = models.CharField(_("lý do lùi"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("người lùi"),
    )
    at = models.DateTimeField(_("lùi lúc"))

    class Meta:
        verbose_name = _("lần lùi kế hoạch")
        verbose_name_plural = pgettext_lazy("many", "lần lùi kế hoạch")
        ordering = ["plan_id", "to_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "to_year"],
                name="planpostponement_once",
                violation_error_message=_("Kế hoạch đã lùi đến năm này."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="planpostponement_with_reason",
                violation_error_message=_("Lùi kế hoạch phải nêu lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.to_year}"
