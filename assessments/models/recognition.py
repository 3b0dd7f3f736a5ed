"""Recognition by decision, retained or withdrawn."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from assessments.choices import RecognitionKind
from communes.choices import Basis
from criteria.choices import Tier
from documents.wording import Noted


class RecognitionDecision(Noted, models.Model):
    """A unit recognised, retained or withdrawn at a tier (công nhận, thu hồi).

    `known_by` is a day on which it held; `year` and `decided_on` stay empty where no
    source gives them. A fact apart from "meets all criteria".
    """

    unit = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        related_name="recognitions",
        verbose_name=_("đơn vị"),
    )
    tier = models.CharField(_("chuẩn"), max_length=10, choices=Tier)
    kind = models.CharField(_("hình thức"), max_length=10, choices=RecognitionKind)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    known_by = models.DateField(_("biết là có vào ngày"))
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    signer = models.CharField(_("chức danh người ký"), max_length=120, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("nguồn")
    )
    basis = models.CharField(
        _("căn cứ"), max_length=8, choices=Basis, default=Basis.STATED
    )
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    note_en = models.CharField(_("ghi chú, tiếng Anh"), max_length=400, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("quyết định công nhận")
        verbose_name_plural = pgettext_lazy("many", "quyết định công nhận")
        ordering = ["-known_by", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "tier", "kind", "known_by"],
                name="recognition_once",
                violation_error_message=_("Việc công nhận này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=RecognitionKind.values,
                    tier__in=Tier.values,
                    basis__in=Basis.values,
                ),
                name="recognition_kind_known",
                violation_error_message=_("Hình thức không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__lte=F("known_by__year")),
                name="recognition_year_not_later",
                violation_error_message=_("Năm không thể sau ngày đã biết."),
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True)
                | Q(year__isnull=False, decided_on__year=F("year")),
                name="recognition_day_in_year",
                violation_error_message=_("Ngày quyết định phải trong năm công nhận."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_tier_display()}"
