"""A deadline and the days that are left, in words."""

import datetime as dt
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import PeriodException


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


def closed_words(given: Sequence[PeriodException]) -> str:
    """That a period is closed; until when it is open again, and for what."""
    if not given:
        return _("Đã khóa")
    days = "; ".join(_until(one) for one in given)
    return _("Đã khóa, gia hạn %(days)s") % {"days": days}


def _until(one: PeriodException) -> str:
    day = date_format(one.last_day)
    if one.criterion is None:
        return _("đến hết %(day)s cho mọi tiêu chí") % {"day": day}
    said = {"day": day, "number": one.criterion.number}
    return _("đến hết %(day)s cho tiêu chí %(number)s") % said
