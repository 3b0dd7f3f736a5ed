"""What a unit promised."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from criteria.choices import Tier
from criteria.models import Criterion


class Plan(models.Model):
    """A planned recognition or year plan of a unit, as one document gives it."""

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
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


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
