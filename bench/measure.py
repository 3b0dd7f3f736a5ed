"""Times of pages in one process: alternately, medians, processor time and SQL time."""

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from bench.officials import Desk

RUNS, UNMEASURED = 9, 2
Sample = dict[str, float]


def get(url: str, **headers: str) -> Callable[[], Any]:
    """A request as browsers send it, through every middleware."""
    handler, factory = WSGIHandler(), RequestFactory()
    headers["accept-encoding"] = "gzip"
    handler.load_middleware()

    def ask() -> Any:
        response = handler.get_response(factory.get(url, headers=headers))
        content = response.content
        response.close()
        return response, content

    return ask


def post(desk: Desk, number: int) -> Callable[[str], Any]:
    """A save as the script of the entering page sends it, through every middleware."""
    handler, factory = WSGIHandler(), RequestFactory()
    handler.load_middleware()
    headers = {"accept": "application/json", "cookie": desk.cookie}

    def ask(value: str) -> Any:
        form = desk.fields(number, value)
        response = handler.get_response(factory.post(desk.url, form, headers=headers))
        if response.status_code != 200:
            raise RuntimeError(f"the save answered {response.status_code}")
        part = json.loads(response.content)["criteria"][str(number)]
        desk.tokens[number] = part["token"]
        return response, response.content

    return ask


def timed(ask: Callable[[], Any]) -> Sample:
    """Seconds by the wall, by the processor, and within SQL."""
    spent = 0.0

    def watch(execute: Any, *args: Any) -> Any:
        nonlocal spent
        start = time.perf_counter()
        try:
            return execute(*args)
        finally:
            spent += time.perf_counter() - start

    with connection.execute_wrapper(watch):
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        return {
            "wall": time.perf_counter() - wall,
            "cpu": time.process_time() - cpu,
            "sql": spent,
        }


def alternately(asks: dict[str, Callable[[], Any]]) -> dict[str, dict[str, Any]]:
    """Median, least and most of each, asked in turns."""
    samples: dict[str, list[Sample]] = {name: [] for name in asks}
    for turn in range(RUNS + UNMEASURED):
        for name, ask in asks.items():
            caches["pages"].clear()
            if name.startswith("kept "):
                ask()
            sample = timed(ask)
            if turn >= UNMEASURED:
                samples[name].append(sample)
    return {name: _summary(found) for name, found in samples.items()}


def _summary(samples: list[Sample]) -> dict[str, Any]:
    return {
        kind: {
            "median": statistics.median(s[kind] for s in samples),
            "least": min(s[kind] for s in samples),
            "most": max(s[kind] for s in samples),
        }
        for kind in ("wall", "cpu", "sql")
    }


def asked(queries: CaptureQueriesContext) -> list[str]:
    """The statements that were asked, without the words that frame a transaction."""
    frame = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
    return [q["sql"] for q in queries if not q["sql"].startswith(frame)]


def queries_of(ask: Callable[[], Any]) -> int:
    """How many statements a page asks, nothing of the page kept.

    Asked once before: a process's first use of JSON asks SQLite whether it can.
    """
    ask()
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as queries:
        response, _content = ask()
    if response.status_code != 200:
        raise RuntimeError(f"the page answered {response.status_code}")
    return len(asked(queries))


def weight_of(ask: Callable[[], Any]) -> int:
    """Bytes of the page, compressed."""
    return len(ask()[1])
