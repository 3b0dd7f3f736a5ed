"""Append-only tables and the emptying of the database after a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

FIND_GUARDS = (
    "SELECT name, sql FROM sqlite_master"
    " WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
)


@contextmanager
def guards_lifted() -> Iterator[None]:
    """Drop SQLite's guard_ triggers and put them back: they refuse DELETE.

    PostgreSQL empties tables by TRUNCATE, which row triggers let pass.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(FIND_GUARDS)
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _, sql in guards:
                cursor.execute(sql)
