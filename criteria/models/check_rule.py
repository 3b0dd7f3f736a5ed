"""What makes an entered value doubtful."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from communes.dated import DatedQuerySet
from criteria.choices import CheckKind
from criteria.models.measure import Measure


class CheckRule(models.Model):
    """A soft warning (điểm cần xem kỹ), never an error; rules are rows.

    `jump`: against last year the value of `measure` moved by more than `limit` percent.
    `above_limit`: it is above `limit`. `not_above`: it is above that of `other`.
    `adds_up`: it and that of `other` do not make `limit` together. Each row carries an
    example that it must catch. Without a measure, `above_limit` is of every share
    and `jump` of every amount.
    """

    key = models.SlugField(_("mã riêng"), max_length=60, unique=True)
    kind = models.CharField(_("loại"), max_length=12, choices=CheckKind)
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="check_rules",
        verbose_name=_("chỉ số đo"),
        help_text=_("Để trống: mọi tỷ lệ, hoặc mọi số đo khi so với năm trước."),
    )
    other = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("so với chỉ số"),
    )
    limit = models.DecimalField(
        _("giới hạn"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    example_value = models.DecimalField(
        _("ví dụ: giá trị"), max_digits=14, decimal_places=4
    )
    example_other = models.DecimalField(
        _("ví dụ: giá trị kia"),
        max_digits=14,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Giá trị năm trước, hoặc của chỉ số được so."),
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("điểm cần xem kỹ")
        verbose_name_plural = pgettext_lazy("many", "điểm cần xem kỹ")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(
                        kind=CheckKind.JUMP,
                        limit__isnull=False,
                        limit__gt=0,
                        other__isnull=True,
                        example_other__isnull=False,
                    )
                    | Q(
                        kind=CheckKind.ABOVE_LIMIT,
                        limit__isnull=False,
                        other__isnull=True,
                        example_value__gt=F("limit"),
                    )
                    | Q(
                        kind=CheckKind.NOT_ABOVE,
                        limit__isnull=True,
                        other__isnull=False,
                        example_other__isnull=False,
                        example_value__gt=F("example_other"),
                    )
                    | Q(
                        kind=CheckKind.ADDS_UP,
                        limit__isnull=False,
                        other__isnull=False,
                        example_other__isnull=False,
                    )
                ),
                name="checkrule_whole",
                violation_error_message=_(
                    "Mỗi loại cần đúng giới hạn, chỉ số so và một ví dụ vi phạm."
                ),
            ),
            models.CheckConstraint(
                condition=Q(measure__isnull=False) & ~Q(measure=F("other"))
                | Q(measure__isnull=False, other__isnull=True)
                | Q(
                    measure__isnull=True,
                    kind__in=[CheckKind.ABOVE_LIMIT, CheckKind.JUMP],
                ),
                name="checkrule_measure_known",
                violation_error_message=_("Chỉ số so phải khác chỉ số đo."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="checkrule_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.measure_id or '%'}"
