"""Half-open days: the first day is in force, the last one no longer."""

import datetime as dt

import pytest

from communes.models import Unit, UnitVersion
from tests.builders import make_commune, make_province

FIRST = dt.date(2020, 2, 1)
END = dt.date(2025, 7, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def van_lang(db) -> Unit:
    return make_commune("Văn Lang", valid_from=FIRST, valid_to=END)


@pytest.mark.parametrize(
    ("day", "is_in_force"),
    [
        (FIRST - DAY, False),
        (FIRST, True),
        (dt.date(2021, 12, 31), True),
        (END - DAY, True),
        (END, False),
        (END + DAY, False),
    ],
    ids=["day before", "first day", "within", "last day", "end", "day after"],
)
def test_in_force_on_boundary_days(van_lang, day, is_in_force):
    assert van_lang.versions.in_force_on(day).exists() is is_in_force
    assert Unit.objects.in_force_on(day).contains(van_lang) is is_in_force


@pytest.mark.parametrize("day", [FIRST, END, dt.date(2999, 1, 1)])
def test_in_force_on_without_end(db, day):
    unit = make_commune(valid_from=FIRST)

    assert unit.versions.in_force_on(day).exists()


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        (dt.date(2019, 1, 1), FIRST, False),
        (dt.date(2019, 1, 1), FIRST + DAY, True),
        (END - DAY, END, True),
        (END, END + DAY, False),
        (dt.date(2019, 1, 1), None, True),
        (END - DAY, None, True),
        (END, None, False),
    ],
    ids=[
        "ends where it begins",
        "first day",
        "last day",
        "begins where it ends",
        "open, from before",
        "open, from last day",
        "open, from end",
    ],
)
def test_overlapping_boundary_days(van_lang, start, end, overlaps):
    assert van_lang.versions.overlapping(start, end).exists() is overlaps


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [(FIRST - DAY, FIRST, False), (FIRST, FIRST + DAY, True), (END, None, True)],
    ids=["before", "first day", "both open"],
)
def test_overlapping_without_end(db, start, end, overlaps):
    unit = make_commune(valid_from=FIRST)

    assert unit.versions.overlapping(start, end).exists() is overlaps


def test_in_force_on_chains_with_level_and_name(van_lang):
    make_province("Văn Lang", valid_from=FIRST)

    found = UnitVersion.objects.named("van lang").of_level("commune")

    assert [version.unit for version in found.in_force_on(FIRST)] == [van_lang]
