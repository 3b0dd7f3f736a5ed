"""How targets are set."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    AT_LEAST = "at_least", _("ít nhất")
    AT_MOST = "at_most", _("không quá")


class ValueUnit(models.TextChoices):
    NUMBER = "number", _("số tuyệt đối")
    PERCENT = "percent", _("% số đơn vị")


class AppliesTo(models.TextChoices):
    SCOPE = "scope", _("toàn phạm vi")
    REMAINING = "remaining", _("mỗi đơn vị còn lại")
