"""Officials and readers who ask without a pause, each over one open connection."""

import gzip
import http.client
import itertools
import json
import random
import statistics
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from bench.officials import Desk
from bench.server import PORT

SAVED, CONFLICT = 200, 409
WARM = 2.0


@dataclass
class Answer:
    """What became of one request; of a save, the version and the value it gave."""

    status: int
    seconds: float
    unit_id: int = 0
    number: int = 0
    version: int = 0
    value: str = ""


@dataclass
class Client:
    """One of several who ask at once; their numbers keep what they write apart."""

    number: int
    answers: list[Answer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)

    def ask(self, *request: Any) -> tuple[int, bytes, float]:
        """Status, body and time; status 0 where no answer came."""
        began = time.perf_counter()
        for _try in range(2):
            try:
                self.connection.request(*request)
                answer = self.connection.getresponse()
                return answer.status, answer.read(), time.perf_counter() - began
            except (http.client.RemoteDisconnected, BrokenPipeError, OSError):
                # The server closes a connection that was idle as we write to it.
                self.connection.close()
        return 0, b"", time.perf_counter() - began

    def save(self, desk: Desk, count: int) -> Answer:
        """One share of one criterion, never the same as another client's."""
        number = random.choice(list(desk.leaves))
        cents = (self.number + 16 * count) % 10_000
        value = f"{cents // 100},{cents % 100:02d}"
        fields = desk.fields(number, value)
        form, body = fields[f"t-{number}"], urllib.parse.urlencode(fields)
        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": desk.cookie,
        }
        status, content, spent = self.ask("POST", desk.url, body, headers)
        done = Answer(status, spent, desk.unit_id, number, 0, value)
        if status in (SAVED, CONFLICT):
            told = json.loads(_plain(content))
            part = told["criteria" if status == SAVED else "conflicts"]
            # Nothing is told of a value that stood already.
            token = part.get(str(number), {"token": form})["token"]
            desk.tokens[number] = token
            done.version = int(token.partition(".")[0])
        return done

    def read(self, url: str) -> Answer:
        status, _body, spent = self.ask("GET", url, None, {"Accept-Encoding": "gzip"})
        return Answer(status, spent)


def _plain(content: bytes) -> bytes:
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


@dataclass
class Told:
    """All answers of one kind of clients in one stretch of time."""

    answers: list[Answer]
    seconds: float

    def summary(self) -> dict[str, Any]:
        counted = [a for a in self.answers if a.status == SAVED]
        times = sorted(a.seconds * 1000 for a in counted)
        statuses = Counter(a.status for a in self.answers)
        return {
            "rate": len(counted) / self.seconds,
            "p50": statistics.median(times),
            "p99": times[len(times) * 99 // 100],
            "conflicts": statuses[CONFLICT],
            "errors": sum(statuses.values()) - statuses[SAVED] - statuses[CONFLICT],
        }


def together(
    desks: list[Desk], urls: list[str], *, writers: int, readers: int, seconds: float
) -> tuple[Told, Told, list[Answer]]:
    """Let all ask for so long; what was told after the start, and every save."""
    end = time.perf_counter() + WARM + seconds
    start = end - seconds

    def work(number: int, do: Callable[[Client, int], Answer]) -> list[Any]:
        client, found = Client(number), []
        for count in itertools.count():
            if time.perf_counter() >= end:
                return found
            answer = do(client, count)
            found.append((time.perf_counter() >= start, answer))
        return found

    def write(client: Client, count: int) -> Answer:
        return client.save(random.choice(desks), count)

    def read(client: Client, _count: int) -> Answer:
        return client.read(random.choice(urls))

    with ThreadPoolExecutor(writers + readers) as pool:
        saving = [pool.submit(work, n, write) for n in range(writers)]
        reading = [pool.submit(work, n, read) for n in range(readers)]
        saves = [pair for one in saving for pair in one.result()]
        reads = [pair for one in reading for pair in one.result()]
    measured = [[a for is_in, a in found if is_in] for found in (saves, reads)]
    told = [Told(answers, seconds) for answers in measured]
    return told[0], told[1], [a for _is_in, a in saves]
