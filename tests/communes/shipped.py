"""The units that the project ships, loaded once for a module that only reads them."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import transaction


def run(command: str, *args: str) -> str:
    """What a command prints."""
    printed = StringIO()
    call_command(command, *args, stdout=printed)
    return printed.getvalue()


@contextmanager
def shipped_units(blocker: Any, *args: str) -> Iterator[None]:
    """The rows of `load_units --commit`, taken back at the end.

    Tests of such a module do without the fixture `db`, which would end the
    transaction that holds the rows.
    """
    with blocker.unblock(), transaction.atomic():
        run("load_units", "--commit", *args)
        yield
        transaction.set_rollback(True)
