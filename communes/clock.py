"""What day it is for the programme: today's, or the demo's own.

The demo shows a year half-way through, so its day stands still (`CLOCK_DAY`). What
concerns the machine alone, such as when an upload expires, asks Django's clock.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone

_acting_on: ContextVar[dt.date | None] = ContextVar("acting_on", default=None)


def today() -> dt.date:
    """The day in Vietnam on which offices act."""
    return _standing_day() or timezone.localdate()


def now() -> dt.datetime:
    """The moment of an act; in the demo the same time of its own day."""
    moment, day = timezone.localtime(), _standing_day()
    if day is None:
        return moment
    return moment.replace(year=day.year, month=day.month, day=day.day)


@contextmanager
def acting_on(day: dt.date) -> Iterator[None]:
    """Let the block act on a day: the demo is made of what happened on several."""
    token = _acting_on.set(day)
    try:
        yield
    finally:
        _acting_on.reset(token)


def _standing_day() -> dt.date | None:
    return _acting_on.get() or settings.CLOCK_DAY
