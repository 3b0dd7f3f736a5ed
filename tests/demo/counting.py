"""How many rows every table holds."""

from django.apps import apps


def row_counts() -> dict[str, int]:
    """Rows by table, of every app."""
    return {
        model._meta.db_table: model._base_manager.count() for model in apps.get_models()
    }
