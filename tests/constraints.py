"""Asking whether one named constraint of the database refused a change."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction


def constraints_of(app: str) -> dict[str, models.BaseConstraint]:
    """Constraints of an app's own models by name."""
    return {
        constraint.name: constraint
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }


@contextmanager
def refused_by(constraint: models.BaseConstraint) -> Iterator[None]:
    """The block must be refused, and by this constraint alone."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    said = str(refusal.value)
    if connection.vendor == "sqlite" and getattr(constraint, "fields", ()):
        # SQLite names the columns of a unique constraint, not the constraint.
        columns = [part.rpartition(".")[2] for part in said.split(",")]
        assert [c.removesuffix("_id") for c in columns] == list(constraint.fields)
    else:
        assert constraint.name in said
