"""Small reads about units: counts on a day, search by name."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from communes.choices import PROVINCE_KINDS, UnitLevel
from communes.errors import UnitsError
from communes.models import SuccessionLink, UnitVersion
from communes.names import fold_name


def province_on(name: str, day: dt.date) -> UnitVersion:
    """The province of a name (marks make no difference) on a day.

    A province that ended or had not begun is refused with the days when it stood.
    """
    named = UnitVersion.objects.filter(
        name_search=fold_name(name), kind__in=PROVINCE_KINDS
    ).order_by("valid_from")
    version = named.in_force_on(day).first()
    if version is None:
        said = {"name": name, "day": date_format(day)}
        text = _("Không có tỉnh “%(name)s” vào ngày %(day)s.") % said
        lives = "; ".join(_life(one) for one in named)
        if lives:
            text += " " + _("Có tên này: %(lives)s.") % {"lives": lives}
        raise UnitsError(text, "province")
    return version


def _life(version: UnitVersion) -> str:
    said = {"start": date_format(version.valid_from)}
    if version.valid_to is None:
        return _("từ ngày %(start)s") % said
    last = version.valid_to - dt.timedelta(days=1)
    return _("từ ngày %(start)s đến hết ngày %(last)s") % {
        **said,
        "last": date_format(last),
    }


def counts_on(day: dt.date, province: UnitVersion | None = None) -> dict[str, int]:
    """Commune-level units in force on a day, by kind; of one province or of all."""
    rows = UnitVersion.objects.in_force_on(day).of_level(UnitLevel.COMMUNE)
    if province is not None:
        rows = rows.filter(province=province.unit_id)
    counted = rows.order_by("kind").values_list("kind").annotate(Count("pk"))
    return dict(counted)


def search(
    text: str, *, on: dt.date | None = None, limit: int = 20
) -> list[UnitVersion]:
    """Commune-level versions whose name holds `text`, in Vietnamese order.

    Without a day ended ones are found too: a search for a former commune should say
    what became of it.
    """
    if not fold_name(text):
        return []
    found = UnitVersion.objects.named(text).of_level(UnitLevel.COMMUNE)
    if on is not None:
        found = found.in_force_on(on)
    return list(found.order_by("name_sort", "valid_from", "pk")[:limit])


def heirs_among(units: Iterable[int], day: dt.date) -> dict[int, list[int]]:
    """These units and all that went into them by a day, each with those of the units
    that it became, the main one first; a query a generation.
    """
    heirs = {unit_id: [unit_id] for unit_id in units}
    reached = set(heirs)
    while reached:
        links = SuccessionLink.objects.filter(
            successor__in=reached, succession__day__lte=day
        ).order_by("-is_main", "pk")
        reached = set()
        for former, heir in links.values_list("predecessor", "successor"):
            known = heirs.setdefault(former, [])
            more = [unit_id for unit_id in heirs[heir] if unit_id not in known]
            if more:
                known += more
                reached.add(former)
    return heirs
