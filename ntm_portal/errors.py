"""The page of a failure: a code to quote, and the same code in the log."""

import logging
import secrets

from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string

logger = logging.getLogger("ntm_portal.errors")


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Rendered without database or user: either may be what failed."""
    code = secrets.token_hex(4)
    logger.error("error %s: %s %s", code, request.method, request.path, exc_info=True)
    return HttpResponseServerError(render_to_string("500.html", {"error_code": code}))
