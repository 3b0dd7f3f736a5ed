"""The rows of the demo, built once a run and copied after: building takes far longer.

A copy passes no model, signal or trigger; its rows have passed them when they were
built, in the same run and on the same kind of database.
"""

import fcntl
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from tests.guards import guards_lifted

OURS = ["accounts", "assessments", "communes", "criteria", "documents", "reporting"]


def fill_with_demo(shared: Path) -> None:
    """Bring the demo into empty tables; `shared` is a folder of all workers."""
    kept = shared / "demo-rows"
    with _alone(shared / "demo-lock"):
        if not kept.exists():
            call_command("load_demo", stdout=StringIO())
            kept.write_bytes(pickle.dumps(_read()))
            return
    with transaction.atomic(), guards_lifted():
        _write(pickle.loads(kept.read_bytes()))  # noqa: S301 (our own file)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let the other workers wait."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _models() -> list[type[Model]]:
    return [
        model
        for app in OURS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not model._meta.proxy
    ]


def _read() -> dict[str, Any]:
    """What every table of ours holds."""
    read = _rows if connection.vendor == "sqlite" else _copied_out
    return {m._meta.db_table: read(m._meta.db_table) for m in _models()}


def _write(tables: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table, rows in tables.items():
                _insert(cursor, table, rows)
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, text in tables.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(text)
            cursor.execute("SET LOCAL session_replication_role = origin")
            for sql in connection.ops.sequence_reset_sql(no_style(), _models()):
                cursor.execute(sql)
        cursor.execute("ANALYZE")


def _rows(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        return cursor.fetchall()


def _insert(cursor: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608


def _copied_out(table: str) -> bytes:
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table}" TO STDOUT') as copy,
    ):
        return b"".join(copy)
