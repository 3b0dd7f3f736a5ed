"""Which worker runs what: tests on the demo stay together, so that it is there once."""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/demo/", "tests/browser/test_demo_pages.py")


class DemoTogether(LoadScopeScheduling):
    """Every test to whoever is free, but those of the demo all to one worker."""

    def _split_scope(self, nodeid: str) -> str:
        return next((part for part in TOGETHER if nodeid.startswith(part)), nodeid)
