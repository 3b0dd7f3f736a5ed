import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from assessments.models import Assessment, Period
from assessments.reports.keep import forget
from communes.clock import now
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
        "nation": 7,
        "province": 10,
        "district": 11,
        "list": 7,
        "filtered": 7,
        "commune": 10,
    }


@pytest.fixture
def law_kept(settings):
    """The law is kept, as it is in production."""
    settings.LAW_KEPT_FOR = 3600
    forget()
    yield
    forget()


@pytest.mark.usefixtures("law_kept")
@pytest.mark.parametrize("size", [3, 30])
def test_law_is_not_asked_again_in_the_same_moment(client, size):
    world = make_world(tuple(n % 6 for n in range(size)))
    commune = f"/xa/{world.communes[1].pk}-xa-boc-bo/"
    pages = ["/ca-nuoc/", "/", "/xa/", FILTERED, "/ma-tran/", commune]

    asked = [(count(client, url), count(client, url))[1] for url in pages]

    assert asked == [3, 6, 3, 3, 3, 7]


@pytest.mark.usefixtures("law_kept")
def test_totals_of_closed_years_are_not_asked_again_in_the_same_moment(client):
    make_world()
    Period.objects.update(closed_at=now())
    pages = ["/ca-nuoc/", "/", "/xa/", "/ma-tran/"]

    asked = [(count(client, url), count(client, url))[1] for url in pages]

    assert asked == [1, 5, 2, 2]


@pytest.mark.usefixtures("law_kept")
def test_results_are_not_kept_with_the_law(client, world):
    before = client.get("/xa/?nam=2021").content
    row = Assessment.objects.filter(unit=world.communes[0], period=world.periods[0])

    row.update(confirmed_met=5, confirmed_counted=5, confirmed_outcomes="MMMMMF")

    assert client.get("/xa/?nam=2021").content != before


def test_signed_in_readers_cost_session_user_roles_and_notices(client, world):
    client.force_login(make_user())

    assert count(client, "/xa/") == 7 + 4


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
