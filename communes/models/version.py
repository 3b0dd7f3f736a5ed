"""What a unit is called, coded and under whom, and from when to when."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from communes.choices import (
    KINDS_OF_LEVEL,
    PROVINCE_KINDS,
    DayBasis,
    UnitKind,
    UnitLevel,
)
from communes.dated import DatedQuerySet
from communes.names import (
    fold_name,
    full_name,
    nfc,
    official_name,
    slug_of,
    sort_key,
)


class UnitVersionQuerySet(DatedQuerySet):
    """Versions of units."""

    def of_level(self, level: UnitLevel) -> Self:
        """Versions whose kind belongs to `level`."""
        return self.filter(kind__in=KINDS_OF_LEVEL[level])

    def named(self, text: str) -> Self:
        """Versions whose name holds `text`; marks, case and y/i make no difference."""
        return self.filter(name_search__contains=fold_name(text))


class UnitVersion(models.Model):
    """One state of a unit during half-open days [valid_from, valid_to).

    A basis of "observed" says that the day is that of a snapshot and the true day
    is not known.
    """

    unit = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        related_name="versions",
        verbose_name=_("đơn vị"),
    )
    code = models.CharField(_("mã"), max_length=10, blank=True)
    name = models.CharField(_("tên"), max_length=100)
    kind = models.CharField(_("loại"), max_length=14, choices=UnitKind)
    parent = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="child_versions",
        verbose_name=_("trực thuộc"),
    )
    province = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="province_versions",
        verbose_name=_("tỉnh"),
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    from_basis = models.CharField(
        _("căn cứ ngày đầu"),
        max_length=8,
        choices=DayBasis,
        default=DayBasis.DECIDED,
    )
    to_basis = models.CharField(
        _("căn cứ ngày cuối"),
        max_length=8,
        choices=DayBasis,
        default=DayBasis.DECIDED,
    )
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    name_search = models.CharField(_("tên để tìm"), max_length=120, editable=False)
    name_sort = models.CharField(_("tên để xếp"), max_length=420, editable=False)

    objects = UnitVersionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("phiên bản đơn vị")
        verbose_name_plural = pgettext_lazy("many", "phiên bản đơn vị")
        ordering = ["name_sort", "valid_from", "pk"]
        indexes = [
            models.Index(fields=["code", "valid_from"]),
            models.Index(fields=["province", "kind", "valid_from"]),
            models.Index(fields=["name_sort"]),
            # Provinces by name, and whether any district is left.
            models.Index(fields=["kind", "valid_to"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="unitversion_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=UnitKind.values),
                name="unitversion_kind_known",
                violation_error_message=_("Loại đơn vị không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        kind__in=PROVINCE_KINDS,
                        parent__isnull=True,
                        province__isnull=True,
                    )
                    | ~Q(kind__in=PROVINCE_KINDS)
                    & Q(parent__isnull=False, province__isnull=False)
                ),
                name="unitversion_has_parent_unless_province",
                violation_error_message=_(
                    "Tỉnh không thuộc đơn vị nào; đơn vị khác phải có cấp trên và tỉnh."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name_search="") & ~Q(name_sort=""),
                name="unitversion_has_name",
                violation_error_message=_("Đơn vị phải có tên."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")),
                name="unitversion_not_its_own_parent",
                violation_error_message=_("Đơn vị không thể trực thuộc chính nó."),
            ),
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                name="unitversion_starts_once",
                violation_error_message=_("Đơn vị đã có phiên bản từ ngày này."),
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_to__isnull=True),
                name="unitversion_one_open",
                violation_error_message=_("Đơn vị đang có một phiên bản còn hiệu lực."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_to__isnull=True) & ~Q(code=""),
                name="unitversion_open_code_once",
                violation_error_message=_("Mã này đang được đơn vị khác dùng."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def set_name(self, name: str) -> None:
        """Set the name and the columns derived from it."""
        self.name = nfc(name)
        self.name_search = fold_name(self.name)
        self.name_sort = sort_key(self.name)

    def clean(self) -> None:
        """Derive the search columns, and name the field of reversed days."""
        if self.name:
            self.set_name(self.name)
        if self.valid_to and self.valid_from and self.valid_to <= self.valid_from:
            raise ValidationError(
                {"valid_to": _("Ngày hết hiệu lực phải sau ngày bắt đầu.")}
            )

    @property
    def full_name(self) -> str:
        """Kind and name in the reader's language: "Xã Sĩ Bình"."""
        return full_name(self.kind, self.name)

    @property
    def official_name(self) -> str:
        """Kind and name as Vietnamese documents write them."""
        return official_name(self.kind, self.name)

    @property
    def slug(self) -> str:
        """The readable part of an address; never used to find the unit."""
        return slug_of(self.kind, self.name)
