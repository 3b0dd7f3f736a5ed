"""Refuse changes of published structure and of levels, in the database itself."""

from django.db import migrations

from criteria.guards import GUARDS
from documents.guards import install, remove


class Migration(migrations.Migration):
    dependencies = [("criteria", "0001_initial")]

    operations = [migrations.RunPython(install(GUARDS), remove(GUARDS))]
