"""Results that wait at a step wait since they were submitted or last changed."""

from typing import Any

from django.db import migrations
from django.db.models.functions import Coalesce


def fill(apps: Any, schema_editor: Any) -> None:
    results = apps.get_model("assessments", "CriterionResult")
    submitted = Coalesce("submitted_at", "updated_at")
    results.objects.filter(status="submitted", waits_since=None).update(
        waits_since=submitted, submitted_at=submitted
    )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_entering")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
