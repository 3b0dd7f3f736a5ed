"""Many officials saving at once, in this process or, on SQLite, in one of its own.

The test database of SQLite lives in memory, where threads cannot wait for each other:
there the tables are copied to a file and raced by `python -m tests.assessments.racing`.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from threading import Barrier
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from tests.guards import guards_lifted

THREADS = 32
DONE = "done"


@dataclass(frozen=True, slots=True)
class Save:
    """One official saving one share of one criterion, opened as version 0."""

    unit_id: int
    period_set_id: int
    criterion_id: int
    code: str
    value: int
    user_id: int

    def __call__(self) -> None:
        from accounts.models import User
        from assessments.actions.entering import save_criterion
        from assessments.actions.values import Given
        from assessments.models import PeriodSet
        from criteria.book import Entered

        save_criterion(
            unit_id=self.unit_id,
            period_set=PeriodSet.objects.get(pk=self.period_set_id),
            criterion_id=self.criterion_id,
            version=0,
            given={self.code: Given(Entered(value=Decimal(self.value)))},
            by=User.objects.get(pk=self.user_id),
        )


def race(saves: list[Save], threads: int, file: Path) -> list[str]:
    """What became of each: "done", or the name of the error."""
    if connection.vendor == "sqlite":
        return _in_own_process(saves, threads, file)
    return side_by_side(saves, threads)


def side_by_side(saves: list[Save], threads: int) -> list[str]:
    """Run them in threads that all start together."""
    start = Barrier(min(threads, len(saves)), timeout=30)
    waiting = iter(range(start.parties))

    def run(save: Callable[[], None]) -> str:
        if next(waiting, None) is not None:
            start.wait()
        try:
            save()
        except Exception as error:
            return type(error).__name__
        else:
            return DONE
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, saves))


def _in_own_process(saves: list[Save], threads: int, file: Path) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    with closing(sqlite3.connect(file)) as copy:
        # As `migrate` leaves a file: those who turn it at once lock each other out.
        copy.execute("PRAGMA journal_mode = WAL")
    said: dict[str, Any] = {
        "saves": [[getattr(s, name) for name in Save.__slots__] for s in saves],
        "threads": threads,
        "day": settings.CLOCK_DAY.isoformat(),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.assessments.racing"],
        input=json.dumps(said),
        env={**os.environ, "DATABASE_URL": f"sqlite:///{file}"},
        capture_output=True,
        text=True,
        check=True,
    )
    _take_back(file)
    return json.loads(done.stdout)


def _take_back(file: Path) -> None:
    """Put the raced tables in the place of those in memory, for the test to look at."""
    names = ("assessment", "criterionresult", "indicatorresult", "resultevent")
    tables = [f"assessments_{name}" for name in names]
    with connection.cursor() as cursor:
        cursor.execute("ATTACH DATABASE %s AS raced", [str(file)])
        with guards_lifted(), transaction.atomic():
            for table in reversed(tables):
                cursor.execute(f"DELETE FROM main.{table}")  # noqa: S608
            for table in tables:
                copy = f"INSERT INTO main.{table} SELECT * FROM raced.{table}"  # noqa: S608
                cursor.execute(copy)
        cursor.execute("DETACH DATABASE raced")


def main() -> None:
    import datetime as dt

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    said = json.load(sys.stdin)
    settings.CLOCK_DAY = dt.date.fromisoformat(said["day"])
    # As on the site; read anew behind each lock, the law alone doubles every wait.
    settings.LAW_KEPT_FOR = 3600
    saves = [Save(*row) for row in said["saves"]]
    json.dump(side_by_side(saves, said["threads"]), sys.stdout)


if __name__ == "__main__":
    main()
