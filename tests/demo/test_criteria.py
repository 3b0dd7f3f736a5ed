"""The pages of criteria over the real demo: counts, drawings, weight."""

import re

import pytest

from reporting.reports.criterion import Query, criterion_report
from reporting.reports.scope import Where
from tests.demo.html import PageReader
from tests.demo.test_counts_equal_lists import communes_at, read
from tests.demo.test_weights import KB, weight

# The crawl compares counts with lists on PostgreSQL.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("demo"),
]

SHOWN = re.compile(r"Hiện (\d+) trên (\d+) xã")
INDICATOR = re.compile(
    r'href="([^"]*chi_tieu=[^"]*)"[^>]*>[^<]*</a>[^\n]*?<td class="num count">(\d+)<'
)


PAGES = [
    "/tieu-chi/?nam=2022&xep=cho",
    "/tieu-chi/10/?nam=2021",
    "/tieu-chi/14/?nam=2022",
]


def test_every_count_of_criteria_equals_the_list_behind_it(client):
    links = {
        (link.url, link.count)
        for url in PAGES
        for link in PageReader(read(client, url)).counts
    }

    found = {(url, count): communes_at(client, url) for url, count in links}

    assert len(found) > 60
    assert found == {(url, count): (count, count) for url, count in links}


@pytest.mark.parametrize(("number", "year"), [(2, 2021), (14, 2022), (17, 2022)])
def test_every_count_of_an_indicator_equals_its_list(client, number, year):
    text = read(client, f"/tieu-chi/{number}/?nam={year}")

    links = [
        (url.replace("&amp;", "&"), count) for url, count in INDICATOR.findall(text)
    ]

    assert len(links) > 3
    shown = {url: SHOWN.search(read(client, url))[1] for url, _count in links}
    assert shown == dict(links)


@pytest.mark.parametrize(("number", "year"), [(n, 2021 + n % 2) for n in range(1, 20)])
def test_criterion_plots_every_value_once(client, number, year):
    report = criterion_report(Where("Bắc Kạn", year=year), number, Query())
    results = [s.results.get(report.leaf.pk) for s in report.known]
    judged = [r for r in results if r and r.outcome in ("met", "not_met")]

    text = read(client, f"/tieu-chi/{number}/?nam={year}")

    paths = re.findall(r'class="dot-[df]"[^>]* d="([^"]*)"', text)
    # All communes, and again in the rows of the districts.
    drawn = 2 * len(judged) if report.has_scale else 0
    assert sum(path.count("M") for path in paths) == drawn


def test_criterion_pages_are_light(client):
    assert weight(client, "/tieu-chi/?nam=2021") <= 15 * KB
    assert weight(client, "/tieu-chi/10/?nam=2021&xem=tat-ca") <= 25 * KB
    assert weight(client, "/tieu-chi/17/?nam=2022&xem=tat-ca") <= 25 * KB
