import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from reporting.pages.commune import commune_page
from reporting.pages.communes import communes_page
from reporting.pages.province import province_page
from reporting.reports.commune import commune_report
from reporting.reports.communes import commune_list
from reporting.reports.province import province_report
from reporting.reports.rows import Filters
from reporting.reports.scope import Where
from tests.builders import make_recognition, make_user
from tests.reporting.worlds import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FILTERED = "/xa/?nam=2021&dat=3&thieu=6&cong_nhan=chua&q=o&xep=thay-doi"


def count(client, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def counts(client, size):
    """Queries of each page in a province of `size` communes."""
    world = make_world(tuple(n % 6 for n in range(size)))
    for unit in world.communes[::3]:
        make_recognition(unit=unit, year=2021)
    commune = f"/xa/{world.communes[1].pk}-xa-boc-bo/"
    district = f"/huyen/{world.district.pk}-huyen-bach-thong/"
    return {
        "nation": count(client, "/ca-nuoc/?xep=du"),
        "province": count(client, "/"),
        "district": count(client, district),
        "list": count(client, "/xa/"),
        "filtered": count(client, FILTERED),
        "commune": count(client, commune),
    }


@pytest.mark.parametrize("size", [3, 30])
def test_pages_ask_the_same_queries_at_any_size(client, size):
    assert counts(client, size) == {
        "nation": 8,
        "province": 9,
        "district": 10,
        "list": 6,
        "filtered": 6,
        "commune": 10,
    }


def test_signed_in_readers_cost_session_user_roles_and_notices(client, world):
    client.force_login(make_user())

    assert count(client, "/xa/") == 6 + 4


@pytest.mark.parametrize(
    ("url", "template"),
    [
        ("/", "reporting/province.html"),
        ("/xa/", "reporting/communes.html"),
        ("commune", "reporting/commune.html"),
    ],
)
def test_rendering_asks_nothing(
    client, world, django_assert_num_queries, url, template
):
    unit_id = world.communes[1].pk
    make = {
        "/": lambda: province_page(province_report(Where("Bắc Kạn"))),
        "/xa/": lambda: communes_page(commune_list(Where("Bắc Kạn"), Filters())),
        "commune": lambda: commune_page(commune_report(unit_id)),
    }
    request = client.get("/").wsgi_request
    context = {"page": make[url]()}

    with django_assert_num_queries(0):
        render_to_string(template, context, request)
