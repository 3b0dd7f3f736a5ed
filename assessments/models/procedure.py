"""Who agrees to a result, in which order, by which act."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from assessments.choices import PeriodKind, ReviewActor
from communes.dated import DatedQuerySet


class Procedure(models.Model):
    """The review procedure (trình tự) for a kind of period during some days."""

    key = models.SlugField(_("mã riêng"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=160)
    period_kind = models.CharField(_("kỳ"), max_length=10, choices=PeriodKind)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("trình tự xác nhận")
        verbose_name_plural = pgettext_lazy("many", "trình tự xác nhận")
        ordering = ["-valid_from", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="procedure_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
            models.UniqueConstraint(
                fields=["period_kind"],
                condition=Q(valid_to__isnull=True),
                name="procedure_one_open",
                violation_error_message=_("Đang có một trình tự cho kỳ này."),
            ),
        ]

    def __str__(self) -> str:
        """The name in the reader's language, where the catalogue has it."""
        return gettext(self.name)


class ReviewStep(models.Model):
    """One step of a procedure: who agrees, in how many days."""

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="steps", verbose_name=_("trình tự")
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    actor = models.CharField(_("nơi xác nhận"), max_length=12, choices=ReviewActor)
    name = models.CharField(_("tên bước"), max_length=120)
    days_allowed = models.PositiveSmallIntegerField(_("số ngày"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("bước xác nhận")
        verbose_name_plural = pgettext_lazy("many", "bước xác nhận")
        ordering = ["procedure_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "position"],
                name="reviewstep_position_once",
                violation_error_message=_("Bước thứ này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(actor__in=ReviewActor.values),
                name="reviewstep_actor_known",
                violation_error_message=_("Nơi xác nhận không có trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        """The name in the reader's language, where the catalogue has it."""
        return gettext(self.name)
