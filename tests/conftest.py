"""What every test gets: no network, a language, and a database to empty."""

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker
from simple_history.manager import HistoryManager

from tests.demo_rows import fill_with_demo
from tests.guards import guards_lifted
from tests.shared import sharing_last
from tests.sharing import FilesTogether, demo_first

# Each row written to a history builds the class of its manager anew; once is enough.
HistoryManager.from_queryset = staticmethod(cache(HistoryManager.from_queryset))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Put tests that share rows last in their file; leave out what does not concern.

    PostgreSQL cannot change how a page looks, nor pure rules.
    """
    items[:] = demo_first(sharing_last(items))
    if connection.vendor == "sqlite":
        return
    same = [item for item in items if not _depends_on_database(item)]
    config.hook.pytest_deselected(items=same)
    items[:] = [item for item in items if item not in same]


def _depends_on_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_database"):
        return False
    marked = item.get_closest_marker("django_db") is not None
    return marked or "django_db_setup" in getattr(item, "fixturenames", [])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesTogether:
    """Share the tests out in the order they stand."""
    config.option.loadscopereorder = False
    return FilesTogether(config, log)


def _is_local(address: Any) -> bool:
    """A socket file, or an address of this computer."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse connections to other computers."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if not _is_local(address):
            pytest.fail(f"a test tried to reach {address[0]}")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _emptiable_database() -> Iterator[None]:
    """Let the emptying after a transactional test pass the append-only guards."""
    teardown = TransactionTestCase._fixture_teardown

    def lifted(self: TransactionTestCase) -> None:
        with guards_lifted():
            teardown(self)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lifted)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Let Django try what SQLite can do now, not among the queries that a test counts.

    It asks once for each connection, the first time JSON is read. At the end a last
    request of a browser may still hold a connection, and PostgreSQL would not drop the
    database.
    """
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field
    yield
    with django_db_blocker.unblock():
        _end_other_sessions()


def _end_other_sessions() -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def load_demo(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], None]:
    """Fill empty tables with the demo."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # of all workers of this run
    return lambda: fill_with_demo(shared)


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Take back the language that a request of the test spoke."""
    yield
    translation.deactivate()
