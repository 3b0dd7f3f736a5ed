import pytest
from django.db import DatabaseError, connection, transaction

from tests.guards import guards_lifted

GUARD = (
    "CREATE TRIGGER guard_trial BEFORE DELETE ON trial"
    " BEGIN SELECT RAISE(ABORT, 'append only'); END"
)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")
def test_guards_lifted_and_put_back():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE trial (id integer)")
        cursor.execute("INSERT INTO trial VALUES (1)")
        cursor.execute(GUARD)

        with guards_lifted():
            cursor.execute("DELETE FROM trial")
        cursor.execute("INSERT INTO trial VALUES (2)")

        with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
            cursor.execute("DELETE FROM trial")
