"""Maps: where the units of a day lie, as tiles or as outlines."""

import datetime as dt

from django.contrib import admin
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communes.choices import DRAWN_LEVELS, LayerKind, UnitLevel
from communes.dated import DatedQuerySet
from documents.wording import in_language

# Steps of whole numbers only, so that nothing but a line can stand in a page.
PATH = r"^(M[0-9]+ [0-9]+l[0-9 -]+z)*$"


class BoundaryLayer(models.Model):
    """A map (lớp ranh giới) of the units of one province in force on `valid_from`.

    Of two layers in force the later one is shown. Width and height are those of the
    view box: columns and rows of tiles, or units of the drawing.
    """

    province = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        related_name="boundary_layers",
        verbose_name=_("tỉnh"),
    )
    level = models.CharField(
        _("cấp được vẽ"),
        max_length=10,
        choices=[(level.value, level.label) for level in DRAWN_LEVELS],
    )
    kind = models.CharField(_("kiểu"), max_length=10, choices=LayerKind)
    title = models.CharField(_("tên"), max_length=160)
    title_en = models.CharField(_("tên, tiếng Anh"), max_length=160, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("nguồn")
    )
    licence = models.TextField(_("giấy phép"))
    caveat = models.TextField(_("lưu ý cho người đọc"), blank=True)
    caveat_en = models.TextField(_("lưu ý, tiếng Anh"), blank=True)
    width = models.PositiveSmallIntegerField(_("bề ngang"))
    height = models.PositiveSmallIntegerField(_("bề cao"))

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("lớp ranh giới")
        verbose_name_plural = pgettext_lazy("many", "lớp ranh giới")
        ordering = ["province_id", "-valid_from", "kind", "level"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="boundarylayer_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LayerKind.values, level__in=DRAWN_LEVELS),
                name="boundarylayer_kind_known",
                violation_error_message=_("Kiểu hoặc cấp không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(licence=""),
                name="boundarylayer_has_licence",
                violation_error_message=_("Lớp phải có tên và giấy phép."),
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0),
                name="boundarylayer_has_size",
                violation_error_message=_("Bề ngang và bề cao phải lớn hơn 0."),
            ),
            models.UniqueConstraint(
                fields=["province", "level", "kind", "valid_from"],
                name="boundarylayer_starts_once",
                violation_error_message=_("Tỉnh đã có lớp kiểu này từ ngày này."),
            ),
        ]

    def __str__(self) -> str:
        return self.said_title

    @property
    @admin.display(description=_("tên"), ordering="title")
    def said_title(self) -> str:
        """The title in the reader's language."""
        return in_language(self.title, self.title_en)

    @property
    def said_caveat(self) -> str:
        """The caveat in the reader's language, where it was given."""
        return in_language(self.caveat, self.caveat_en)

    def holds_on(self, day: dt.date) -> bool:
        """Whether its half-open days contain `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def draws_communes(self) -> bool:
        """Whether its shapes are communes; else it is an outline of districts."""
        return self.level == UnitLevel.COMMUNE


class BoundaryShape(models.Model):
    """Where one unit lies in a layer.

    A tile stands at column x and row y; an outline has a path, and x, y is where its
    number is written.
    """

    layer = models.ForeignKey(
        BoundaryLayer, models.CASCADE, related_name="shapes", verbose_name=_("lớp")
    )
    unit = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        related_name="boundary_shapes",
        verbose_name=_("đơn vị"),
    )
    x = models.PositiveSmallIntegerField(_("cột"))
    y = models.PositiveSmallIntegerField(_("dòng"))
    path = models.TextField(_("đường nét"), blank=True)

    class Meta:
        verbose_name = _("hình của đơn vị")
        verbose_name_plural = pgettext_lazy("many", "hình của đơn vị")
        ordering = ["layer_id", "y", "x", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["layer", "unit"],
                name="boundaryshape_unit_once",
                violation_error_message=_("Đơn vị đã có trong lớp."),
            ),
            models.UniqueConstraint(
                fields=["layer", "x", "y"],
                condition=Q(path=""),
                name="boundaryshape_tile_once",
                violation_error_message=_("Ô này đã có đơn vị khác."),
            ),
            models.CheckConstraint(
                condition=Q(path__regex=PATH),
                name="boundaryshape_path_is_lines",
                violation_error_message=_("Đường nét chỉ gồm các bước số nguyên."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layer}: {self.x}, {self.y}"
