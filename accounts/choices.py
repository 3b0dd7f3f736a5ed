"""The roles that a membership can give."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COMMUNE_OFFICIAL = "commune_official", _("Cán bộ xã")
    DISTRICT_OFFICER = "district_officer", _("Cán bộ huyện")
    AGENCY_OFFICER = "agency_officer", _("Cán bộ sở, ngành")
    COORDINATOR = "coordinator", _("Văn phòng Điều phối tỉnh")
    NATIONAL_VIEWER = "national_viewer", _("Xem toàn quốc")
    ADMINISTRATOR = "administrator", _("Quản trị")


UNIT_ROLES = [Role.COMMUNE_OFFICIAL, Role.DISTRICT_OFFICER, Role.COORDINATOR]
AGENCY_ROLES = [Role.AGENCY_OFFICER]
FREE_ROLES = [Role.NATIONAL_VIEWER, Role.ADMINISTRATOR]
