"""The public register of decisions."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.pages.register import NAMES, address
from reporting.reports.register import FILTERS, RegisterQuery, register
from tests.builders import make_commune, make_document, make_province, make_recognition

pytestmark = pytest.mark.django_db

LATER = dt.date(2023, 5, 4)


@pytest.fixture
def decisions():
    """Two communes of two provinces: one withdrawn again, one without a year."""
    first = make_commune("Sĩ Bình")
    other = make_commune("Vũ Muộn", parent=make_province("Thái Nguyên"))
    said = {"year": 2021, "number": "12/QĐ-UBND", "decided_on": dt.date(2021, 12, 30)}
    return [
        make_recognition(unit=first, **said),
        make_recognition(unit=first, kind="withdrawn", year=2023, known_by=LATER),
        make_recognition(unit=other, tier="nang_cao", basis="inferred"),
    ]


def rows_of(client, **query):
    response = client.get("/cong-nhan/", query)
    assert response.status_code == 200
    return [(row["unit"], row["kind"]) for row in response.context["page"].rows]


def test_register_lists_every_decision_the_latest_first(client, decisions):
    assert rows_of(client) == [
        ("Xã Sĩ Bình", "Thu hồi"),
        ("Xã Sĩ Bình", "Công nhận"),
        ("Xã Vũ Muộn", "Công nhận"),
    ]


def test_what_no_source_gives_says_so(client, decisions):
    page = client.get("/cong-nhan/", {"chuan": "nang_cao"}).content.decode()

    for words in ("chưa có số quyết định", "chưa rõ năm", "suy ra từ nguồn"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"q": "si binh"}, 2),
        ({"hinh_thuc": "withdrawn"}, 1),
        ({"nam": "2021"}, 1),
        ({"nam": "chua-ro"}, 1),
        ({"chuan": "nang_cao", "nam": "2021"}, 0),
        ({"hinh_thuc": "khong-co", "nam": "x", "trang": "99", "tinh": "x"}, 3),
    ],
)
def test_register_is_filtered(client, decisions, query, count):
    assert len(rows_of(client, **query)) == count


def test_counts_of_filters_equal_their_lists(decisions):
    for asked in (RegisterQuery(), RegisterQuery(kind="recognised")):
        for name in FILTERS:
            for value, count in register(asked).choices[name].items():
                narrowed = RegisterQuery(**{"kind": asked.kind, name: value})
                assert len(register(narrowed).rows) == count


def test_address_of_a_query_is_read_back(client, decisions):
    query = RegisterQuery(tier="ntm", kind="recognised", year="2021", text="Sĩ")

    response = client.get(address(query, 2))

    assert {field.name for field in response.context["page"].filters} == {
        *NAMES.values()
    }
    assert [row["year"] for row in response.context["page"].rows] == ["2021"]


def test_long_register_comes_by_pages(decisions):
    pages = [register(RegisterQuery(), page, size=2) for page in (1, 2)]

    assert [len(page.rows) for page in pages] == [2, 1]
    assert (pages[0].shown, pages[0].pages) == (3, 2)
    ids = [row.pk for page in pages for row in page.rows]
    assert len(set(ids)) == 3


def test_file_holds_every_decision_of_the_filters(client, decisions):
    response = client.get("/cong-nhan/", {"dang": "csv", "tinh": ""})

    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row[0] for row in table[1:4]] == ["Xã Sĩ Bình", "Xã Sĩ Bình", "Xã Vũ Muộn"]
    assert table[2][4:6] == ["30/12/2021", "12/QĐ-UBND"]


def test_empty_register_shows_the_way_out(client):
    assert "Chưa có quyết định nào" in client.get("/cong-nhan/").content.decode()


def test_queries_do_not_grow_with_the_register(decisions):
    with CaptureQueriesContext(connection) as few:
        register(RegisterQuery())
    for _one in range(6):
        make_recognition()
    with CaptureQueriesContext(connection) as many:
        register(RegisterQuery())

    assert len(few) == len(many) == 3


def test_english_file_says_document_and_note_in_english(client):
    document = make_document(number="", title="Tin", title_en="News")
    make_recognition(
        unit=make_commune("Sĩ Bình"),
        year=2021,
        document=document,
        note="đơn vị mới",
        note_en="new unit",
    )

    text = client.get("/en/cong-nhan/?dang=csv").content.decode("utf-8-sig")

    row, source = text.splitlines()[1], text.splitlines()[-1]
    assert row.endswith(",News,new unit")
    assert source.strip() == "News"
