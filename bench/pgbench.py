"""The statements of saves without the portal: by pgbench, or by SQLite's driver."""

import random
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.measure import post
from bench.officials import Desk

CLIENTS = 16
EVENTS = "assessments_resultevent"


def statements_of(desk: Desk, value: str) -> list[str]:
    """What one save over the script's address asks, in its order."""
    number = random.choice(list(desk.leaves))
    ask = post(desk, number)
    with CaptureQueriesContext(connection) as queries:
        ask(value)
    return [q["sql"] for q in queries]


def repeatable(statements: list[str]) -> list[str]:
    """The same for any version, each event behind the last one."""
    return list(_repeatable(statements))


def _repeatable(statements: list[str]) -> Iterator[str]:
    for sql in statements:
        text = re.sub(r'("version") = \d+( AND|\))', r"\1 > 0\2", sql)
        if text.startswith(f'INSERT INTO "{EVENTS}"'):
            text = _behind_the_last(text)
        yield " ".join(text.splitlines())


def _behind_the_last(sql: str) -> str:
    """The account is locked by then, so the next number is free."""
    head, _values, rest = sql.partition("VALUES (")
    names = [n.strip(' "') for n in head.partition("(")[2].rstrip(") ").split(",")]
    account, place = names.index("assessment_id"), names.index("sequence")
    assert account < place < 4
    values = rest.split(", ", place + 1)
    values[place] = (
        f"(SELECT MAX(sequence) + 1 FROM {EVENTS} WHERE assessment_id ="  # noqa: S608
        f" {values[account]})"
    )
    return f"{head}VALUES ({', '.join(values)}"


def postgres_rate(saves: list[list[str]], seconds: int) -> float:
    """Saves a second of 16 clients of pgbench, each save drawn anew."""
    said = connection.settings_dict
    tool = shutil.which("pgbench") or str(
        max(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    )
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, statements in enumerate(saves):
            file = Path(folder, f"{number}.sql")
            file.write_text("".join(f"{sql};\n" for sql in statements))
            files += ["-f", str(file)]
        done = subprocess.run(  # noqa: S603  the database's own tool
            [
                *(tool, "-n", "-c", str(CLIENTS), "-j", "2", "-T", str(seconds)),
                *("-h", said["HOST"], "-U", said["USER"], *files, said["NAME"]),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    found = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    if found is None or re.search(r"failed transactions: [1-9]", done.stdout):
        raise RuntimeError(done.stdout)
    return float(found[1])


def sqlite_rate(saves: list[list[str]], seconds: int) -> float:
    """Saves a second of 16 threads over Python's driver, set as the portal sets it."""
    end = time.monotonic() + seconds

    def work(_number: int) -> int:
        done = 0
        with sqlite3.connect(
            connection.settings_dict["NAME"], timeout=60, isolation_level=None
        ) as own:
            own.execute("PRAGMA synchronous=NORMAL")
            while time.monotonic() < end:
                for sql in random.choice(saves):
                    own.execute(sql).fetchall()
                done += 1
        return done

    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(work, range(CLIENTS))) / seconds


def log_bytes(write: Callable[[], Any]) -> int:
    """How much PostgreSQL writes into its log meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        [before] = cursor.fetchone()
        write()
        cursor.execute(
            "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), %s)", [before]
        )
        return int(cursor.fetchone()[0])


def run(statements: list[str]) -> None:
    """Once, through Django's cursor."""
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql.replace("%", "%%"), [])
