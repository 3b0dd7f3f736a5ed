"""The file on which a unit is recognised: apart from results and from the decision."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from assessments.models.evidence import Evidence
from assessments.models.procedure import Procedure
from assessments.models.recognition import RecognitionDecision
from criteria.choices import Tier
from documents.wording import in_language


class RecognitionCondition(models.Model):
    """A condition of recognition (điều kiện công nhận) beside the criteria."""

    procedure = models.ForeignKey(
        Procedure,
        models.PROTECT,
        related_name="conditions",
        verbose_name=_("trình tự"),
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name_vi = models.CharField(_("tên"), max_length=300)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=300)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("điều kiện công nhận")
        verbose_name_plural = pgettext_lazy("many", "điều kiện công nhận")
        ordering = ["procedure_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "position"],
                name="recognitioncondition_position_once",
                violation_error_message=_("Điều kiện thứ này đã có."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The condition in the reader's language."""
        return in_language(self.name_vi, self.name_en)


def _part_of(part: str, whole: str) -> Q:
    """A count is given only with the count it is a part of, and is no larger."""
    return Q(**{f"{part}__isnull": True}) | Q(
        **{f"{whole}__isnull": False, f"{part}__lte": F(whole)}
    )


class Dossier(models.Model):
    """A unit's file for recognition at a tier (hồ sơ công nhận).

    "Under way" while not closed; a decision closes it, so does giving it up. It is
    neither "meets all criteria" nor "recognised". Poll: slips issued, collected,
    satisfied. Vote of the council: members, present, in favour.
    """

    unit = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        related_name="dossiers",
        verbose_name=_("đơn vị"),
    )
    tier = models.CharField(_("chuẩn"), max_length=10, choices=Tier)
    year = models.PositiveSmallIntegerField(_("năm"))
    procedure = models.ForeignKey(Procedure, models.PROTECT, verbose_name=_("trình tự"))
    opened_at = models.DateTimeField(_("lập lúc"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("người lập"),
    )
    poll_issued = models.PositiveIntegerField(_("phiếu phát ra"), null=True, blank=True)
    poll_collected = models.PositiveIntegerField(
        _("phiếu thu về"), null=True, blank=True
    )
    poll_satisfied = models.PositiveIntegerField(
        _("phiếu hài lòng"), null=True, blank=True
    )
    published_from = models.DateField(_("công khai từ ngày"), null=True, blank=True)
    published_to = models.DateField(
        _("công khai đến trước ngày"), null=True, blank=True
    )
    vote_members = models.PositiveSmallIntegerField(
        _("thành viên hội đồng"), null=True, blank=True
    )
    vote_present = models.PositiveSmallIntegerField(
        _("thành viên có mặt"), null=True, blank=True
    )
    vote_in_favour = models.PositiveSmallIntegerField(
        _("phiếu tán thành"), null=True, blank=True
    )
    vote_on = models.DateField(_("ngày họp hội đồng"), null=True, blank=True)
    evidence = models.ManyToManyField(
        Evidence, related_name="dossiers", blank=True, verbose_name=_("giấy tờ")
    )
    decision = models.OneToOneField(
        RecognitionDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossier",
        verbose_name=_("quyết định"),
    )
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người kết thúc"),
    )
    closed_reason = models.CharField(_("lý do kết thúc"), max_length=300, blank=True)
    version = models.PositiveIntegerField(_("lần sửa"), default=1)

    history = HistoricalRecords(m2m_fields=[evidence])

    class Meta:
        verbose_name = _("hồ sơ công nhận")
        verbose_name_plural = pgettext_lazy("many", "hồ sơ công nhận")
        ordering = ["-opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "tier"],
                condition=Q(closed_at__isnull=True),
                name="dossier_one_open",
                violation_error_message=_("Đơn vị đang có hồ sơ cho chuẩn này."),
            ),
            models.CheckConstraint(
                condition=Q(tier__in=Tier.values),
                name="dossier_tier_known",
                violation_error_message=_("Chuẩn không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=_part_of("poll_collected", "poll_issued")
                & _part_of("poll_satisfied", "poll_collected"),
                name="dossier_poll_in_order",
                violation_error_message=_(
                    "Phiếu thu về không quá phiếu phát ra, phiếu hài lòng không quá "
                    "phiếu thu về."
                ),
            ),
            models.CheckConstraint(
                condition=_part_of("vote_present", "vote_members")
                & _part_of("vote_in_favour", "vote_present"),
                name="dossier_vote_in_order",
                violation_error_message=_(
                    "Người có mặt không quá số thành viên, phiếu tán thành không quá "
                    "số người có mặt."
                ),
            ),
            models.CheckConstraint(
                condition=Q(vote_in_favour__isnull=True) | Q(vote_on__isnull=False),
                name="dossier_vote_with_day",
                violation_error_message=_("Kết quả bỏ phiếu phải có ngày họp."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(published_to__isnull=True)
                    | Q(published_from__isnull=False)
                    & Q(published_to__gt=F("published_from"))
                ),
                name="dossier_published_in_order",
                violation_error_message=_("Ngày thôi công khai phải sau ngày đầu."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        closed_at__isnull=True,
                        closed_by__isnull=True,
                        decision__isnull=True,
                        closed_reason="",
                    )
                    | Q(closed_at__isnull=False)
                    & (
                        Q(decision__isnull=False, closed_reason="")
                        | Q(decision__isnull=True) & ~Q(closed_reason="")
                    )
                ),
                name="dossier_closed_whole",
                violation_error_message=_(
                    "Hồ sơ kết thúc bằng quyết định hoặc bằng lý do."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.get_tier_display()} {self.year}"


class DossierCondition(models.Model):
    """How a condition stands in a dossier; empty = not looked at yet."""

    dossier = models.ForeignKey(
        Dossier,
        models.PROTECT,
        related_name="conditions",
        verbose_name=_("hồ sơ"),
    )
    condition = models.ForeignKey(
        RecognitionCondition, models.PROTECT, verbose_name=_("điều kiện")
    )
    is_met = models.BooleanField(_("đạt"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("điều kiện của hồ sơ")
        verbose_name_plural = pgettext_lazy("many", "điều kiện của hồ sơ")
        ordering = ["dossier_id", "condition__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "condition"],
                name="dossiercondition_once",
                violation_error_message=_("Điều kiện này đã có trong hồ sơ."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.condition_id}"
