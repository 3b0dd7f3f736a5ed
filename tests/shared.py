"""Rows that many tests share: made once, each test's own writes taken back after it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any, TypeVar

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

Made = TypeVar("Made")


@contextmanager
def shared_rows(blocker: DjangoDbBlocker, make: Callable[[], Made]) -> Iterator[Made]:
    """What `make` makes, in a transaction that is rolled back at the end.

    What a test writes is taken back by its own mark django_db.
    """
    with blocker.unblock(), transaction.atomic():
        made = make()
        # Once here; else PostgreSQL checks all rows again after every test.
        connection.check_constraints()
        yield made
        transaction.set_rollback(True)


def shared_by_module(make: Callable[[], Made]) -> Any:
    """A fixture, called shared_..., of what `make` makes once for a module's tests.

    The objects live as long as the rows: a test takes a deep copy. Tests that do not
    ask for it run before it is made, in an empty database; those with a transaction of
    their own run last of all, so they belong into another file.
    """

    @pytest.fixture(scope="module")
    def shared(
        django_db_setup: None, django_db_blocker: DjangoDbBlocker
    ) -> Iterator[Made]:
        with shared_rows(django_db_blocker, make) as made:
            yield made

    return shared


def sharing_last(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same tests, within each file those that share rows last."""
    files = groupby(items, key=lambda item: item.path)
    return [item for _, tests in files for item in sorted(tests, key=_shares)]


def _shares(item: pytest.Item) -> bool:
    names: list[str] = getattr(item, "fixturenames", [])
    return any(name.startswith("shared_") for name in names)
