"""The map of the demo: real units, tiles and boundaries."""

import re

import pytest

from communes.models import BoundaryLayer
from tests.demo.html import SHOWN, PageReader

# What is drawn; the crawl opens the map on PostgreSQL.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("demo"),
]

KB = 1024
MAPS = [
    ("/ban-do/?nam=2021", 15),
    ("/ban-do/?nam=2021&tieu_chi=6", 15),
    ("/ban-do/?nam=2021&ve=so-do-huyen", 15),
    ("/ban-do/?nam=2025", 15),
    ("/ban-do/?nam=2025&ve=ranh-gioi", 25),
]


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("url", "limit"), MAPS)
def test_map_is_light(client, url, limit):
    response = client.get(url, headers={"accept-encoding": "gzip"})

    assert len(response.content) <= limit * KB


@pytest.mark.parametrize(
    ("query", "linked", "others"),
    [
        ("nam=2021", 96, 12),
        ("nam=2025", 77, 15),
        ("nam=2025&ve=ranh-gioi", 77, 15),
    ],
)
def test_map_draws_every_unit_once(client, query, linked, others):
    page = read(client, f"/ban-do/?{query}")

    assert len(re.findall(r'<a class="\w+" href="/xa/\d[^"]*"><title>', page)) == linked
    assert page.count('<g class="urban">') == others


def test_map_gives_the_published_bands_of_2021(client):
    page = client.get("/ban-do/?nam=2021").context["page"]

    assert [cell["count"] for cell in page.total["cells"]] == [20, 6, 58, 12, 0]
    assert page.total["average"] == "13,0"


@pytest.mark.parametrize(("url", "_limit"), MAPS)
def test_every_count_of_the_map_equals_its_list(client, url, _limit):
    for link in PageReader(read(client, url)).counts:
        shown = SHOWN.search(read(client, link.url))
        assert int(shown[1]) == link.count


def test_boundaries_show_their_caveat(client):
    layer = BoundaryLayer.objects.get(kind="polygons", level="commune")

    page = read(client, "/ban-do/?nam=2025&ve=ranh-gioi")

    assert layer.caveat in page
    assert layer.licence in page
