import pytest

from reporting.pages.parts import place_url
from reporting.reports.province import province_report
from reporting.reports.scope import Where
from tests.demo.html import SHOWN, PageReader

# The crawl compares counts with lists on PostgreSQL.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("demo"),
]

YEARS = [2020, 2021, 2022]


def read(client, url):
    response = client.get(url, follow=True)
    assert response.status_code == 200, url
    return response.content.decode()


def communes_at(client, url):
    """What a list says it shows, and how many rows its pages hold."""
    text = read(client, url)
    shown = int(SHOWN.search(text)[1])
    rows, page = PageReader(text).named_rows, 2
    while 'rel="next"' in text:
        text = read(client, f"{url}&trang={page}")
        rows, page = rows + PageReader(text).named_rows, page + 1
    return shown, rows


def place_pages():
    """A district, the country, and the province of the year after the districts."""
    heir = province_report(Where("Thái Nguyên", year=2025)).scope.province
    scope = province_report(Where("Bắc Kạn", year=2021)).scope
    district = next(v for v in scope.districts.values() if v.name == "Na Rì")
    yield from (f"{place_url(district)}?nam=2021", "/ca-nuoc/?nam=2021")
    yield f"{place_url(heir)}?nam=2025"
    yield f"/xa/?tinh={heir.unit_id}&nam=2025"


def pages_to_crawl():
    """The kinds of page, those of a province in every year, three communes of each."""
    yield from place_pages()
    yield from ("/ma-tran/?nam=2021", "/so-sanh/?nam=2021")
    for year in YEARS:
        yield from (f"/?nam={year}", f"/xa/?nam={year}")
        rows = province_report(Where("Bắc Kạn", year=year)).rows
        for row in (rows[0], rows[len(rows) // 2], rows[-1]):
            yield f"/xa/{row.unit_id}-{row.slug}/?nam={year}"


def test_every_count_equals_the_list_behind_it(client):
    links = {
        (link.url, link.count)
        for url in pages_to_crawl()
        for link in PageReader(read(client, url)).counts
    }

    found = {(url, count): communes_at(client, url) for url, count in links}

    assert len(found) >= 40
    assert found == {(url, count): (count, count) for url, count in links}


@pytest.mark.parametrize("year", YEARS)
def test_every_page_counts_the_same_communes(client, year):
    total = len(province_report(Where("Bắc Kạn", year=year)).rows)

    shown = SHOWN.search(read(client, f"/xa/?nam={year}"))

    assert shown.groups() == (str(total), str(total))


def test_bands_add_up_to_the_whole(client):
    links = PageReader(read(client, "/?nam=2021")).counts

    bands = [link.count for link in links if "dat=" in link.url and link.words[1:]]

    assert sum(bands) == 96
