"""Which worker runs what, so that rows made for many tests are made once."""

import pytest
from xdist.scheduler import LoadScopeScheduling

BROWSER = "tests/browser/"
# All on the demo goes to one worker: its rows stay for all of it, and it takes longest.
ON_DEMO = ("tests/demo/", "tests/browser/test_demo_pages.py")


def demo_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same tests, the long ones on the demo before others; the browser's last."""
    return sorted(
        items,
        key=lambda item: (
            item.nodeid.startswith(BROWSER),
            not item.nodeid.startswith(ON_DEMO),
        ),
    )


class FilesTogether(LoadScopeScheduling):
    """A file to whoever is free; of the browser's, where each is long, a test."""

    def _split_scope(self, nodeid: str) -> str:
        for part in ON_DEMO:
            if nodeid.startswith(part):
                return part
        return nodeid if nodeid.startswith(BROWSER) else nodeid.partition("::")[0]
