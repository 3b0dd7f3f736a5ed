"""The database backend of settings.py for SQLite."""

import time

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

EVERY = 0.01


class DatabaseWrapper(base.DatabaseWrapper):
    """Transactions ask for the write lock every ten milliseconds.

    SQLite itself asks ever more seldom, at last ten times a second, so that whoever
    comes later is served first: of 16 officials who saved without a pause some waited
    for longer than the `timeout` and were told that the database is locked.
    """

    def _start_transaction_under_autocommit(self) -> None:
        patience = self.settings_dict["OPTIONS"]["timeout"]
        last = time.monotonic() + patience
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._is_started(is_last=time.monotonic() > last):
                time.sleep(EVERY)
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {patience * 1000}")

    def _is_started(self, *, is_last: bool) -> bool:
        """Whether the lock was free; at the last time of asking it has to be."""
        try:
            super()._start_transaction_under_autocommit()
        except OperationalError as error:
            if is_last or not _is_busy(error):
                raise
            return False
        return True


def _is_busy(error: OperationalError) -> bool:
    name = getattr(error.__cause__, "sqlite_errorname", "")
    return str(name).startswith("SQLITE_BUSY")
