"""The identity of a unit, and its proxies by level."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communes.choices import UnitLevel
from communes.dated import in_force_q


class UnitQuerySet(models.QuerySet):
    """Units, asked by day."""

    def in_force_on(self, day: dt.date) -> Self:
        """Units that have a version in force on `day`."""
        return self.filter(in_force_q(day, "versions__"))


class LevelManager(models.Manager.from_queryset(UnitQuerySet)):  # type: ignore[misc]  # a base made at run time
    """Only the units of one level."""

    def __init__(self, level: UnitLevel) -> None:
        super().__init__()
        self.level = level

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(level=self.level)


class Unit(models.Model):
    """An administrative unit (đơn vị hành chính): an identity that never changes.

    Name, code, kind and parent are versions; merging and splitting make new
    identities, renaming, retyping and moving do not.
    """

    level = models.CharField(_("cấp"), max_length=10, choices=UnitLevel)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = pgettext_lazy("many", "đơn vị")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=UnitLevel.values),
                name="unit_level_known",
                violation_error_message=_("Cấp đơn vị không có trong danh mục."),
            )
        ]

    def __str__(self) -> str:
        newest = max(self.versions.all(), key=lambda v: v.valid_from, default=None)
        return str(newest) if newest else f"#{self.pk}"


class Province(Unit):
    """A province (tỉnh) or centrally governed city."""

    objects = LevelManager(UnitLevel.PROVINCE)

    class Meta:
        proxy = True
        verbose_name = _("tỉnh")
        verbose_name_plural = pgettext_lazy("many", "tỉnh")


class District(Unit):
    """A district (huyện); the level ends on 1 July 2025, its rows stay."""

    objects = LevelManager(UnitLevel.DISTRICT)

    class Meta:
        proxy = True
        verbose_name = _("huyện")
        verbose_name_plural = pgettext_lazy("many", "huyện")


class Commune(Unit):
    """A commune-level unit (xã, phường, thị trấn, đặc khu)."""

    objects = LevelManager(UnitLevel.COMMUNE)

    class Meta:
        proxy = True
        verbose_name = _("xã")
        verbose_name_plural = pgettext_lazy("many", "xã")


class Village(Unit):
    """A village (thôn) inside a commune."""

    objects = LevelManager(UnitLevel.VILLAGE)

    class Meta:
        proxy = True
        verbose_name = _("thôn")
        verbose_name_plural = pgettext_lazy("many", "thôn")
