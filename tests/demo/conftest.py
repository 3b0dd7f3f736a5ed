"""The real demo, in the database once for all tests of this folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.shared import shared_rows


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="package")
def demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    load_demo: Callable[[], None],
) -> Iterator[None]:
    """The demo, rolled back after the folder's last test."""
    with shared_rows(django_db_blocker, load_demo):
        yield
