"""Search by any name a unit ever had, by criterion and by document."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communes.actions import rename
from reporting.reports.search import (
    LIMIT,
    MOST_PLACES,
    readings_of,
    search_everything,
)
from tests.builders import (
    make_commune,
    make_district,
    make_document,
    make_province,
)
from tests.reporting.worlds import make_world

pytestmark = pytest.mark.django_db

DAY = dt.date(2021, 7, 1)


def test_unit_is_found_without_marks_and_with_either_y():
    unit = make_commune("Sỹ Bình")

    for text in ("si binh", "Sĩ Bình", "SỸ BÌNH"):
        assert [hit.version.unit_id for hit in search_everything(text).units] == [
            unit.pk
        ]


def test_former_name_is_found_with_its_last_day(client):
    unit = make_commune("Bình Trung")
    rename(unit=unit, name="Yên Phong", day=DAY, document=make_document())

    page = client.get("/tim-kiem/?q=binh+trung").content.decode()

    hit = search_everything("binh trung").units[0]
    assert (hit.version.name, hit.former.name) == ("Yên Phong", "Bình Trung")
    assert "tên cũ: Xã Bình Trung, đến trước ngày 1/7/2021" in page


def test_ended_unit_is_found_after_standing_ones():
    ended = make_commune("Yên Mỹ")
    ended.versions.update(valid_to=DAY)
    standing = make_commune("Yên Mỹ")

    hits = search_everything("yen my").units

    assert [hit.version.unit_id for hit in hits] == [standing.pk, ended.pk]
    assert hits[1].ended_on == dt.date(2021, 6, 30)


def test_part_of_a_word_is_found_only_where_no_word_is():
    inside = make_commune("Diễn Thịnh")
    assert [h.version.unit_id for h in search_everything("yen thinh").units] == [
        inside.pk
    ]

    whole = make_commune("Yên Thịnh")
    assert [h.version.unit_id for h in search_everything("yen thinh").units] == [
        whole.pk
    ]


@pytest.mark.parametrize(
    ("communes", "heading"),
    [(1, "1 kết quả cho “yen my”"), (LIMIT + 1, f"Hơn {LIMIT} kết quả cho “yen my”")],
)
def test_heading_counts_what_is_found(client, communes, heading):
    for _each in range(communes):
        make_commune("Yên Mỹ")

    assert f"<h1>{heading}</h1>" in client.get("/tim-kiem/?q=yen+my").content.decode()


def test_criteria_and_documents_are_found(world):
    document = make_document(number="318/QĐ-BNN")
    name = world.criteria_set.criteria.get(number=2).name_vi

    assert search_everything("318/QĐ-BNN").documents == [document]
    assert search_everything(name).criteria[0].year == 2021


ASKED = [
    "Xã Hoàng Trĩ",
    "xã hoàng trĩ, huyện Ba Bể",
    "Hoàng Trĩ, Ba Bể, Tỉnh Bắc Kạn",
    "hoang tri ba be",
    "xa hoang tri ba be",
    "Hoàng Trĩ commune, Ba Bể district",
    "01930",
    " 01930 ",
]


@pytest.mark.parametrize("text", ASKED)
def test_unit_is_found_as_letters_and_pages_write_it(text):
    province = make_province()
    district = make_district("Ba Bể", parent=province, province=province)
    unit = make_commune("Hoàng Trĩ", parent=district, code="01930")
    make_commune("Hoàng Trĩ", kind="phuong")

    found = [hit.version.unit_id for hit in search_everything(text).units]

    assert found == [unit.pk]


def test_places_behind_a_name_are_few():
    for reading in readings_of("a" + ",b" * 40):
        assert len(reading.places) == MOST_PLACES


@pytest.mark.parametrize("text", ["Hoàng Trĩ, Na Rì", "hoang tri na ri", "01931"])
def test_unit_elsewhere_is_not_found(text):
    make_commune("Hoàng Trĩ", code="01930")

    assert search_everything(text).units == []


def test_name_that_begins_like_a_kind_is_found_first():
    make_commune("Lượng Minh")
    unit = make_commune("Xá Lượng")

    assert search_everything("xa luong").units[0].version.unit_id == unit.pk


@pytest.mark.parametrize(
    "text",
    [",", "xã", ", Ba Bể", "a b " * 200, "", " ", "%00", "???", "ể" * 400, "%25"],
)
def test_odd_text_gets_an_answer(client, world, text):
    assert client.get(f"/tim-kiem/?q={text}").status_code == 200


@pytest.mark.parametrize("size", [3, 30])
def test_search_asks_the_same_queries_at_any_size(client, size):
    make_world(tuple(n % 6 for n in range(size)))

    with CaptureQueriesContext(connection) as queries:
        client.get("/tim-kiem/?q=a")

    assert len(queries) == 4


def test_long_lists_say_that_there_is_more():
    for number in range(LIMIT + 1):
        make_commune(f"Phúc Lộc {number}")

    found = search_everything("phuc loc")

    assert len(found.units) == LIMIT
    assert found.more == {"units"}
