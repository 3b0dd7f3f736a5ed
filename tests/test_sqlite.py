"""Whoever waits for SQLite's lock waits evenly, and not for ever."""

import threading
import time

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from ntm_portal.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.django_db

PATIENCE = 1


def a_connection(file) -> BaseDatabaseWrapper:
    options = {"transaction_mode": "IMMEDIATE", "timeout": PATIENCE}
    said = {**connection.settings_dict, "NAME": str(file), "OPTIONS": options}
    made = DatabaseWrapper({**said, "ENGINE": "ntm_portal.sqlite"}, "waiting")
    made.inc_thread_sharing()
    made.connect()
    return made


@pytest.fixture
def two(tmp_path):
    pair = [a_connection(tmp_path / "queue.sqlite3") for _ in range(2)]
    yield pair
    for one in pair:
        one.close()


def test_transaction_starts_as_soon_as_the_lock_is_free(two):
    holder, waiter = two
    holder._start_transaction_under_autocommit()
    freed = threading.Timer(0.5, holder.rollback)
    freed.start()

    began = time.monotonic()
    waiter._start_transaction_under_autocommit()

    assert 0.4 < time.monotonic() - began < PATIENCE
    freed.join()


def test_patience_ends_and_other_statements_keep_theirs(two):
    holder, waiter = two
    holder._start_transaction_under_autocommit()

    began = time.monotonic()
    with pytest.raises(OperationalError, match="locked"):
        waiter._start_transaction_under_autocommit()

    assert time.monotonic() - began >= PATIENCE
    [left] = waiter.connection.execute("PRAGMA busy_timeout").fetchone()
    assert left == PATIENCE * 1000


def test_another_failure_is_told_at_once(two):
    one, _other = two
    one._start_transaction_under_autocommit()

    began = time.monotonic()
    with pytest.raises(OperationalError, match="within a transaction"):
        one._start_transaction_under_autocommit()

    assert time.monotonic() - began < PATIENCE
