"""Two coordinators at once: one import is made, the other is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from assessments.actions.documents import Citation
from assessments.actions.imports import import_results
from assessments.errors import AssessmentsError
from assessments.models import Assessment
from documents.models import Document
from tests.assessments.imports.sheets import make_office, plan
from tests.builders import AS_OF

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"
    ),
]

ROWS = ["Xã", "2.1"], ["Sĩ Bình", 80], ["Vũ Muộn", 79]
NEW = Citation(number="7/BC", issuer="UBND tỉnh", title="Báo cáo", issued_on=AS_OF)


def at_once(action: Callable[[], object]) -> list[str]:
    """Run the action twice side by side; what each was refused for, or ""."""
    start = Barrier(2, timeout=10)

    def run(_turn: int) -> str:
        try:
            start.wait()
            action()
        except AssessmentsError as refusal:
            return refusal.message
        else:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))


def test_new_accounts_at_once_are_made_once() -> None:
    office = make_office()
    found = plan(office, *ROWS, citation=NEW)

    refusals = at_once(
        lambda: import_results(plan=found.results, by=office.coordinator)
    )

    assert refusals.count("") == 1
    assert Assessment.objects.count() == 2
    assert Document.objects.filter(number="7/BC").count() == 1


def test_correction_at_once_is_made_once() -> None:
    office = make_office()
    import_results(plan=plan(office, *ROWS).results, by=office.coordinator)
    found = plan(office, ["Xã", "2.1"], ["Sĩ Bình", 70])

    refusals = at_once(
        lambda: import_results(plan=found.results, by=office.coordinator)
    )

    assert refusals.count("") == 1
    assert office.communes[0].assessments.get().events.count() == 2
