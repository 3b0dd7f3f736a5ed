"""What every test of the import gets."""

from copy import deepcopy
from itertools import count

import pytest

from tests.assessments.imports.sheets import make_office
from tests.shared import shared_by_module


@pytest.fixture(autouse=True)
def _codes_apart(monkeypatch):
    """Codes that the builders make up stay clear of those that sheets name."""
    monkeypatch.setattr("tests.builders._numbers", count(20_000))


def _office_apart():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.builders._numbers", count(10_000))
        return make_office()


shared_office = shared_by_module(_office_apart)


@pytest.fixture
def office(shared_office, db):
    return deepcopy(shared_office)


@pytest.fixture
def coordinator(office, client):
    client.force_login(office.coordinator)
    return client
