import pytest

from tests.assessments.entry.desk import Desk


@pytest.fixture(autouse=True)
def _on_the_day(on_the_day):
    """Every test of this folder acts on the day of the round."""


@pytest.fixture
def desk(client, round_):
    """The official of the round at the page, signed in."""
    client.force_login(round_.official)
    return Desk(client, round_)
