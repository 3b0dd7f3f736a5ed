"""Correcting a confirmed result after its period closed: two people."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.result import CriterionResult
from communes.clock import now


class Correction(models.Model):
    """A correction (đính chính) of a result: asked by one person, decided by another.

    `old` and `new` hold the leaves by code, so that the new can be judged and written.
    Frozen reports keep the old.
    """

    criterion_result = models.ForeignKey(
        CriterionResult,
        models.PROTECT,
        related_name="corrections",
        verbose_name=_("kết quả tiêu chí"),
    )
    old = models.JSONField(_("trước"))
    new = models.JSONField(_("sau"))
    reason = models.CharField(_("lý do"), max_length=500)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("người đề nghị"),
    )
    asked_at = models.DateTimeField(_("đề nghị lúc"), default=now, editable=False)
    is_agreed = models.BooleanField(_("đồng ý"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người quyết định"),
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_note = models.CharField(_("ý kiến"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("đính chính")
        verbose_name_plural = pgettext_lazy("many", "đính chính")
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion_result"],
                condition=Q(is_agreed__isnull=True),
                name="correction_one_open",
                violation_error_message=_("Tiêu chí này đang có đề nghị đính chính."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="correction_with_reason",
                violation_error_message=_("Đính chính phải nêu lý do."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        is_agreed__isnull=True,
                        decided_by__isnull=True,
                        decided_at__isnull=True,
                    )
                    | Q(
                        is_agreed__isnull=False,
                        decided_by__isnull=False,
                        decided_at__isnull=False,
                    )
                ),
                name="correction_decided_whole",
                violation_error_message=_("Quyết định phải có người và thời điểm."),
            ),
            models.CheckConstraint(
                condition=Q(is_agreed__isnull=True)
                | Q(is_agreed=True)
                | ~Q(decided_note=""),
                name="correction_refused_with_reason",
                violation_error_message=_("Không đồng ý thì phải nêu lý do."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="correction_two_people",
                violation_error_message=_("Người quyết định phải khác người đề nghị."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_result_id}: {self.reason}"
