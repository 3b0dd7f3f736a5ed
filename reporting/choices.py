"""How targets are set."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.choices import Metric


class Direction(models.TextChoices):
    AT_LEAST = "at_least", _("ít nhất")
    AT_MOST = "at_most", _("không quá")


class ValueUnit(models.TextChoices):
    NUMBER = "number", _("số tuyệt đối")
    PERCENT = "percent", _("% số đơn vị")


class AppliesTo(models.TextChoices):
    SCOPE = "scope", _("toàn phạm vi")
    REMAINING = "remaining", _("mỗi đơn vị còn lại")


class OcopMetric(models.TextChoices):
    """What a target on products (OCOP) is about: the portal holds no rows of them."""

    NEW = "ocop_new", _("Sản phẩm OCOP mới")
    IMPROVED = "ocop_improved", _("Sản phẩm OCOP nâng cao chất lượng")
    TRACED = "ocop_traced", _("Sản phẩm OCOP có truy xuất nguồn gốc")
    CHAINED = "ocop_chained", _("Sản phẩm OCOP sản xuất theo chuỗi giá trị")


TARGET_METRICS = [*Metric.choices, *OcopMetric.choices]
