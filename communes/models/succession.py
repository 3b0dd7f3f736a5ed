"""Who came after whom when units merged, split or were rearranged."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from communes.choices import Basis, Extent, SuccessionKind


class Succession(models.Model):
    """One merger or split (sáp nhập, chia tách) with its day and document.

    Old units close, new ones open, nothing moves: results and recognition stay with
    the unit that earned them.
    """

    day = models.DateField(_("ngày hiệu lực"))
    kind = models.CharField(_("hình thức"), max_length=10, choices=SuccessionKind)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản")
    )
    note = models.TextField(_("ghi chú"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("sáp nhập, chia tách")
        verbose_name_plural = pgettext_lazy("many", "sáp nhập, chia tách")
        ordering = ["-day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SuccessionKind.values),
                name="succession_kind_known",
                violation_error_message=_("Hình thức không có trong danh mục."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"


class SuccessionLink(models.Model):
    """One predecessor going, whole or in part, to one successor."""

    succession = models.ForeignKey(
        Succession,
        models.PROTECT,
        related_name="links",
        verbose_name=_("lần sáp nhập, chia tách"),
    )
    predecessor = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        related_name="successor_links",
        verbose_name=_("đơn vị trước"),
    )
    successor = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        related_name="predecessor_links",
        verbose_name=_("đơn vị sau"),
    )
    extent = models.CharField(_("phạm vi"), max_length=5, choices=Extent)
    detail = models.CharField(_("chi tiết"), max_length=160, blank=True)
    is_main = models.BooleanField(_("kế thừa chính"), default=False)
    basis = models.CharField(
        _("căn cứ"), max_length=8, choices=Basis, default=Basis.STATED
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("đơn vị trước và sau")
        verbose_name_plural = pgettext_lazy("many", "đơn vị trước và sau")
        ordering = ["succession_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="successionlink_once",
                violation_error_message=_("Hai đơn vị này đã được nối với nhau."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="successionlink_two_units",
                violation_error_message=_("Một đơn vị không thể kế thừa chính nó."),
            ),
            models.CheckConstraint(
                condition=Q(extent__in=Extent.values),
                name="successionlink_extent_known",
                violation_error_message=_("Phạm vi không có trong danh mục."),
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(is_main=True),
                name="successionlink_one_main",
                violation_error_message=_(
                    "Một đơn vị chỉ có một đơn vị kế thừa chính."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} – {self.successor}"
