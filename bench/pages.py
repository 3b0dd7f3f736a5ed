"""Which pages are measured, on the largest province of the database."""

from typing import Any

from django.db import connection
from django.db.models import Count

from assessments.models import Assessment, PeriodSet
from bench import floors, jobs, saves
from bench.data import LOADED
from bench.measure import Callable, alternately, get, queries_of, weight_of
from bench.officials import desks


def measured() -> dict[str, Any]:
    """Times, queries and weights of every page, and of the floors."""
    urls = _urls()
    asks: dict[str, Callable[[], Any]] = {name: get(url) for name, url in urls.items()}
    asks |= saves.entering(desks(1)[0])
    found = {
        "database": connection.vendor,
        "communes": _largest()["n"],
        "accounts": Assessment.objects.count(),
        "queries": {name: queries_of(ask) for name, ask in asks.items()},
        "weights": {name: weight_of(ask) for name, ask in asks.items()},
    }
    asks["kept nation"] = get(urls["nation"])
    etag = asks["nation"]()[0]["ETag"]
    asks["kept 304"] = get(urls["nation"], **{"if-none-match": etag})
    asks["ok"] = get("/bench/ok/")
    asks["bare"] = get("/bench/bare/")
    judged = PeriodSet.objects.get(period__year=LOADED)
    asks["floor nation"] = lambda: floors.nation(
        judged.period_id,
        judged.criteria_set_id,
        judged.criteria_set.criteria.count(),
    )
    found["times"] = alternately(asks)
    return found


def long_jobs() -> dict[str, Any]:
    """An import and a recount, of the largest province."""
    return jobs.measured(_largest()["province_id"])


def load() -> dict[str, Any]:
    """Officials and readers at once, over HTTP."""
    urls = _urls()
    return saves.measured([urls[name] for name in ("nation", "province", "matrix")])


def _largest() -> dict[str, Any]:
    rows = Assessment.objects.filter(period__year=LOADED).values("province_id")
    return rows.annotate(n=Count("pk")).order_by("-n")[0]


def _urls() -> dict[str, str]:
    place = f"tinh={_largest()['province_id']}&nam={LOADED}"
    row = Assessment.objects.filter(
        period__year=LOADED, province=_largest()["province_id"]
    ).first()
    assert row is not None
    return {
        "nation": f"/ca-nuoc/?nam={LOADED}",
        "province": f"/?{place}",
        "list": f"/xa/?{place}",
        "list filtered": f"/xa/?{place}&thieu=10&cong_nhan=chua&xep=thay-doi",
        "list last page": f"/xa/?{place}&trang=99",
        "matrix": f"/ma-tran/?{place}",
        "criterion": f"/tieu-chi/10/?{place}",
        "map": f"/ban-do/?{place}",
        "commune": _slugged(row, f"?nam={LOADED}"),
    }


def _slugged(row: Assessment, query: str) -> str:
    return f"/xa/{row.unit_id}-{row.unit_version.slug}/{query}"
