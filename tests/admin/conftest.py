import pytest

from tests.communes.territory import Territory, make_territory


@pytest.fixture
def land(db: None) -> Territory:
    return make_territory()
