"""Measure one size and write it as JSON: python -m bench.size national FILE."""

import json
import os
import sys
from pathlib import Path
from typing import Any


def main(size: str, file: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()

    from bench import data, pages

    data.make(size)
    found: dict[str, Any] = pages.measured()
    if size == "national":
        found["load"] = pages.load()
    Path(file).write_text(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
