"""PostgreSQL itself refuses overlapping days, where an action is gone around."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from communes.choices import Scheme
from tests.builders import (
    START,
    make_classification,
    make_commune,
    make_unit,
    make_version,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no exclusion constraints"
    ),
]

END = dt.date(2020, 2, 1)
EVE = END - dt.timedelta(days=1)
NAMES = {
    "unitversion_days_apart",
    "unitversion_code_once_a_day",
    "classification_days_apart",
}


def refused_by(name: str):
    return pytest.raises(IntegrityError, match=f'exclusion constraint "{name}"')


def test_versions_of_unit_refuse_one_common_day():
    unit = make_commune(valid_to=END)

    with refused_by("unitversion_days_apart"), transaction.atomic():
        make_version(unit, valid_from=EVE)


def test_versions_of_unit_may_meet():
    unit = make_commune(valid_to=END)

    make_version(unit, valid_from=END)

    assert unit.versions.count() == 2


def test_code_refuses_second_unit_on_common_day():
    make_commune(code="02143", valid_to=END)

    with refused_by("unitversion_code_once_a_day"), transaction.atomic():
        make_version(make_unit(), code="02143", valid_from=EVE)


def test_code_serves_another_unit_afterwards():
    make_commune(code="02143", valid_to=END)

    later = make_commune(code="02143", valid_from=END)

    assert later.versions.get().code == "02143"


def test_units_without_code_share_their_days():
    first, second = make_commune("Thôn Một", code=""), make_commune("Thôn Hai", code="")

    assert first.versions.get().valid_from == second.versions.get().valid_from


def test_classes_of_scheme_refuse_common_day():
    unit = make_commune()
    make_classification(unit, valid_to=END)

    with refused_by("classification_days_apart"), transaction.atomic():
        make_classification(unit, value="I", valid_from=EVE)


@pytest.mark.parametrize(
    "other",
    [{"valid_from": END}, {"scheme": Scheme.HARDSHIP, "valid_from": START}],
    ids=["from the next day", "another scheme"],
)
def test_classes_stand_side_by_side(other):
    unit = make_commune()
    make_classification(unit, valid_to=END)

    make_classification(unit, **other)

    assert unit.classifications.count() == 2


def stored_names() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'x'")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.slow
def test_exclusions_come_off_and_back():
    assert stored_names() >= NAMES
    migration = MigrationExecutor(connection).loader.get_migration(
        "communes", "0002_exclusions"
    )
    operation = migration.operations[0]

    with connection.schema_editor() as editor:
        operation.reverse_code(None, editor)
        assert not stored_names() & NAMES
        operation.code(None, editor)

    assert stored_names() >= NAMES
