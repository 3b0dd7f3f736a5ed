"""Officials saving over HTTP, with login and CSRF, against the statements alone."""

import itertools
import random
from collections import defaultdict
from typing import Any

from django.db import connection
from django.db.models import F

from assessments.events import verify_chain
from assessments.models import Assessment, CriterionResult
from assessments.summaries import differences, recompute_all
from bench import pgbench
from bench.clients import SAVED, Answer, together
from bench.officials import YEAR, Desk, desks
from bench.server import Server

COMMUNES, FEW, ASIDE = 200, 10, 100
SECONDS = 10
WRITERS = 16
# Readers beside them: SQLite is for one office.
READERS = {"postgresql": 16, "sqlite": 2}
VALUES = (f"{n // 100},{n % 100:02d}" for n in itertools.cycle(range(1, 10_000)))


def measured(urls: list[str]) -> dict[str, Any]:
    """Saves a second alone, on few communes, with readers, and of the database."""
    # Statements said again give events that no chain can hold: apart from the others.
    aside, own = (made := desks(COMMUNES + ASIDE))[:ASIDE], made[ASIDE:]
    found: dict[str, Any] = {"statements": _database(aside)}
    connection.close()
    server = Server()
    readers = READERS[connection.vendor]
    try:
        _w, alone, _all = together(own, urls, writers=0, readers=readers, seconds=6)
        stretches = {
            "saves": (own, WRITERS, 0),
            "saves on ten communes": (own[:FEW], WRITERS, 0),
            "saves beside readers": (own, WRITERS, readers),
        }
        every: list[Answer] = []
        for name, (places, writers, beside) in stretches.items():
            saves, reads, told = together(
                places, urls, writers=writers, readers=beside, seconds=SECONDS
            )
            every += told
            found[name] = saves.summary()
    finally:
        server.kill()
    found["readers alone"] = alone.summary()
    found["readers beside saves"] = reads.summary()
    return found | {"faults": faults(own, every)}


def _database(own: list[Desk]) -> dict[str, float]:
    """Rate of the saves' own statements; of PostgreSQL, its log a save too."""
    taken = [pgbench.statements_of(desk, next(VALUES)) for desk in own]
    saves = [pgbench.repeatable(statements) for statements in taken]
    if connection.vendor == "sqlite":
        return {"rate": pgbench.sqlite_rate(saves, SECONDS)}
    bare = [["BEGIN", *_bare(statements), "COMMIT"] for statements in saves]
    whole = pgbench.log_bytes(lambda: [pgbench.run(one) for one in saves])
    least = pgbench.log_bytes(lambda: [pgbench.run(one) for one in bare])
    rate = pgbench.postgres_rate(saves, SECONDS)
    return {"rate": rate, "log": whole / least}


def _bare(statements: list[str]) -> list[str]:
    """Indicator and event alone."""
    tables = ("assessments_indicatorresult", "assessments_resultevent")
    starts = tuple(f'INSERT INTO "{table}"' for table in tables)
    return [sql for sql in statements if sql.startswith(starts)]


def faults(own: list[Desk], answers: list[Answer]) -> dict[str, int]:
    """Saves that were lost, and accounts whose counts or chain are not as their rows.

    Two saves that gave the same version, or a value of the last version that does not
    stand, are lost ones.
    """
    units = [desk.unit_id for desk in own]
    accounts = list(
        Assessment.objects.filter(
            unit__in=units, period__year=YEAR, document=F("period__round_document")
        ).select_related("criteria_set")
    )
    fresh = recompute_all(accounts)
    return {
        "lost": _lost(accounts, answers),
        "unlike": sum(bool(differences(a, fresh[a.pk])) for a in accounts),
        "chains": sum(bool(verify_chain(a)) for a in accounts),
    }


def _lost(accounts: list[Assessment], answers: list[Answer]) -> int:
    given: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    lost = 0
    for answer in answers:
        if answer.status == SAVED:
            versions = given[answer.unit_id, answer.number]
            lost += versions.get(answer.version, answer.value) != answer.value
            versions[answer.version] = answer.value
    results = CriterionResult.objects.filter(assessment__in=accounts).prefetch_related(
        "indicator_results"
    )
    for row in results.select_related("criterion", "assessment"):
        versions = given.get((row.assessment.unit_id, row.criterion.number), {})
        if versions:
            stood = {r.value for r in row.indicator_results.all()}
            last = versions.get(row.version, "").replace(",", ".")
            lost += not last or float(last) not in {
                float(v) for v in stood if v is not None
            }
    return lost


def entering(own: Desk) -> dict[str, Any]:
    """The page of entering and a save of the script, to be timed beside pages."""
    from bench.measure import get, post

    save = post(own, random.choice(list(own.leaves)))
    return {
        "entry form": get(own.url, cookie=own.cookie),
        "save": lambda: save(next(VALUES)),
    }
