import pytest

from reporting.reports.province import province_report
from reporting.reports.scope import Where

# How heavy pages are; the crawl opens them on PostgreSQL.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("demo"),
]

KB = 1024


def weight(client, url):
    """Bytes of the compressed page."""
    response = client.get(url, headers={"accept-encoding": "gzip"}, follow=True)
    assert response.headers["Content-Encoding"] == "gzip"
    return len(response.content)


def test_province_page_is_light(client):
    assert weight(client, "/") <= 15 * KB


def test_list_page_is_light(client):
    assert weight(client, "/xa/") <= 25 * KB


@pytest.mark.parametrize("year", [2021, 2022])
def test_commune_page_is_light(client, year):
    row = province_report(Where("Bắc Kạn", year=year)).rows[-1]

    assert weight(client, f"/xa/{row.unit_id}/?nam={year}") <= 15 * KB


def test_matrix_is_light(client):
    assert weight(client, "/ma-tran/?nam=2022") <= 25 * KB


def test_comparison_is_light(client):
    rows = province_report(Where("Bắc Kạn", year=2021)).rows
    chosen = "&".join(f"xa={row.unit_id}" for row in (rows[0], *rows[-3:]))

    assert weight(client, f"/so-sanh/?nam=2021&{chosen}") <= 15 * KB
