"""What an import remembers: drafts of uploads, and what written names mean."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from assessments.choices import DraftKind
from assessments.models.period import PeriodSet
from communes.clock import now


class WrittenName(models.Model):
    """Which unit a name in a sheet means, as a person once chose.

    Used only where the name itself does not tell; never guessed.
    """

    province = models.ForeignKey(
        "communes.Unit", models.PROTECT, related_name="+", verbose_name=_("tỉnh")
    )
    name_folded = models.CharField(_("tên đã viết"), max_length=120)
    district_folded = models.CharField(_("huyện đã viết"), max_length=120, blank=True)
    unit = models.ForeignKey(
        "communes.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("người chọn"),
    )
    chosen_at = models.DateTimeField(_("chọn lúc"), default=now, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tên viết trong bảng")
        verbose_name_plural = pgettext_lazy("many", "tên viết trong bảng")
        ordering = ["province_id", "name_folded", "district_folded"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "name_folded", "district_folded"],
                name="writtenname_once",
                violation_error_message=_("Tên này đã được chọn đơn vị."),
            ),
            models.CheckConstraint(
                condition=~Q(name_folded=""),
                name="writtenname_has_name",
                violation_error_message=_("Phải có tên đã viết."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_folded}: {self.unit_id}"


class ImportDraft(models.Model):
    """An uploaded sheet between its preview and its execution, for its owner only."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("người nộp"),
    )
    kind = models.CharField(_("loại"), max_length=8, choices=DraftKind)
    province = models.ForeignKey(
        "communes.Unit", models.PROTECT, related_name="+", verbose_name=_("tỉnh")
    )
    period_set = models.ForeignKey(
        PeriodSet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kỳ và bộ tiêu chí"),
    )
    document = models.JSONField(_("văn bản"))
    chosen_reason = models.CharField(_("lý do chọn"), max_length=300, blank=True)
    file_name = models.CharField(_("tên tệp"), max_length=200)
    content = models.BinaryField(_("nội dung"))
    sha256 = models.CharField(_("mã SHA-256"), max_length=64)
    created_at = models.DateTimeField(_("nộp lúc"))
    expires_at = models.DateTimeField(_("giữ đến"))

    class Meta:
        verbose_name = _("bảng chờ nhập")
        verbose_name_plural = pgettext_lazy("many", "bảng chờ nhập")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="importdraft_ends_after_start",
                violation_error_message=_("Hạn giữ phải sau lúc nộp."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind=DraftKind.RESULTS, period_set__isnull=False)
                    | Q(kind=DraftKind.FIGURES, period_set__isnull=True)
                ),
                name="importdraft_kind_with_period",
                violation_error_message=_("Kết quả phải có kỳ; số công bố thì không."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
