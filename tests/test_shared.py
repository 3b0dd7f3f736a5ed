"""Shared rows are made once, and no test sees what another wrote."""

import pytest

from communes.models import Unit
from tests.builders import make_province
from tests.shared import shared_by_module

pytestmark = pytest.mark.django_db

made = []


def make_one():
    made.append(make_province("Bắc Kạn"))
    return made[-1]


shared_province = shared_by_module(make_one)


@pytest.mark.usefixtures("shared_province")
@pytest.mark.parametrize("turn", range(2))
def test_rows_are_made_once_and_writes_taken_back(turn):
    assert (len(made), Unit.objects.count()) == (1, 1)
    make_province("An Giang")


def test_who_does_not_share_finds_an_empty_database():
    assert not Unit.objects.exists()
