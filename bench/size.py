"""Measure one size and write it as JSON: python -m bench.size national FILE."""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def main(size: str, file: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()

    from bench import data, pages

    _told("data", lambda: data.make(size))
    found: dict[str, Any] = _told("pages", pages.measured)
    if size == "national":
        found["jobs"] = _told("long jobs", pages.long_jobs)
        found["load"] = _told("many at once", pages.load)
    Path(file).write_text(json.dumps(found))


def _told(what: str, work: Callable[[], Any]) -> Any:
    """What the work gives; its seconds are said to whoever waits."""
    began = time.monotonic()
    found = work()
    print(f"  {what}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
