"""What kinds of documents other facts cite."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    DECISION = "decision", _("Quyết định")
    RESOLUTION = "resolution", _("Nghị quyết")
    DECREE = "decree", _("Nghị định")
    CIRCULAR = "circular", _("Thông tư")
    PLAN = "plan", _("Kế hoạch")
    REPORT = "report", _("Báo cáo")
    PRESS = "press", _("Báo chí")
    DATASET = "dataset", _("Bộ dữ liệu")
    ROUND = "round", _("Đợt nhập trên cổng")
    OTHER = "other", _("Văn bản khác")
