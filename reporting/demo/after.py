"""A generated year after the districts: former communes of a province in its heir."""

import random
from collections.abc import Callable
from dataclasses import replace

from assessments.actions import record_results
from communes.models import Unit
from reporting.demo.plot import Place, missed
from reporting.demo.results import (
    REASON,
    SEED,
    Year,
    class_schools,
    demo_document,
    draw_accounts,
    year_of,
)

YEAR = 2025
AMENDED_SET = "commune-ntm-2021-2025-amended-2024"
# How many criteria a commune is drawn to miss.
MISSES = [0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7]


def load_after(former: Unit, heir: Unit, progress: Callable[[int], None]) -> int:
    """Record the year of the communes on the land of `former`, which `heir` took in.

    Nothing of it is published, so nothing but the units and the law is real. Returns
    how many accounts are new.
    """
    document = demo_document(YEAR)
    if document.assessment_set.exists():
        return 0
    units = _on_land_of(former, year_of(YEAR, AMENDED_SET, heir))
    class_schools(units, YEAR, heir.versions.earliest("valid_from").valid_from)
    year = year_of(YEAR, AMENDED_SET, heir)
    ids = {unit.pk for unit in units}
    year = replace(year, facts={u: f for u, f in year.facts.items() if u in ids})
    rng = random.Random(SEED + YEAR)  # noqa: S311
    numbers = [entry.criterion.number for entry in year.book.entries]
    plot = {
        u: missed(Place(u, rng.random()), rng.choice(MISSES), numbers, rng)
        for u in year.facts
    }
    return record_results(
        period=year.period,
        criteria_set=year.criteria_set,
        document=document,
        accounts=draw_accounts(year, plot, rng),
        origin="demo",
        chosen_reason=REASON,
        progress=progress,
    )


def _on_land_of(former: Unit, year: Year) -> list[Unit]:
    """Communes of the year that lie on the land of a dissolved province."""
    ids = [u for u, facts in year.facts.items() if former.pk in facts.province_ids]
    return list(Unit.objects.filter(pk__in=ids).order_by("pk"))
