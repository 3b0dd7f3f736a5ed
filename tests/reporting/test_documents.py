"""The library of documents and the page of one."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.reports.documents import PARTS, document_report, library
from tests.builders import (
    make_document,
    make_figure,
    make_plan,
    make_recognition,
    make_target,
)
from tests.reporting.worlds import make_world

pytestmark = pytest.mark.django_db


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_every_model_that_cites_a_document_has_a_part():
    from django.apps import apps

    from documents.models import Document

    citing = {
        model
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is Document
        and not model._meta.proxy
        and not model.__name__.startswith("Historical")
    }
    known = {model for model, _read in PARTS.values()}

    # Rows of the people who work, and the round that is a document itself.
    internal = {"Evidence", "Correction", "Period"}
    assert {model.__name__ for model in citing - known} == internal


def test_document_lists_the_rows_that_cite_it(world):
    document = make_document(number="12/QĐ-UBND")
    for unit in world.communes:
        make_recognition(unit=unit, year=2021, document=document)

    report = document_report(document.key)

    assert report.counts == {"cong-nhan": 3}
    assert {row.unit_id for row in report.parts[0].rows} == {
        unit.pk for unit in world.communes
    }


def test_document_of_a_round_shows_only_what_was_promised(client, world):
    document = make_document(kind="round")
    late = dt.datetime(2022, 3, 1, tzinfo=dt.UTC)
    first, second, third = world.communes
    said = {"year": 2022, "document": document}
    make_plan(**said, unit=first, note="còn viết dở")
    make_plan(**said, unit=second, is_recognition_planned=False, registered_at=late)
    make_plan(**said, unit=third, note="Xã mới sáp nhập", registered_at=late)

    report = document_report(document.key)
    page = client.get(f"/van-ban/{document.key}/").content.decode()

    assert report.counts == {"ke-hoach": 1}
    assert [row.unit_id for row in report.parts[0].rows] == [third.pk]
    assert "còn viết dở" not in page
    assert "Kế hoạch đăng ký muộn" in page
    assert "Xã mới sáp nhập" in page


def test_document_tells_targets_and_figures_apart(client, world):
    document = make_document()
    said = {"unit": world.province, "document": document}
    make_target(**said, metric="recognised", value=9, baseline_year=2020)
    make_target(**said, metric="recognised", value=2, tier="nang_cao")
    make_figure(**said, metric="in_band", band_minimum=6, band_maximum=6, value=1)

    page = client.get(f"/van-ban/{document.key}/").content.decode()

    assert re.findall(r">(Xã [^<]*)</a>", page) == [
        "Xã đã công nhận, 2021–2025: thêm 9",
        "Xã đã công nhận (nông thôn mới nâng cao), 2021–2025: 2",
        "Xã theo khoảng tiêu chí 6, 31/12/2021: 1",
    ]


def test_library_counts_equal_the_rows_of_each_page(client, world):
    for row in library().rows:
        parts = document_report(row.document.key).parts
        assert {part.key: part.count for part in parts} == {
            name: n for name, n in row.counts.items() if n
        }
        for part in parts:
            assert len(part.rows) == part.count


def test_library_finds_numbers_without_marks(world):
    document = make_document(number="1980/QĐ-TTg", title="Về bộ tiêu chí")

    found = library("1980/qd-ttg")

    assert [row.document for row in found.rows] == [document]


@pytest.mark.parametrize(
    "url", ["/van-ban/khong-co/", "/van-ban/khong-co/?phan=muc", "/van-ban/%00/"]
)
def test_unknown_document_is_not_found(client, url):
    assert client.get(url).status_code == 404


def test_part_that_a_document_does_not_have_is_not_found(client):
    document = make_document()

    assert client.get(f"/van-ban/{document.key}/?phan=muc").status_code == 404


@pytest.mark.parametrize("size", [3, 30])
def test_documents_ask_the_same_queries_at_any_size(client, size):
    world = make_world(tuple(n % 6 for n in range(size)))
    document = make_document(number="12/QĐ-UBND")
    for unit in world.communes:
        make_recognition(unit=unit, year=2021, document=document)

    assert queries_of(client, "/van-ban/") == 2
    assert queries_of(client, f"/van-ban/{document.key}/") == 2


def test_citations_lead_to_the_page_of_the_document(client, world):
    make_recognition(unit=world.communes[0], year=2021)

    page = client.get(f"/xa/{world.communes[0].pk}/", follow=True).content.decode()

    assert page.count('href="/van-ban/') >= 2
