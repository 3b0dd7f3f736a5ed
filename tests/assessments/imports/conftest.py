"""What every test of the import gets."""

from itertools import count

import pytest


@pytest.fixture(autouse=True)
def _codes_apart(monkeypatch):
    """Codes that the builders make up stay clear of those that sheets name."""
    monkeypatch.setattr("tests.builders._numbers", count(20_000))
