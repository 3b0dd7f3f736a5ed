"""A criterion of a set and the office that leads it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from communes.dated import DatedQuerySet
from criteria.models.criteria_set import CriteriaSet, CriterionGroup
from criteria.models.wording import Worded


class Criterion(Worded, models.Model):
    """One numbered criterion (tiêu chí)."""

    criteria_set = models.ForeignKey(
        CriteriaSet,
        models.PROTECT,
        related_name="criteria",
        verbose_name=_("bộ tiêu chí"),
    )
    group = models.ForeignKey(
        CriterionGroup, models.PROTECT, related_name="criteria", verbose_name=_("nhóm")
    )
    number = models.PositiveSmallIntegerField(_("số"))
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)

    class Meta:
        verbose_name = _("tiêu chí")
        verbose_name_plural = pgettext_lazy("many", "tiêu chí")
        ordering = ["criteria_set_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "number"],
                name="criterion_number_once",
                violation_error_message=_("Số tiêu chí này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="criterion_number_from_one",
                violation_error_message=_("Số tiêu chí bắt đầu từ 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class CriterionLead(models.Model):
    """Which sector's department (sở, ngành) leads a criterion, by days.

    Typical practice, not law. `sector` joins to the agencies of a province.
    """

    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="leads", verbose_name=_("tiêu chí")
    )
    sector = models.SlugField(_("lĩnh vực"), max_length=40)
    name_vi = models.CharField(_("cơ quan phụ trách"), max_length=200)
    note = models.CharField(_("ghi chú"), max_length=120, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("cơ quan phụ trách")
        verbose_name_plural = pgettext_lazy("many", "cơ quan phụ trách")
        ordering = ["criterion_id", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "sector", "valid_from"],
                name="criterionlead_once",
                violation_error_message=_("Cơ quan này đã phụ trách từ ngày đó."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="criterionlead_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The department in the reader's language, where the catalogue has it."""
        return gettext(self.name_vi)
