"""The board of a round: what is due, where it is, and the lists behind its numbers."""

import csv
import datetime as dt
import io
from copy import deepcopy
from urllib.parse import parse_qs

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions.reviewing import agree, send_back
from assessments.models import CriterionResult, Period, ReviewStep
from tests.assessments.round import DAY, Round, make_round, shared_on_the_day
from tests.builders import make_agency, make_commune, make_membership, make_user

pytestmark = pytest.mark.django_db
BOARD = "/tham-tra/tien-do/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(DAY):
        yield


def one_of_each_stage() -> Round:
    """Two communes that owe four criteria each: one of each stage, four not begun."""
    world = make_round("percent", "percent", "percent", "percent")
    world.save(1)
    returned = world.submitted(2)
    send_back(
        result=returned,
        version=returned.version,
        by=world.district_officer,
        reason="Thiếu",
    )
    world.submitted(3)
    agreed = world.submitted(4)
    agree(result=agreed, version=agreed.version, by=world.district_officer)
    return world


shared_round = shared_on_the_day(one_of_each_stage)


@pytest.fixture
def world(shared_round, db) -> Round:
    return deepcopy(shared_round)


def ask(person, path=BOARD, **query):
    client = Client()
    client.force_login(person)
    return client.get(path, query)


def total_of(response, table=0):
    row = response.context["page"]["tables"][table]["rows"][-1]
    return [one["count"] for one in row["counts"]]


def test_due_is_communes_times_criteria_rows_or_not(world):
    response = ask(world.coordinator)

    # due, missing, draft, returned, district, agency, coordination, confirmed, late
    assert total_of(response) == [8, 4, 1, 1, 1, 1, 0, 0, 0]
    assert response.context["page"]["heading"] == "Đã xác nhận 0 trên 8 kết quả"


def test_criterion_without_a_value_is_not_begun(world):
    empty = {"value": None, "outcome": "not_assessed", "level": None}
    world.result(1).indicator_results.update(**empty)

    assert total_of(ask(world.coordinator))[:3] == [8, 5, 0]


def test_thousands_are_grouped_as_elsewhere(world):
    for turn in range(249):
        make_commune(f"Xã {turn}", parent=world.district)

    page = ask(world.coordinator).context["page"]

    assert page["heading"] == "Đã xác nhận 0 trên 1.004 kết quả"
    assert "1.004" in {one["said"] for one in page["tables"][0]["rows"][-1]["counts"]}


def test_stages_add_up_and_both_tables_agree(world):
    tables = ask(world.coordinator).context["page"]["tables"]

    for table in tables:
        counts = [[one["count"] for one in row["counts"]] for row in table["rows"]]
        assert all(sum(row[1:8]) == row[0] for row in counts)
        assert [sum(column) for column in zip(*counts[:-1], strict=True)] == counts[-1]
    assert total_of(ask(world.coordinator), 0) == total_of(ask(world.coordinator), 1)


def test_each_count_is_its_list(world):
    response = ask(world.coordinator)
    rows = [row for t in response.context["page"]["tables"] for row in t["rows"]]

    for one in (one for row in rows for one in row["counts"] if one["url"]):
        query = parse_qs(one["url"].lstrip("?"), keep_blank_values=True)
        found = ask(world.coordinator, **query).context["page"]["rows"]
        assert len(found) == one["count"]


def test_counts_are_those_of_the_stored_rows(world):
    counts = total_of(ask(world.coordinator))
    stored = CriterionResult.objects.filter(assessment__period=world.period)

    assert counts[2:4] == [
        stored.filter(status=status).count() for status in ("draft", "returned")
    ]
    assert counts[4:7] == [
        stored.filter(step__actor=actor).count()
        for actor in ("district", "agency", "coordination")
    ]


def test_late_is_past_the_days_of_a_step_or_of_the_round(world):
    ReviewStep.objects.filter(actor="district").update(days_allowed=2)
    CriterionResult.objects.filter(status="submitted").update(
        waits_since=dt.datetime(2021, 11, 1, tzinfo=dt.UTC)
    )
    assert total_of(ask(world.coordinator))[-1] == 1

    Period.objects.update(closes_on=DAY - dt.timedelta(days=1))

    # Also what the communes have not handed in: four missing, a draft, a return.
    assert total_of(ask(world.coordinator))[-1] == 7


def test_each_sees_what_is_theirs(world):
    make_commune("Xã khác", parent=world.province)
    viewer = make_membership(user=make_user(), role="national_viewer").user
    nothing = make_membership(
        user=make_user(),
        role="agency_officer",
        agency=make_agency(unit=world.province, sector="y-te"),
    ).user

    due = [
        total_of(ask(person))[0]
        for person in (
            world.district_officer,
            world.agency_officer,
            world.coordinator,
            viewer,
            nothing,
        )
    ]

    assert due == [8, 12, 12, 12, 0]


def test_communes_have_no_board_and_others_provinces_are_not_there(world):
    assert ask(world.official).status_code == 403
    for query in (
        {"tinh": world.commune.pk},
        {"ky": 99},
        {"danh_sach": "x"},
        {"tinh": "x"},
    ):
        assert ask(world.coordinator, **query).status_code == 404


def test_download_has_a_line_a_cell(world):
    content = ask(world.coordinator, dang="csv").content.decode("utf-8-sig")

    lines = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert len(lines) == 1 + 8
    assert ["Xã Sĩ Bình", "3. Tiêu chí 3", "Chờ huyện", ""] in lines


def test_same_queries_for_three_communes_and_thirty(world):
    def cost():
        with CaptureQueriesContext(connection) as found:
            ask(world.coordinator)
        return len(found)

    few = cost()
    for number in range(28):
        make_commune(f"Xã {number}", parent=world.district)

    assert cost() == few
    assert total_of(ask(world.coordinator))[0] == 30 * 4


def test_without_a_round_the_board_says_so(world):
    Period.objects.update(round_document=None)

    assert "Chưa có kỳ nào mở" in ask(world.coordinator).content.decode()


def test_english(world):
    assert "By commune" in ask(world.coordinator, f"/en{BOARD}").content.decode()
