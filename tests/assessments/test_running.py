"""The period under way is the one that pages open with."""

import datetime as dt
from copy import deepcopy

import pytest
import time_machine
from django.test import Client

from assessments.reports.entry_places import entry_places
from assessments.reports.running import running
from tests.assessments.round import DAY, Round
from tests.builders import make_period, make_period_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(shared_round, db) -> Round:
    return deepcopy(shared_round)


def set_of(world: Round, year: int):
    period = make_period(
        year=year,
        as_of=dt.date(year, 12, 31),
        round_document=world.period.round_document,
    )
    return make_period_set(period=period, criteria_set=world.period_set.criteria_set)


@pytest.fixture
def rounds(world):
    """The latest first: next year, this year, last year."""
    return [set_of(world, 2022), world.period_set, set_of(world, 2020)]


@time_machine.travel(DAY)
def test_running_is_the_latest_that_has_begun(rounds):
    assert running(rounds) == rounds[1]
    assert running([rounds[0], rounds[2]]) == rounds[2]


@time_machine.travel(DAY)
def test_running_is_the_nearest_to_come_where_none_has_begun(world, rounds):
    assert running([set_of(world, 2023), rounds[0]]) == rounds[0]
    assert running([]) is None


@time_machine.travel(DAY)
def test_places_to_enter_begin_with_the_year_under_way(world, rounds):
    places = entry_places([world.commune.pk])

    assert [place.period_set.period.year for place in places] == [2021, 2022, 2020]


@time_machine.travel(DAY)
@pytest.mark.parametrize("path", ["/tham-tra/tien-do/", "/nhap-tu-bang/danh-gia/"])
def test_pages_of_offices_open_with_the_year_under_way(world, rounds, path):
    client = Client()
    client.force_login(world.coordinator)

    page = client.get(path, {"tinh": world.province.pk}).context["page"]

    (field,) = (field for field in page["fields"] if field["name"] == "ky")
    chosen = [o["value"] for o in field["options"] if o["selected"]]
    assert chosen == [world.period_set.pk]


@time_machine.travel(DAY)
def test_import_offers_the_year_under_way(world, rounds):
    client = Client()
    client.force_login(world.coordinator)

    form = client.get("/nhap-tu-bang/").context["form"]

    assert form["period_set"].value() == world.period_set.pk
    world.close()
    form = client.get("/nhap-tu-bang/").context["form"]
    assert form["period_set"].value() == rounds[2].pk
