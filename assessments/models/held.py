"""What a person posted after the session had ended."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.period import PeriodSet


class HeldInput(models.Model):
    """Values waiting on the server through the sign-in, for their owner only.

    `values` are the fields of the entry form as posted. One a person, unit and set of
    a period: a later post takes the place of the former.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("người nhập"),
    )
    unit = models.ForeignKey(
        "communes.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    period_set = models.ForeignKey(
        PeriodSet,
        models.PROTECT,
        related_name="+",
        verbose_name=_("kỳ và bộ tiêu chí"),
    )
    values = models.JSONField(_("các ô đã gửi"))
    held_at = models.DateTimeField(_("giữ lúc"))
    expires_at = models.DateTimeField(_("giữ đến"))

    class Meta:
        verbose_name = _("dữ liệu đang giữ")
        verbose_name_plural = pgettext_lazy("many", "dữ liệu đang giữ")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "unit", "period_set"],
                name="heldinput_once",
                violation_error_message=_("Đang giữ dữ liệu của trang này."),
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("held_at")),
                name="heldinput_days_in_order",
                violation_error_message=_("Hạn giữ phải sau lúc giữ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.unit_id}"
