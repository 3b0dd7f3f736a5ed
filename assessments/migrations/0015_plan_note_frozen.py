"""The note of a registered plan stays: it says why it was registered late."""

import importlib
from dataclasses import replace

from django.db import migrations

from documents.guards import install, remove

BEFORE = importlib.import_module("assessments.migrations.0004_entering_to_history")
FORMER = next(
    guard
    for guard in BEFORE.GUARDS
    if (guard.table, guard.event) == ("assessments_plan", "UPDATE")
)
FROZEN = replace(
    FORMER,
    condition="OLD.registered_at IS NOT NULL"
    f' AND ({BEFORE.PLAN} OR OLD."note" {{differs}} NEW."note")',
)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0014_note_in_english")]

    operations = [
        migrations.RunPython(remove([FORMER]), install([FORMER])),
        migrations.RunPython(install([FROZEN]), remove([FROZEN])),
    ]
