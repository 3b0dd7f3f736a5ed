"""A small province that most tests of the pages share."""

import pytest

from tests.reporting.worlds import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Three communes that miss none, one and two criteria of six."""
    return make_world()
