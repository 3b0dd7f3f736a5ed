import pytest

from tests.assessments.entry.desk import Desk
from tests.assessments.round import DAY, make_round


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.CLOCK_DAY = DAY


@pytest.fixture
def desk(client):
    """The official of the round at the page, signed in."""
    round_ = make_round()
    client.force_login(round_.official)
    return Desk(client, round_)
