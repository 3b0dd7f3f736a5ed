"""Results that wait at a step wait since they were submitted or last changed."""

from typing import Any

from django.db import migrations
from django.db.models.functions import Coalesce


def fill(apps: Any, schema_editor: Any) -> None:
    results = apps.get_model("assessments", "CriterionResult")
    results.objects.filter(status="submitted", waits_since=None).update(
        waits_since=Coalesce("submitted_at", "updated_at")
    )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_entering")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
