"""What a criterion consists of."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from criteria.choices import Combine, Operator
from criteria.models.criterion import Criterion
from criteria.models.measure import Measure
from criteria.models.wording import Worded


class Indicator(Worded, models.Model):
    """An indicator (chỉ tiêu) or a part of one.

    A leaf asks its measure and compares by its operator; a composite combines its
    parts. Values live on leaves; the official count of indicators is of those
    without a parent.
    """

    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="indicators", verbose_name=_("tiêu chí")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("thuộc chỉ tiêu"),
    )
    code = models.CharField(_("mã"), max_length=12)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name_vi = models.CharField(_("tên"), max_length=300)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=300)
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("chỉ số đo"),
    )
    operator = models.CharField(
        _("phép so"), max_length=2, choices=Operator, blank=True
    )
    combine = models.CharField(
        _("cách gộp các phần"), max_length=8, choices=Combine, blank=True
    )
    at_least = models.PositiveSmallIntegerField(_("ít nhất"), null=True, blank=True)
    may_not_apply = models.BooleanField(_("có thể không xét"), default=False)
    is_delegated = models.BooleanField(_("tỉnh quy định mức"), default=False)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = pgettext_lazy("many", "chỉ tiêu")
        ordering = ["criterion_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "code"],
                name="indicator_code_once",
                violation_error_message=_("Mã chỉ tiêu này đã có."),
            ),
            models.UniqueConstraint(
                fields=["criterion", "position"],
                name="indicator_position_once",
                violation_error_message=_("Thứ tự này đã có."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(measure__isnull=False, operator__in=Operator.values, combine="")
                    | Q(measure__isnull=True, operator="", combine__in=Combine.values)
                ),
                name="indicator_leaf_or_composite",
                violation_error_message=_(
                    "Chỉ tiêu có chỉ số đo và phép so, hoặc gộp các phần."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        combine=Combine.AT_LEAST,
                        at_least__isnull=False,
                        at_least__gte=1,
                    )
                    | ~Q(combine=Combine.AT_LEAST) & Q(at_least__isnull=True)
                ),
                name="indicator_at_least_has_number",
                violation_error_message=_("“Ít nhất n phần” phải nêu n."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
