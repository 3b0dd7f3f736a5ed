"""Two offices at once: one change of a unit is made, the other is refused."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from communes.actions import NewUnit, merge, recode, rename
from communes.choices import Extent, UnitKind
from communes.errors import UnitsError
from communes.models import Succession, UnitVersion
from tests.communes.territory import DAY, Territory, make_territory

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"
    ),
]

NEXT_DAY = DAY + dt.timedelta(days=1)


def at_once(*actions: Callable[[], object]) -> list[str]:
    """Run the actions side by side; what each refused, or ""."""
    start = Barrier(len(actions), timeout=10)

    def run(action: Callable[[], object]) -> str:
        try:
            start.wait()
            action()
        except UnitsError as refusal:
            return refusal.message
        else:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def merge_both(land: Territory, code: str) -> object:
    return merge(
        predecessors=[(land.si_binh, Extent.WHOLE), (land.vu_muon, Extent.WHOLE)],
        into=NewUnit("Tân Tú", UnitKind.XA, land.bach_thong, code=code),
        day=DAY,
        document=land.document,
    )


def test_rename_twice_at_once_is_made_once() -> None:
    land = make_territory()

    def to(name: str) -> Callable[[], object]:
        return lambda: rename(
            unit=land.si_binh, name=name, day=DAY, document=land.document
        )

    refusals = at_once(to("Một"), to("Hai"))

    assert refusals.count("") == 1
    assert land.si_binh.versions.count() == 2


def test_merge_twice_at_once_is_made_once() -> None:
    land = make_territory()

    refusals = at_once(
        lambda: merge_both(land, "02001"), lambda: merge_both(land, "02002")
    )

    assert refusals.count("") == 1
    assert Succession.objects.count() == 1


def test_code_taken_twice_at_once_serves_one_unit() -> None:
    land = make_territory()

    def take(unit) -> Callable[[], object]:
        return lambda: recode(unit=unit, code="02143", day=DAY, document=land.document)

    refusals = at_once(take(land.si_binh), take(land.vu_muon))

    assert refusals.count("") == 1
    users = UnitVersion.objects.filter(code="02143").in_force_on(NEXT_DAY)
    assert users.count() == 1
