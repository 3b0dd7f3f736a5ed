"""Outcomes of criteria and values of indicators."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.choices import Status, ValueBasis
from assessments.models.assessment import Assessment
from assessments.models.procedure import ReviewStep
from communes.clock import now
from criteria.choices import Outcome
from criteria.models import Criterion, Indicator, Level

COMPUTABLE = [o for o in Outcome if o != Outcome.BASICALLY_MET]


class CriterionResult(models.Model):
    """The unit of work: one criterion of one assessment.

    `computed` is the engine's outcome, `verdict` an office's with its reason; only a
    verdict can be "basically met" (cơ bản đạt). `version` guards each write. The
    soft warnings of the day of submission stay for the reviewer; `doubts` counts them.
    """

    assessment = models.ForeignKey(
        Assessment,
        models.PROTECT,
        related_name="criterion_results",
        verbose_name=_("đánh giá"),
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name=_("tiêu chí"))
    status = models.CharField(
        _("trạng thái"), max_length=10, choices=Status, default=Status.DRAFT
    )
    step = models.ForeignKey(
        ReviewStep,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("bước đang chờ"),
    )
    waits_since = models.DateTimeField(_("chờ từ lúc"), null=True, blank=True)
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    computed = models.CharField(
        _("kết quả tính"),
        max_length=16,
        choices=Outcome,
        default=Outcome.NOT_ASSESSED,
    )
    verdict = models.CharField(
        _("kết luận"), max_length=16, choices=Outcome, blank=True
    )
    verdict_reason = models.CharField(_("lý do"), max_length=500, blank=True)
    warnings = models.JSONField(_("điểm cần xem kỹ"), default=list, blank=True)
    doubts = models.PositiveSmallIntegerField(_("số điểm cần xem kỹ"), default=0)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nhập"),
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nộp"),
    )
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    updated_at = models.DateTimeField(_("sửa lúc"), default=now, editable=False)

    class Meta:
        verbose_name = _("kết quả tiêu chí")
        verbose_name_plural = pgettext_lazy("many", "kết quả tiêu chí")
        indexes = [
            models.Index(
                fields=["step", "criterion", "assessment"],
                condition=Q(status=Status.SUBMITTED),
                name="criterionresult_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"],
                name="criterionresult_once",
                violation_error_message=_("Tiêu chí này đã có kết quả."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="criterionresult_status_known",
                violation_error_message=_("Trạng thái không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        status=Status.SUBMITTED,
                        step__isnull=False,
                        waits_since__isnull=False,
                        submitted_at__isnull=False,
                    )
                    | ~Q(status=Status.SUBMITTED)
                    & Q(step__isnull=True, waits_since__isnull=True)
                ),
                name="criterionresult_waits_at_step",
                violation_error_message=_("Chỉ kết quả đã nộp mới chờ ở một bước."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(status=Status.CONFIRMED, confirmed_at__isnull=False)
                    | ~Q(status=Status.CONFIRMED) & Q(confirmed_at__isnull=True)
                ),
                name="criterionresult_confirmed_with_time",
                violation_error_message=_("Kết quả đã xác nhận phải có thời điểm."),
            ),
            models.CheckConstraint(
                condition=Q(computed__in=COMPUTABLE),
                name="criterionresult_computed_never_basic",
                violation_error_message=_("“Cơ bản đạt” chỉ là kết luận của cơ quan."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(verdict="", verdict_reason="")
                    | Q(verdict__in=Outcome.values) & ~Q(verdict_reason="")
                ),
                name="criterionresult_verdict_with_reason",
                violation_error_message=_("Kết luận của cơ quan phải có lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.get_computed_display()}"

    @property
    def outcome(self) -> Outcome:
        """The office's verdict where there is one, else the computed outcome."""
        return Outcome(self.verdict or self.computed)


class IndicatorResult(models.Model):
    """The value of one leaf indicator, and the level that judged it.

    An empty value means not entered; "not applicable" is a reason, never a zero. What
    was typed and is no value yet stays as `typed`, in drafts only.
    """

    criterion_result = models.ForeignKey(
        CriterionResult,
        models.PROTECT,
        related_name="indicator_results",
        verbose_name=_("kết quả tiêu chí"),
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, verbose_name=_("chỉ tiêu"))
    value = models.DecimalField(
        _("giá trị"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    typed = models.TextField(_("đã gõ, chưa hiểu được"), blank=True)
    basis = models.CharField(
        _("căn cứ"),
        max_length=8,
        choices=ValueBasis,
        default=ValueBasis.ACTUAL,
    )
    not_applicable_reason = models.CharField(
        _("lý do không xét"), max_length=300, blank=True
    )
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    level = models.ForeignKey(
        Level, models.PROTECT, null=True, blank=True, verbose_name=_("mức quy định")
    )
    effective_region = models.CharField(_("vùng áp dụng"), max_length=20, blank=True)
    level_reason = models.CharField(_("vì sao mức này"), max_length=600, blank=True)
    outcome = models.CharField(
        _("kết quả"),
        max_length=16,
        choices=Outcome,
        default=Outcome.NOT_ASSESSED,
    )

    class Meta:
        verbose_name = _("kết quả chỉ tiêu")
        verbose_name_plural = pgettext_lazy("many", "kết quả chỉ tiêu")
        constraints = [
            models.UniqueConstraint(
                fields=["criterion_result", "indicator"],
                name="indicatorresult_once",
                violation_error_message=_("Chỉ tiêu này đã có kết quả."),
            ),
            models.CheckConstraint(
                condition=Q(basis__in=ValueBasis.values),
                name="indicatorresult_basis_known",
                violation_error_message=_("Căn cứ không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(not_applicable_reason="") | Q(value__isnull=True),
                name="indicatorresult_value_or_reason",
                violation_error_message=_("Đã không xét thì không có giá trị."),
            ),
            models.CheckConstraint(
                condition=Q(typed="") | Q(value__isnull=True),
                name="indicatorresult_typed_or_value",
                violation_error_message=_("Đã có giá trị thì không giữ chữ đã gõ."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(outcome="not_assessed")
                    | Q(outcome="not_applicable") & ~Q(not_applicable_reason="")
                    | Q(
                        outcome__in=[Outcome.MET, Outcome.NOT_MET],
                        value__isnull=False,
                        level__isnull=False,
                    )
                ),
                name="indicatorresult_outcome_has_ground",
                violation_error_message=_("Đạt hay chưa đạt phải có giá trị và mức."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.value}"
