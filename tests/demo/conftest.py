"""The real demo, in the database once for all tests of this folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="package")
def demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    load_demo: Callable[[], None],
) -> Iterator[None]:
    """The demo in a transaction that is rolled back after the folder's last test.

    What a test writes is taken back by its own mark django_db.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo()
        # Once here; else PostgreSQL checks all rows again after every test.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)
