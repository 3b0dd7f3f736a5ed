"""What every page knows of the site."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _


def site(request: HttpRequest) -> dict[str, str]:
    """The scope named in the header."""
    return {"site_scope": _("Tỉnh %(name)s") % {"name": settings.HOME_PROVINCE}}
