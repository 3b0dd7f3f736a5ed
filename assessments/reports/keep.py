"""What hardly ever changes, kept for a moment in the process.

The law and the units of a day are asked by every page and every save. Of results only
totals of closed periods are kept here. Each process has its own copy, so that a
corrected name, level or result is everywhere after LAW_KEPT_FOR seconds: all that is
kept goes at once, and pages that were made of it with it (`seconds_left`).
"""

import math
import time
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, wraps
from threading import get_ident
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import QuerySet

Found = TypeVar("Found")


def kept(read: Callable[..., Found], *key: Any) -> Found:
    """What `read` finds by the key; nobody may change what is handed out."""
    found = _found()
    if (read, *key) not in found:
        found[(read, *key)] = read(*key)
    return found[(read, *key)]


def built_once(build: Callable[..., QuerySet[Any]]) -> Callable[..., QuerySet[Any]]:
    """The queryset that `build` puts together, once for each thread; each call hands
    out a copy to narrow. Django needs longer to build one than SQLite to answer it.

    Copies share subqueries, whose counts of joins Django changes while it writes their
    SQL: between threads they would go wrong for good.
    """
    built = cache(lambda _thread, *key: build(*key))

    @wraps(build)
    def copy(*key: Any) -> QuerySet[Any]:
        found = built(get_ident(), *key).all()
        # Copies share these lists too, and narrowing one lengthens them all.
        found.query.table_map = {t: [*a] for t, a in found.query.table_map.items()}
        return found

    return copy


def kept_of_closed(
    read: Callable[..., dict[int, Found]], period_sets: Iterable[Any], *key: Any
) -> dict[int, Found]:
    """What `read` finds by period set, asked at once; of closed periods it is kept.

    After closing only a correction or a late exception changes a result.
    """
    found = _found()
    names = {ps.pk: (read, ps.pk, ps.period.closed_at, *key) for ps in period_sets}
    known = {pk: found[name] for pk, name in names.items() if name in found}
    missing = [ps for ps in period_sets if ps.pk not in known]
    fresh = read(missing, *key) if missing else {}
    for period_set in missing:
        known[period_set.pk] = one = fresh.get(period_set.pk)
        if period_set.period.closed_at is not None:
            found[names[period_set.pk]] = one
    return {pk: one for pk, one in known.items() if one is not None}


def seconds_left() -> float:
    """How long what is read now would be kept."""
    span = settings.LAW_KEPT_FOR
    return span - time.time() % span if span else math.inf


def forget() -> None:
    """Drop all that is kept."""
    _of_moment.cache_clear()


def _found() -> dict[tuple[Any, ...], Any]:
    """What was read by its question; nothing where nothing is to be kept."""
    if not settings.LAW_KEPT_FOR:
        return {}
    return _of_moment(int(time.time() / settings.LAW_KEPT_FOR))


@lru_cache(maxsize=1)
def _of_moment(_moment: int) -> dict[tuple[Any, ...], Any]:
    """What was read in this moment; that of the former goes."""
    return {}
