"""Pages of failures: a code to quote, the same in the log; what is too large."""

import logging
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from assessments.views.entry_held import hold_refused

logger = logging.getLogger("ntm_portal.errors")

# A browser hears the answer only once it was let finish; what is larger is cut off.
PATIENCE = 2
CHUNK = 1 << 16


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Rendered without database or user: either may be what failed."""
    code = secrets.token_hex(4)
    logger.error("error %s: %s %s", code, request.method, request.path, exc_info=True)
    return HttpResponseServerError(render_to_string("500.html", {"error_code": code}))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form with a token that is not the session's: nothing of it is written.

    What was typed into the entry page waits for the person (`hold_refused`).
    """
    try:
        back = hold_refused(request)
    except Http404:
        back = ""
    return render(request, "403_csrf.html", {"back": back}, status=403)


class LargestRequest:
    """Answer 413 to a request that is too large, before anything of it is kept.

    Without a length nothing is read at all (WSGI), so the length decides.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isascii() and length.isdigit() else 0
        if size <= settings.LARGEST_REQUEST:
            return self.get_response(request)
        if size <= PATIENCE * settings.LARGEST_REQUEST:
            while request.read(CHUNK):
                pass
        return render(request, "413.html", status=413)
