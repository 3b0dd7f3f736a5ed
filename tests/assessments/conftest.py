"""The day and the round that most tests of the year share."""

from copy import deepcopy
from typing import Any

import pytest

from tests.assessments.round import DAY, Round, make_round, shared_on_the_day

# A module whose tests begin further on says so by a shared_round of its own.
shared_round = shared_on_the_day(make_round)


@pytest.fixture
def on_the_day(settings: Any) -> None:
    settings.CLOCK_DAY = DAY


@pytest.fixture
def round_(shared_round: Round, db: None, on_the_day: None) -> Round:
    return deepcopy(shared_round)
