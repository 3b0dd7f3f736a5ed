"""What hardly ever changes, kept for a moment in the process.

The law and the units of a day are asked by every page and every save. Results of the
year are never kept here. Each process has its own copy, so that a corrected name or
level is everywhere after LAW_KEPT_FOR seconds.
"""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings

Found = TypeVar("Found")


def kept(read: Callable[..., Found], *key: Any) -> Found:
    """What `read` finds by the key; nobody may change what is handed out."""
    if not settings.LAW_KEPT_FOR:
        return read(*key)
    found = _of_moment(int(time.monotonic() / settings.LAW_KEPT_FOR))
    if (read, *key) not in found:
        found[(read, *key)] = read(*key)
    return found[(read, *key)]


def forget() -> None:
    """Drop all that is kept."""
    _of_moment.cache_clear()


@lru_cache(maxsize=1)
def _of_moment(_moment: int) -> dict[tuple[Any, ...], Any]:
    """What was read in this moment; that of the former goes."""
    return {}
