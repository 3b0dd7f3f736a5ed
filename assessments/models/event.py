"""What happened to results: append-only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.choices import EventKind
from assessments.models.assessment import Assessment
from assessments.models.result import CriterionResult


class ResultEvent(models.Model):
    """One change, with old and new; chained by hash per assessment.

    Triggers refuse update and delete on both databases.
    """

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="events", verbose_name=_("đánh giá")
    )
    criterion_result = models.ForeignKey(
        CriterionResult,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("kết quả tiêu chí"),
    )
    sequence = models.PositiveIntegerField(_("thứ tự"))
    kind = models.CharField(_("việc"), max_length=12, choices=EventKind)
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người làm"),
    )
    origin = models.CharField(_("từ đâu"), max_length=40)
    old = models.JSONField(_("trước"), default=dict)
    new = models.JSONField(_("sau"), default=dict)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    previous_hash = models.CharField(_("mã băm trước"), max_length=64, blank=True)
    hash = models.CharField(_("mã băm"), max_length=64)

    class Meta:
        verbose_name = _("nhật ký kết quả")
        verbose_name_plural = pgettext_lazy("many", "nhật ký kết quả")
        ordering = ["assessment_id", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "sequence"],
                name="resultevent_sequence_once",
                violation_error_message=_("Sự kiện thứ này đã có."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=EventKind.values),
                name="resultevent_kind_known",
                violation_error_message=_("Loại sự kiện không có trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}. {self.get_kind_display()}"
