"""Required levels, and the rules that judge a unit by another region."""

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from communes.choices import Scheme, class_words
from communes.dated import DatedQuerySet
from criteria.choices import Layer, MeasureKind, Trust
from criteria.models.criteria_set import CriteriaSet
from criteria.models.indicator import Indicator
from criteria.rules.distance import level_words
from criteria.rules.numbers import format_exact
from documents.wording import in_language


class LevelQuerySet(DatedQuerySet):
    """Levels."""

    def live(self) -> "LevelQuerySet":
        """Those that no later row corrects."""
        return self.filter(superseded_by__isnull=True)


class Level(models.Model):
    """One required level (mức quy định) of a leaf indicator.

    Keys narrow whom it is for; an empty key means any. Append-only: value and keys
    never change, a correction is a new row that supersedes this one.
    """

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="levels", verbose_name=_("chỉ tiêu")
    )
    value = models.DecimalField(_("mức"), max_digits=14, decimal_places=4)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    layer = models.CharField(_("cấp ban hành"), max_length=8, choices=Layer)
    region = models.CharField(_("vùng"), max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    group = models.CharField(_("nhóm xã"), max_length=20, blank=True)
    province = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tỉnh"),
    )
    attribute_scheme = models.CharField(
        _("phân loại khác"), max_length=12, choices=Scheme, blank=True
    )
    attribute_value = models.CharField(_("giá trị"), max_length=20, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    status = models.CharField(_("độ tin cậy"), max_length=12, choices=Trust)
    source_note = models.TextField(_("nguồn và ghi chú"), blank=True)
    verified_at = models.DateTimeField(_("đối chiếu lúc"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người đối chiếu"),
    )
    verified_article = models.CharField(
        _("điều, khoản đã đối chiếu"), max_length=200, blank=True
    )
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name=_("được thay bằng"),
    )

    objects = LevelQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mức quy định")
        verbose_name_plural = pgettext_lazy("many", "mức quy định")
        ordering = ["indicator_id", "layer", "region", "year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="level_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(layer__in=Layer.values, status__in=Trust.values),
                name="level_layer_known",
                violation_error_message=_(
                    "Cấp ban hành hoặc độ tin cậy không có trong danh mục."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(attribute_scheme="", attribute_value="")
                    | ~Q(attribute_scheme="") & ~Q(attribute_value="")
                ),
                name="level_attribute_paired",
                violation_error_message=_("Phân loại khác phải đi cùng giá trị."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(layer=Layer.PROVINCE, province__isnull=False)
                    | ~Q(layer=Layer.PROVINCE) & Q(province__isnull=True)
                ),
                name="level_province_when_provincial",
                violation_error_message=_("Mức của tỉnh phải nêu tỉnh."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(verified_at__isnull=True, verified_by__isnull=True)
                    | Q(verified_at__isnull=False, verified_by__isnull=False)
                ),
                name="level_verified_paired",
                violation_error_message=_("Người và lúc đối chiếu phải đi cùng nhau."),
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
                name="level_superseded_by_another",
                violation_error_message=_("Một mức không thể thay chính nó."),
            ),
            models.UniqueConstraint(
                F("indicator"),
                F("layer"),
                F("region"),
                Coalesce(F("year"), 0),
                F("group"),
                Coalesce(F("province"), 0),
                F("attribute_scheme"),
                F("attribute_value"),
                F("valid_from"),
                condition=Q(superseded_by__isnull=True),
                name="level_live_once",
                violation_error_message=_("Đã có một mức cho đúng trường hợp này."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}: {self.said_value}"

    @property
    @admin.display(description=_("mức"), ordering="value")
    def said_value(self) -> str:
        """The level as pages say it: "từ 80 %", "Đạt"."""
        leaf, measure = self.indicator, self.indicator.measure
        if measure is None:  # of a composite, which no action enters
            return format_exact(self.value, 0)
        is_choice = measure.kind == MeasureKind.CHOICE
        options = measure.options.all() if is_choice else []
        return level_words(
            leaf.operator,
            self.value,
            measure.kind,
            measure.unit,
            measure.decimals,
            {option.value: option.name for option in options},
        )

    @property
    def said_keys(self) -> list[str]:
        """For what region, year, group and class it is, in words, as far as said."""
        keys = [
            class_words(Scheme.REGION, self.region),
            str(self.year or ""),
            class_words(Scheme.GROUP, self.group),
            class_words(self.attribute_scheme, self.attribute_value),
        ]
        return [key for key in keys if key]

    @property
    @admin.display(description=_("áp dụng cho"))
    def for_whom(self) -> str:
        """The same in one line, after the province."""
        of = [] if self.province is None else [str(self.province)]
        return ", ".join(of + self.said_keys) or gettext("mọi trường hợp")


class SubstitutionRule(models.Model):
    """Units of a class are judged by the levels of another region (vùng áp dụng).

    E.g. specially disadvantaged communes use the uplands column: 318/QĐ-TTg.
    """

    criteria_set = models.ForeignKey(
        CriteriaSet,
        models.PROTECT,
        related_name="substitutions",
        verbose_name=_("bộ tiêu chí"),
    )
    scheme = models.CharField(_("phân loại"), max_length=12, choices=Scheme)
    value = models.CharField(_("giá trị"), max_length=20)
    effective_region = models.CharField(_("vùng áp dụng"), max_length=20)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    status = models.CharField(_("độ tin cậy"), max_length=12, choices=Trust)
    text_vi = models.CharField(_("nội dung"), max_length=300)
    text_en = models.CharField(_("nội dung, tiếng Anh"), max_length=300, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("quy tắc vùng áp dụng")
        verbose_name_plural = pgettext_lazy("many", "quy tắc vùng áp dụng")
        ordering = ["criteria_set_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "scheme", "value", "valid_from"],
                name="substitutionrule_once",
                violation_error_message=_("Quy tắc này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="substitutionrule_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(scheme__in=Scheme.values, status__in=Trust.values),
                name="substitutionrule_scheme_known",
                violation_error_message=_("Phân loại không có trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """What the rule says, in the reader's language."""
        return in_language(self.text_vi, self.text_en)
