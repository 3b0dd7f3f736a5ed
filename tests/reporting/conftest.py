"""A small province that most tests of the pages share."""

from copy import deepcopy

import pytest

from tests.reporting.worlds import World, make_world
from tests.shared import shared_by_module

shared_world = shared_by_module(make_world)


@pytest.fixture
def world(shared_world: World, db: None) -> World:
    """Three communes that miss none, one and two criteria of six."""
    return deepcopy(shared_world)
