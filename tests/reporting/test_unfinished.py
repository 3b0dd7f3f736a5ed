"""A year that lacks results: every page says the same of it, and "so far" only where
communes still enter.
"""

import pytest

from communes.clock import now
from reporting.reports.province import province_report
from reporting.reports.scope import Where
from tests.builders import (
    make_commune,
    make_district,
    make_document,
    make_procedure,
    make_step,
)
from tests.reporting.worlds import account, make_world, open_year, record

pytestmark = pytest.mark.django_db

PLACES = ("/?nam=2022", "/ban-do/?nam=2022", "/ca-nuoc/?nam=2022")
ENTERED = "Năm 2022 đang nhập: mới có 75,0 % kết quả tiêu chí"
LACKING = "Năm 2022 chỉ có 75,0 % kết quả tiêu chí"
STATES = pytest.mark.parametrize(
    ("is_round", "is_closed", "words"),
    [(False, False, LACKING), (True, False, ENTERED), (True, True, LACKING)],
    ids=["no round", "open round", "closed round"],
)


def record_year(*missing, communes=2, is_round=False, is_closed=False):
    """A year where communes with an account lack so many criteria of six each."""
    world = make_world((0,) * communes)
    period = open_year(world, 2022)
    period.round_document = make_document(kind="round") if is_round else None
    period.save()
    make_step(make_procedure())
    accounts = {}
    for unit, lacking in zip(world.communes, missing, strict=False):
        statuses = {6 - place: "returned" for place in range(lacking)}
        accounts[unit.pk] = account(0, statuses=statuses)
    record(world, period, accounts)
    period.closed_at = now() if is_closed else None
    period.save()
    return world


def headings(client):
    return {client.get(place).context["page"].heading for place in PLACES}


@STATES
def test_so_far_is_said_only_while_communes_enter(client, is_round, is_closed, words):
    record_year(3, 0, is_round=is_round, is_closed=is_closed)

    assert headings(client) == {words}


@STATES
def test_share_names_the_communes_it_is_of(client, is_round, is_closed, words):
    record_year(3, 0, communes=3, is_round=is_round, is_closed=is_closed)

    assert headings(client) == {f"{words} của 2 trên 3 xã"}


def test_map_says_of_how_many_communes_there_are_results(client):
    record_year(0, communes=2)

    heading = client.get("/ban-do/?nam=2022").context["page"].heading

    assert heading == "Năm 2022 chỉ có kết quả của 1 trên 2 xã"


def test_map_of_a_district_without_results_says_so(client):
    world = record_year(0, 0)
    district = make_district("Na Rì", parent=world.province, province=world.province)
    make_commune("Dương Sơn", parent=district)

    answer = client.get(f"/ban-do/?nam=2022&huyen={district.pk}")

    assert answer.context["page"].heading == "Năm 2022: 1 xã, chưa có số liệu"


def test_year_is_not_over_with_the_first_commune_that_is(client):
    """Drafts of the others are still to come, though they are in no average."""
    world = record_year(0, 6, 6, communes=3, is_round=True)

    report = province_report(Where(world.province.pk, year=2022))

    assert headings(client) == {"Năm 2022 đang nhập: mới có 33,3 % kết quả tiêu chí"}
    assert [row.has_results for row in report.rows] == [True, False, False]
    assert report.whole.average == 6
    assert not report.known.is_whole


def test_year_in_which_nothing_is_confirmed_says_so(client):
    record_year(6, 6, is_round=True)

    assert headings(client) == {
        "Chưa có kết quả nào được xác nhận trong năm 2022",
        "Năm 2022: 2 xã, chưa có số liệu",
    }
