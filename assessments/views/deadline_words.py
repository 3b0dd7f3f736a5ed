"""A deadline and the days that are left, in words."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def deadline_words(closes_on: dt.date, left: int) -> str:
    """Until when to hand in; `left` is negative where the day has passed."""
    said = {"day": date_format(closes_on), "n": abs(left)}
    if left < 0:
        text = ngettext(
            "Quá hạn %(n)s ngày (hạn nộp %(day)s).",
            "Quá hạn %(n)s ngày (hạn nộp %(day)s).",
            -left,
        )
    elif left == 0:
        text = _("Hạn nộp: hôm nay, %(day)s")
    else:
        text = ngettext(
            "Hạn nộp: %(day)s (còn %(n)s ngày)",
            "Hạn nộp: %(day)s (còn %(n)s ngày)",
            left,
        )
    return text % said
