"""From times to ratios: each row of the table with its goal."""

from collections.abc import Iterator
from typing import Any

Found = dict[str, Any]


def lines(sizes: dict[str, Found]) -> list[str]:
    """The table as Markdown; rows whose sizes were not measured are left out."""
    head = [
        "| # | measure | ratio to | ratio | goal | met |",
        "|---|---|---|---|---|---|",
    ]
    load = sizes.get("national", {}).get("load")
    return [
        *head,
        *(_line(*row) for row in _rows(sizes)),
        *(_line(*row) for row in (_load_rows(load) if load else [])),
        "",
        *_queries(sizes),
        *(_stretches(load) if load else []),
    ]


def _line(
    number: str, what: str, to: str, ratio: float, goal: float | None, sign: str = "≤"
) -> str:
    if goal is None:
        return f"| {number} | {what} | {to} | {ratio:.2f} | - | - |"
    is_met = ratio <= goal if sign == "≤" else ratio >= goal
    met = "yes" if is_met else "**no**"
    return f"| {number} | {what} | {to} | {ratio:.2f} | {sign} {goal:g} | {met} |"


def _median(found: Found, page: str, kind: str) -> float:
    return found["times"][page][kind]["median"]


def _against(found: Found, page: str, other: str, kind: str = "cpu") -> float:
    return _median(found, page, kind) / _median(found, other, kind)


Row = tuple[str, str, str, float, float | None, str]


def _load_rows(load: Found) -> Iterator[Row]:
    """Rows 11 to 14 and 17; SQLite's raw statements have no goal within one run."""
    own, saves = load["statements"], load["saves"]
    is_sqlite = "log" not in own
    tool = "the driver" if is_sqlite else "pgbench"
    number = "14" if is_sqlite else "11"
    to = f"the same statements by {tool}, 16 clients"
    goal = None if is_sqlite else 0.04
    yield number, "saves a second over HTTP, 16 clients", to, _share(load), goal, "≥"
    yield number, "99 of 100 saves within", "half", saves["p99"] / saves["p50"], 5, "≤"
    stretches = [load[name] for name in STRETCHES]
    errors = sum(one["errors"] for one in stretches)
    yield "12", "errors", "-", errors, 0, "≤"
    for name, what in FAULTS.items():
        yield "12", what, "-", load["faults"][name], 0, "≤"
    beside, alone = load["readers beside saves"], load["readers alone"]
    ratio, goal = beside["p50"] / alone["p50"], None if is_sqlite else 2
    yield "13", "reading beside 16 who save", "alone", ratio, goal, "≤"
    if not is_sqlite:
        floor = "indicator and event alone"
        yield "17", "log bytes of a save", floor, own["log"], 2, "≤"


FAULTS = {
    "lost": "saves lost",
    "unlike": "stored counts unlike their rows",
    "chains": "events out of their chain",
}
STRETCHES = ["saves", "saves on ten communes", "saves beside readers"]


def _share(load: Found) -> float:
    return load["saves"]["rate"] / load["statements"]["rate"]


def _stretches(load: Found) -> Iterator[str]:
    """What each kind of client got, a second; conflicts are told, not lost."""
    yield ""
    yield "| clients | a second | half within, ms | 99 of 100, ms | conflicts |"
    yield "|---|---|---|---|---|"
    for name in [*STRETCHES, "readers alone", "readers beside saves"]:
        one = load[name]
        cells = [f"{one[k]:,.0f}" for k in ("rate", "p50", "p99", "conflicts")]
        yield f"| {name} | " + " | ".join(cells) + " |"
    rate = load["statements"]["rate"]
    yield f"| statements of saves alone | {rate:,.0f} | | | |"


def _rows(sizes: dict[str, Found]) -> Iterator[tuple[str, str, str, float, float]]:
    if "national" not in sizes:
        return
    big = sizes["national"]
    yield (
        "1",
        "national page, SQL time",
        "its raw statements",
        _median(big, "nation", "sql") / _median(big, "floor nation", "sql"),
        1.5,
    )
    for number, page, to, goal in (
        ("2", "nation", "bare", 8),
        ("3", "kept nation", "ok", 2),
        ("3", "kept 304", "ok", 2),
        ("4", "province", "bare", 2.5),
        ("8", "matrix", "bare", 4),
        ("9", "list", "bare", 1.5),
        ("9", "list filtered", "bare", 1.5),
        ("9", "list last page", "list", 1.3),
        ("10", "commune", "bare", 2.5),
    ):
        yield number, f"{page}, whole page (CPU)", to, _against(big, page, to), goal
    yield (
        "5",
        "national page (wall)",
        "province page",
        _against(big, "nation", "province", "wall"),
        5,
    )
    yield (
        "5",
        "national page, SQL time",
        "province page",
        _against(big, "nation", "province", "sql"),
        25,
    )
    jobs = big["jobs"]
    floor = "calamine read and raw insert of its rows"
    yield "16", "import of the largest province", floor, jobs["import"], 3
    yield "16", "statements of that import", "one", jobs["import queries"], 40
    yield "18", "recount of 300 accounts", "one raw GROUP BY", jobs["recompute"], 3
    if "small" in sizes:
        yield from _growth(sizes["small"], big)


def _growth(small: Found, big: Found) -> Iterator[tuple[str, str, str, float, float]]:
    """National against small, each first against the bare page of its own process."""
    for page in ("list", "commune", "entry form", "save"):
        ratio = _against(big, page, "bare") / _against(small, page, "bare")
        yield "6", f"growth of {page}, small to national", "itself", ratio, 1.2


def _queries(sizes: dict[str, Found]) -> Iterator[str]:
    """Row 7: statements and compressed weight of each page, at each size."""
    names = list(sizes)
    yield "| page | " + " | ".join(f"queries, {n} | kB, {n}" for n in names) + " |"
    yield "|---" * (1 + 2 * len(names)) + "|"
    for page in next(iter(sizes.values()))["queries"]:
        cells = [
            f"{one['queries'][page]} | {one['weights'][page] / 1024:.1f}"
            for one in sizes.values()
        ]
        yield f"| {page} | " + " | ".join(cells) + " |"
