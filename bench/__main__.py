"""Measure every size, each in a process and database of its own, and write the table.

Usage: python -m bench [--only SIZE …] with DATABASE_URL for PostgreSQL, else SQLite.
"""

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.table import lines

RESULTS = Path(__file__).with_name("RESULTS.md")
SIZES = ["small", "medium", "national"]


def measure(size: str, url: str) -> dict[str, Any]:
    """One size in a fresh process."""
    print(f"{size} …", file=sys.stderr, flush=True)
    with tempfile.NamedTemporaryFile() as file:
        subprocess.run(  # noqa: S603  our own module
            [sys.executable, "-m", "bench.size", size, file.name],
            env={**os.environ, "DATABASE_URL": url},
            check=True,
        )
        return json.loads(Path(file.name).read_text())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=SIZES, default=SIZES)
    chosen = parser.parse_args().only
    with tempfile.TemporaryDirectory() as folder:
        given = os.environ.get("DATABASE_URL", "")
        found = {
            size: measure(size, given or f"sqlite:///{folder}/{size}.sqlite3")
            for size in SIZES
            if size in chosen
        }
    vendor = next(iter(found.values()))["database"]
    head = [
        f"## {vendor}, {dt.datetime.now(dt.UTC):%Y-%m-%d}",
        "",
        f"{platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}. Communes of the largest province: "
        + ", ".join(f"{size} {one['communes']:,}" for size, one in found.items())
        + "; accounts: "
        + ", ".join(f"{size} {one['accounts']:,}" for size, one in found.items())
        + ".",
        "",
    ]
    _replace(vendor, "\n".join([*head, *lines(found), ""]))


def _replace(vendor: str, section: str) -> None:
    """Put the new table of a database in the place of its former one."""
    intro, *sections = RESULTS.read_text().split("\n## ")
    kept = [f"## {one}" for one in sections if not one.startswith(f"{vendor},")]
    texts = [intro.rstrip(), *sorted(one.rstrip() for one in [*kept, section])]
    RESULTS.write_text("\n\n".join(texts) + "\n")
    print(section)


if __name__ == "__main__":
    main()
