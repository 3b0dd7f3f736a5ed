"""Kill the server while officials save and send files; then look whether all is whole.

Usage: python -m bench.crash   (DATABASE_URL for PostgreSQL, else a scratch SQLite file)

Every result must be wholly the old or wholly the new one: what was answered is stored,
what was not is there with its event or not at all; counts equal their rows, chains
are whole, no proof lacks its file. Ends with an error where one thing is not so.
"""

import hashlib
import io
import os
import random
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from bench.server import ADDRESS, OPENER, SETTINGS, Server

SAVES, CLIENTS, KILLS = 200, 8, 6
TOKEN = "0.0000000000000000"  # noqa: S105  a form opened before anything was entered
CSRF = "c" * 32


@dataclass
class Job:
    """One official saving one criterion, with a picture beside every fifth."""

    url: str
    session: str
    number: int
    slug: str
    code: str
    unit_id: int
    value: int
    has_file: bool
    answer: str = "none"

    def send(self) -> None:
        fields = {"csrfmiddlewaretoken": CSRF, f"t-{self.number}": TOKEN}
        fields |= {f"v-{self.slug}": str(self.value), "action": "save"}
        body, content_type = _multipart(fields, self._file())
        cookie = f"sessionid={self.session}; csrftoken={CSRF}"
        headers = {"Cookie": cookie, "Content-Type": content_type}
        request = urllib.request.Request(self.url, body, headers)  # noqa: S310
        while not self._is_sent(request):
            time.sleep(0.1)

    def _is_sent(self, request: urllib.request.Request) -> bool:
        """Whether it got through; nobody listens while the server comes up again."""
        try:
            with OPENER.open(request, timeout=15) as answer:
                self.answer = str(answer.status)
        except urllib.error.HTTPError as error:
            self.answer = str(error.code)
        except urllib.error.URLError as error:
            return not isinstance(error.reason, ConnectionRefusedError)
        except OSError:
            self.answer = "none"
        return True

    def _file(self) -> tuple[str, bytes] | None:
        if not self.has_file:
            return None
        from PIL import Image

        picture = io.BytesIO()
        shade = (self.value, self.number, self.unit_id % 250)
        Image.new("RGB", (64, 64), shade).save(picture, "PNG")
        return f"evidence-{self.number}", picture.getvalue()


def _multipart(
    fields: dict[str, str], file: tuple[str, bytes] | None
) -> tuple[bytes, str]:
    mark = "----whole"
    said = f"--{mark}\r\nContent-Disposition: form-data; name="
    parts = [f'{said}"{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()]
    if file:
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="{file[0]}"; '
            'filename="anh.png"\r\nContent-Type: image/png\r\n\r\n'
        )
        parts += [head.encode(), file[1], b"\r\n"]
    parts.append(f"--{mark}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={mark}"


def make_jobs() -> list[Job]:
    """Officials of communes of the demo, each with criteria of the year to come."""
    from assessments.models import PeriodSet
    from bench.officials import official, shares
    from communes.models import UnitVersion

    period_set = PeriodSet.objects.get(period__year=2023)
    leaves = shares(period_set)
    communes = UnitVersion.objects.in_force_on(period_set.period.as_of).filter(
        province__versions__name="Bắc Kạn", kind="xa"
    )
    needed = SAVES // len(leaves) + 1
    jobs = []
    for unit_id in communes.order_by("code").values_list("unit_id", flat=True)[:needed]:
        _user, session = official(unit_id)
        url = f"{ADDRESS}/nhap-lieu/2023/{unit_id}-{period_set.pk}/"
        jobs += [
            Job(
                url=url,
                session=session,
                number=number,
                slug=leaf.code.replace(".", "-"),
                code=leaf.code,
                unit_id=unit_id,
                value=random.randint(1, 99),
                has_file=number % 5 == 0,
            )
            for number, leaf in sorted(leaves.items())
        ]
    random.shuffle(jobs)
    return jobs[:SAVES]


class Victim(Server):
    """A server that is killed at moments that nobody chose, and started again."""

    kills = 0

    def killed_now_and_then(self, is_over: threading.Event) -> None:
        while not is_over.wait(random.uniform(0.6, 2.0)) and self.kills < KILLS:
            self.kill()
            self.kills += 1
            self.start()


def faults(jobs: list[Job]) -> dict[str, list[Any]]:
    """What is not whole, by what was asked; empty lists are what is hoped for."""
    from django.core.files.storage import default_storage

    from assessments.events import broken_in
    from assessments.models import (
        Assessment,
        CriterionResult,
        Evidence,
        IndicatorResult,
        ResultEvent,
    )
    from assessments.summaries import differences, recompute_all

    stored = {
        (row.criterion_result.assessment.unit_id, row.indicator.code): row
        for row in IndicatorResult.objects.filter(
            criterion_result__assessment__period__year=2023
        ).select_related("indicator", "criterion_result__assessment")
    }
    lost = [
        j.url
        for j in jobs
        if j.answer == "302"
        and ((row := stored.get((j.unit_id, j.code))) is None or row.value != j.value)
    ]
    halves = [
        r.pk
        for r in CriterionResult.objects.filter(assessment__period__year=2023)
        if r.version != 1 + r.events.filter(kind="saved").count()
        or (r.version == 1) == r.indicator_results.exists()
    ]
    accounts = list(Assessment.objects.select_related("criteria_set"))
    fresh = recompute_all(accounts)
    proofs = Evidence.objects.filter(kind="file")
    return {
        "answered saves that are not stored": lost,
        "results neither old nor new": halves,
        "stored counts unlike their rows": [
            a.pk for a in accounts if differences(a, fresh[a.pk])
        ],
        "events out of their chain": [
            e.pk
            for e in broken_in(
                ResultEvent.objects.order_by("assessment_id", "sequence")
            )
        ],
        "proofs without their file": [
            one.pk
            for one in proofs
            if not default_storage.exists(one.file.name)
            or hashlib.sha256(one.file.read()).hexdigest() != one.sha256
        ],
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/crash.sqlite3")
        os.environ |= {
            "DJANGO_MODE": "demo",
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "MEDIA_ROOT": f"{folder}/media",
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        call_command("load_demo", stdout=io.StringIO())
        jobs = make_jobs()
        connection.close()
        server, is_over = Victim(), threading.Event()
        killer = threading.Thread(target=server.killed_now_and_then, args=[is_over])
        killer.start()
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(Job.send, jobs))
        is_over.set()
        killer.join()
        server.kill()
        found = faults(jobs)
        _tell(jobs, server.kills, connection.vendor, found)
    sys.exit(any(found.values()))


def _tell(
    jobs: list[Job], kills: int, vendor: str, found: dict[str, list[Any]]
) -> None:
    answers: dict[str, int] = {}
    for job in jobs:
        answers[job.answer] = answers.get(job.answer, 0) + 1
    files = sum(job.has_file for job in jobs)
    print(f"{vendor}: {len(jobs)} saves, {files} with a file, {kills} kills; answers:")
    print(", ".join(f"{answer} {count}" for answer, count in sorted(answers.items())))
    for asked, rows in found.items():
        print(f"{asked}: {len(rows)} {rows[:5] or ''}")


if __name__ == "__main__":
    main()
