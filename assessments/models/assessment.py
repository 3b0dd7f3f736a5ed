"""One document's account of a unit in a period."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.period import Period
from communes.clock import now
from criteria.models import CriteriaSet


class AssessmentQuerySet(models.QuerySet):
    """Assessments."""

    def chosen(self) -> Self:
        """The accounts that pages read: one per unit, set and period, not lapsed."""
        return self.filter(is_chosen=True, lapsed_at__isnull=True)

    def for_year(self, year: int, tier: str) -> Self:
        """Chosen yearly accounts of `year` by the set of `tier`."""
        return self.chosen().filter(
            period__year=year, period__kind="year", criteria_set__tier=tier
        )


class Assessment(models.Model):
    """What one document says of a unit by a set in a period (đánh giá).

    Several accounts may stand side by side; exactly one is chosen, with a reason.
    Counts and outcomes are stored in the transaction of each save: `_met` strictly
    met, `_counted` as the set counts, `_assessed` with an outcome, `_outcomes` one
    letter a criterion in set order. `reported_*` is what the source only counted.
    """

    unit = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        related_name="assessments",
        verbose_name=_("đơn vị"),
    )
    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, verbose_name=_("bộ tiêu chí")
    )
    period = models.ForeignKey(
        Period,
        models.PROTECT,
        related_name="assessments",
        verbose_name=_("kỳ đánh giá"),
    )
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    unit_version = models.ForeignKey(
        "communes.UnitVersion", models.PROTECT, verbose_name=_("phiên bản đơn vị")
    )
    province = models.ForeignKey(
        "communes.Unit", models.PROTECT, related_name="+", verbose_name=_("tỉnh")
    )
    district = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("huyện"),
    )
    is_chosen = models.BooleanField(_("được chọn"), default=False)
    chosen_reason = models.CharField(_("lý do chọn"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("số liệu minh họa"), default=False)
    lapsed_at = models.DateTimeField(_("dừng lúc"), null=True, blank=True)
    created_at = models.DateTimeField(_("tạo lúc"), default=now, editable=False)
    updated_at = models.DateTimeField(_("sửa lúc"), default=now, editable=False)

    reported_criteria = models.PositiveSmallIntegerField(
        _("nguồn nêu: số tiêu chí"), null=True, blank=True
    )
    reported_indicators = models.PositiveSmallIntegerField(
        _("nguồn nêu: số chỉ tiêu"), null=True, blank=True
    )
    reported_basically_met = models.PositiveSmallIntegerField(
        _("nguồn nêu: cơ bản đạt"), null=True, blank=True
    )

    declared_met = models.PositiveSmallIntegerField(_("đã nộp: đạt"), default=0)
    declared_counted = models.PositiveSmallIntegerField(
        _("đã nộp: tính là đạt"), default=0
    )
    declared_assessed = models.PositiveSmallIntegerField(
        _("đã nộp: có kết quả"), default=0
    )
    declared_outcomes = models.CharField(
        _("đã nộp: từng tiêu chí"), max_length=60, blank=True
    )
    confirmed_met = models.PositiveSmallIntegerField(_("đã xác nhận: đạt"), default=0)
    confirmed_counted = models.PositiveSmallIntegerField(
        _("đã xác nhận: tính là đạt"), default=0
    )
    confirmed_assessed = models.PositiveSmallIntegerField(
        _("đã xác nhận: có kết quả"), default=0
    )
    confirmed_outcomes = models.CharField(
        _("đã xác nhận: từng tiêu chí"), max_length=60, blank=True
    )

    estimates = models.PositiveSmallIntegerField(_("giá trị ước thực hiện"), default=0)
    unverified_levels = models.PositiveSmallIntegerField(
        _("mức chưa đối chiếu"), default=0
    )
    illustrative_levels = models.PositiveSmallIntegerField(_("mức minh họa"), default=0)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("đánh giá")
        verbose_name_plural = pgettext_lazy("many", "đánh giá")
        ordering = ["-period_id", "unit_id", "pk"]
        indexes = [
            models.Index(
                fields=["period", "criteria_set", "province"],
                condition=Q(is_chosen=True),
                name="assessment_by_province",
            ),
            models.Index(
                fields=["period", "criteria_set", "district"],
                condition=Q(is_chosen=True),
                name="assessment_by_district",
            ),
            models.Index(
                fields=["period", "criteria_set", "confirmed_counted", "unit"],
                condition=Q(is_chosen=True),
                name="assessment_by_count",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "criteria_set", "period", "document"],
                name="assessment_once_a_document",
                violation_error_message=_("Văn bản này đã có đánh giá của đơn vị."),
            ),
            models.UniqueConstraint(
                fields=["period", "criteria_set", "unit"],
                condition=Q(is_chosen=True),
                name="assessment_one_chosen",
                violation_error_message=_("Đơn vị đã có một đánh giá được chọn."),
            ),
            models.CheckConstraint(
                condition=Q(is_chosen=False) | ~Q(chosen_reason=""),
                name="assessment_chosen_with_reason",
                violation_error_message=_("Chọn một đánh giá phải nêu lý do."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(declared_met__lte=F("declared_counted"))
                    & Q(declared_met__lte=F("declared_assessed"))
                    & Q(confirmed_met__lte=F("confirmed_counted"))
                    & Q(confirmed_met__lte=F("confirmed_assessed"))
                    & Q(confirmed_assessed__lte=F("declared_assessed"))
                ),
                name="assessment_counts_in_order",
                violation_error_message=_("Số tiêu chí đạt không khớp nhau."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period_id} {self.document_id}"

    @property
    def source(self) -> tuple[str, str, str, str]:
        """Title in both languages, key and address of the document it is from."""
        document = self.document
        return document.title, document.title_en, document.key, document.url
