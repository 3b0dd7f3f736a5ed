"""Forbid overlapping days, on PostgreSQL in the database itself.

SQLite has no exclusion constraints: there the actions' checks under a lock stand alone.
"""

from typing import Any

from django.db import migrations

DAYS = "daterange(valid_from, valid_to, '[)') WITH &&"
EXCLUSIONS = [
    (
        "communes_unitversion",
        "unitversion_days_apart",
        f"EXCLUDE USING gist (unit_id WITH =, {DAYS})",
    ),
    (
        "communes_unitversion",
        "unitversion_code_once_a_day",
        f"EXCLUDE USING gist (code WITH =, {DAYS}) WHERE (code <> '')",
    ),
    (
        "communes_classification",
        "classification_days_apart",
        f"EXCLUDE USING gist (unit_id WITH =, scheme WITH =, {DAYS})",
    ),
]


def add(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for table, name, rule in EXCLUSIONS:
        schema_editor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}")


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, name, _rule in EXCLUSIONS:
        schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


class Migration(migrations.Migration):
    dependencies = [("communes", "0001_initial")]

    operations = [migrations.RunPython(add, drop)]
