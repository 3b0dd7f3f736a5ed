"""What day it is for the programme: today's, or the demo's own.

The demo shows a year half-way through, so its day stands still (`CLOCK_DAY`). What
concerns the machine alone, such as when an upload expires, asks Django's clock.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def today() -> dt.date:
    """The day in Vietnam on which offices act."""
    return settings.CLOCK_DAY or timezone.localdate()


def now() -> dt.datetime:
    """The moment of an act; in the demo the same time of its own day."""
    moment = timezone.localtime()
    if settings.CLOCK_DAY is None:
        return moment
    day = settings.CLOCK_DAY
    return moment.replace(year=day.year, month=day.month, day=day.day)
