"""Proofs of results."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.choices import EvidenceKind
from assessments.models.period import Period
from assessments.models.result import CriterionResult
from communes.clock import now


class Evidence(models.Model):
    """A file, link or document (minh chứng) of a unit in a period."""

    unit = models.ForeignKey("communes.Unit", models.PROTECT, verbose_name=_("đơn vị"))
    period = models.ForeignKey(Period, models.PROTECT, verbose_name=_("kỳ đánh giá"))
    kind = models.CharField(_("loại"), max_length=10, choices=EvidenceKind)
    title = models.CharField(_("tên"), max_length=200)
    file = models.FileField(_("tệp"), upload_to="evidence/", blank=True)
    sha256 = models.CharField(_("mã SHA-256"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("cỡ, byte"), null=True, blank=True)
    content_type = models.CharField(_("loại nội dung"), max_length=100, blank=True)
    link = models.URLField(_("địa chỉ"), max_length=500, blank=True)
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("văn bản"),
    )
    page = models.CharField(_("trang"), max_length=40, blank=True)
    valid_until = models.DateField(_("có giá trị đến"), null=True, blank=True)
    criterion_results = models.ManyToManyField(
        CriterionResult,
        related_name="evidence",
        blank=True,
        verbose_name=_("kết quả tiêu chí"),
    )
    carried_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lấy lại từ năm trước"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người gửi"),
    )
    created_at = models.DateTimeField(_("tạo lúc"), default=now, editable=False)

    class Meta:
        verbose_name = _("minh chứng")
        verbose_name_plural = pgettext_lazy("many", "minh chứng")
        constraints = [
            models.UniqueConstraint(
                fields=["carried_from", "period"],
                name="evidence_carried_once",
                violation_error_message=_("Minh chứng này đã được lấy lại."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="file", link="", document__isnull=True)
                    & Q(size__isnull=False)
                    & ~Q(file="")
                    & ~Q(sha256="")
                    & ~Q(content_type="")
                    | Q(kind="link", file="", document__isnull=True) & ~Q(link="")
                    | Q(kind="document", file="", link="", document__isnull=False)
                ),
                name="evidence_one_of_three",
                violation_error_message=_("Minh chứng là tệp, địa chỉ hoặc văn bản."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
