"""Anonymous pages are kept for a minute, and sent only if they changed.

What is kept holds no name, right or token of anybody: a request with a session is
always answered afresh. Each process keeps its own copies, so that a saved result is on
every page within KEEP_SECONDS; the page of a commune is never kept (see ADR 0006). A
page goes with the closed years it was made of.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from assessments.reports.keep import seconds_left
from reporting.context import saves_data

KEEP_SECONDS = 60
_HEADERS = ("Content-Type", "Content-Disposition")

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is kept: compressed, with the headers that are its own."""

    content: bytes
    etag: str
    headers: dict[str, str]


def kept(view: View) -> View:
    """The view, its anonymous answers kept for KEEP_SECONDS."""
    return _anonymous(view, KEEP_SECONDS)


def fresh(view: View) -> View:
    """The view, always asked; sent again only if its answer changed."""
    return _anonymous(view, 0)


def _anonymous(view: View, seconds: int) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response = view(request, *args, **kwargs)
            response["Cache-Control"] = "private, no-cache"
            return response
        left = min(seconds, seconds_left())
        key = _key(request)
        page = caches["pages"].get(key) if seconds else None
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:
                return response
            page = _packed(response)
            if seconds:
                caches["pages"].set(key, page, left)
        return _unpacked(request, page)

    return answer


def _key(request: HttpRequest) -> str:
    """What an answer is kept under: all that Vary names but the language, in the path,
    and the session, which has none kept.
    """
    told = f"{saves_data(request)} {request.get_full_path()}"
    return hashlib.sha256(told.encode()).hexdigest()


def _packed(response: HttpResponse) -> Kept:
    content = response.content
    return Kept(
        content=gzip.compress(content, compresslevel=5, mtime=0),
        etag=f'W/"{hashlib.sha256(content).hexdigest()[:32]}"',
        headers={name: response[name] for name in _HEADERS if name in response},
    )


def _unpacked(request: HttpRequest, page: Kept) -> HttpResponse:
    """The kept answer, or 304 where the reader already has it."""
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        page.content if is_packed else gzip.decompress(page.content)
    )
    for name, value in page.headers.items():
        response[name] = value
    if is_packed:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = page.etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie", "Save-Data"])
    answer = get_conditional_response(request, etag=page.etag, response=response)
    return answer or response
