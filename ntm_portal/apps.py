"""The admin as this site runs it."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "ntm_portal.admin_site.PortalAdminSite"
