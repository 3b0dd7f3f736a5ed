"""What a person is told in the portal."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.choices import NoticeKind
from assessments.models.period import Period
from assessments.models.result import CriterionResult


class Notice(models.Model):
    """One notice (thông báo) to one person; its words are made when it is shown.

    It is about a criterion result, or about a unit in a period.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        verbose_name=_("người nhận"),
    )
    kind = models.CharField(_("về việc"), max_length=12, choices=NoticeKind)
    criterion_result = models.ForeignKey(
        CriterionResult,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kết quả tiêu chí"),
    )
    unit = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị"),
    )
    period = models.ForeignKey(
        Period,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kỳ đánh giá"),
    )
    at = models.DateTimeField(_("lúc"))
    read_at = models.DateTimeField(_("đọc lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = pgettext_lazy("many", "thông báo")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(read_at__isnull=True),
                name="notice_unread",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "unit", "period"],
                condition=Q(unit__isnull=False),
                name="notice_of_unit_once",
                violation_error_message=_("Đã báo việc này cho người này."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=NoticeKind.values),
                name="notice_kind_known",
                violation_error_message=_("Loại thông báo không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        criterion_result__isnull=False,
                        unit__isnull=True,
                        period__isnull=True,
                    )
                    | Q(
                        criterion_result__isnull=True,
                        unit__isnull=False,
                        period__isnull=False,
                    )
                ),
                name="notice_about_one_thing",
                violation_error_message=_("Thông báo nói về một kết quả hoặc một kỳ."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
