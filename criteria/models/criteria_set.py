"""A set of criteria with its groups and bands."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from communes.choices import UnitLevel
from communes.dated import DatedQuerySet
from criteria.choices import Tier
from criteria.models.wording import Worded


class CriteriaSet(Worded, models.Model):
    """A published set (bộ tiêu chí) for one unit level and tier.

    An amendment that changes what is asked is a set of its own that `amends` the
    former one. Structure is immutable once `published_at` is set.
    """

    key = models.SlugField(_("mã riêng"), max_length=60, unique=True)
    unit_level = models.CharField(_("cấp đơn vị"), max_length=10, choices=UnitLevel)
    tier = models.CharField(_("chuẩn"), max_length=10, choices=Tier)
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("sửa đổi bộ")
    )
    presupposes_tier = models.CharField(
        _("phải đạt trước chuẩn"), max_length=10, choices=Tier, blank=True
    )
    counted_kinds = models.JSONField(_("loại đơn vị được tính"))
    not_applicable_counts = models.BooleanField(
        _("không xét được tính là đạt"), default=True
    )
    basically_met_counts = models.BooleanField(
        _("cơ bản đạt được tính là đạt"), default=False
    )
    note = models.TextField(_("ghi chú"), blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("bộ tiêu chí")
        verbose_name_plural = pgettext_lazy("many", "bộ tiêu chí")
        ordering = ["-valid_from", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="criteriaset_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(unit_level__in=UnitLevel.values, tier__in=Tier.values),
                name="criteriaset_tier_known",
                violation_error_message=_("Cấp hoặc chuẩn không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | ~Q(amends=F("id")),
                name="criteriaset_amends_another",
                violation_error_message=_("Một bộ không thể sửa đổi chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CriterionGroup(Worded, models.Model):
    """A heading (nhóm) under which a set prints its criteria."""

    criteria_set = models.ForeignKey(
        CriteriaSet,
        models.PROTECT,
        related_name="groups",
        verbose_name=_("bộ tiêu chí"),
    )
    code = models.CharField(_("mã"), max_length=8)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)

    class Meta:
        verbose_name = _("nhóm tiêu chí")
        verbose_name_plural = pgettext_lazy("many", "nhóm tiêu chí")
        ordering = ["criteria_set_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"],
                name="criteriongroup_code_once",
                violation_error_message=_("Nhóm này đã có."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class Band(models.Model):
    """A range of criteria met (khoảng) by which reports count communes."""

    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="bands", verbose_name=_("bộ tiêu chí")
    )
    minimum = models.PositiveSmallIntegerField(_("từ"))
    maximum = models.PositiveSmallIntegerField(_("đến"))

    class Meta:
        verbose_name = _("khoảng tiêu chí")
        verbose_name_plural = pgettext_lazy("many", "khoảng tiêu chí")
        ordering = ["criteria_set_id", "-minimum"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "minimum"],
                name="band_minimum_once",
                violation_error_message=_("Khoảng này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(maximum__gte=F("minimum")),
                name="band_limits_in_order",
                violation_error_message=_("Số đến phải từ số đầu trở lên."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As reports print it: "19", "15-18", "<5"."""
        if self.minimum == self.maximum:
            return str(self.minimum)
        if self.minimum == 0:
            return f"<{self.maximum + 1}"
        return f"{self.minimum}-{self.maximum}"
