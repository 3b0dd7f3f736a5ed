"""A reader and an administrator follow every kind of link of the demo."""

import gzip
from collections import Counter, deque
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils.translation import override

from tests.builders import make_user
from tests.demo.counting import row_counts
from tests.demo.html import SHOWN, PageReader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

KB = 1024
# Whole lists of a province may be larger than a page of findings.
HEAVY = {"communes", "matrix", "criterion", "map", "document", "documents"}
STARTS = ["/", "/?nam=2020", "/?nam=2022", "/en/", "/tim-kiem/?q=yen+thinh"]


def kind_of(url):
    """The page and the names of its query: links of a kind are tried a few times.

    English pages differ in words alone: all states of a page are one kind.
    """
    parts = urlsplit(url)
    english = parts.path.startswith("/en/")
    with override("en" if english else "vi"):  # whatever the last request spoke
        try:
            view = resolve(parts.path).view_name
        except Resolver404:
            view = parts.path
    names = sorted(name for name, _value in parse_qsl(parts.query))
    return english, view, () if english else tuple(names)


def kind_of_admin(url):
    """The same, but a page of the readers is one kind: its own crawl tries its states.

    What an administrator is shown there beside stands in every state.
    """
    english, view, names = kind_of(url)
    return english, view, names if view.startswith("admin:") else ()


def crawl(client, starts, tries, depth, kind_of=kind_of):
    """Answers by address: at most `tries` of each kind, kinds as they are found.

    Links are followed from pages with at most `depth` names in their query.
    """
    waiting, seen, tried = deque(starts), set(starts), Counter()
    answers = {}
    while waiting:
        url = waiting.popleft()
        kind = kind_of(url)
        if tried[kind] >= (1 if kind[0] else tries):
            continue
        tried[kind] += 1
        answer = client.get(url, follow=True)
        answers[url] = answer
        if not answer["Content-Type"].startswith("text/html"):
            continue
        if len(kind[2]) > depth:
            continue  # a state of a page leads to more states of the same pages
        here = answer.request["PATH_INFO"]
        for link in page_of(answer).links:
            there = urljoin(here, link.url.split("#")[0])
            if there.startswith("/") and there not in seen:
                seen.add(there)
                waiting.append(there)
    return answers


def page_of(answer):
    """The page of an answer, read once."""
    if not hasattr(answer, "page"):
        answer.page = PageReader(answer.content.decode())
    return answer.page


def faults(answers):
    return {url: a.status_code for url, a in answers.items() if a.status_code != 200}


@pytest.fixture(scope="module")
def visited():
    """What the crawl of the module's first test found, for the others."""
    return {}


@pytest.fixture
def public(client, visited):
    if not visited:
        before = row_counts()
        visited["answers"] = crawl(client, STARTS, tries=2, depth=2)
        visited["written"] = before != row_counts()
    return visited


def test_reader_meets_no_broken_link_and_writes_nothing(public):
    assert len(public["answers"]) > 100
    assert faults(public["answers"]) == {}
    assert not public["written"]


def test_pages_are_light(public):
    heavy = {}
    for url, answer in public["answers"].items():
        _english, view, names = kind_of(url)
        if "dang" in names:
            continue
        limit = 25 if view.partition(":")[2] in HEAVY else 15
        size = len(gzip.compress(answer.content, 6))
        if size > limit * KB:
            heavy[url] = size
    assert heavy == {}


def test_counts_equal_their_lists(client, public):
    links = {
        (link.url, link.count)
        for url, answer in public["answers"].items()
        if answer["Content-Type"].startswith("text/html") and not url.startswith("/en/")
        for link in page_of(answer).counts
    }
    chosen = sorted(links)[:: max(1, len(links) // 60)]

    found = {
        (url, count): int(SHOWN.search(client.get(url).content.decode())[1])
        for url, count in chosen
    }

    assert len(found) >= 40
    assert found == {(url, count): count for url, count in found}


def test_administrator_meets_no_broken_link_and_writes_nothing(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    before = row_counts()

    starts = ["/quan-tri/", "/", "/nhap-tu-bang/"]
    answers = crawl(client, starts, tries=1, depth=0, kind_of=kind_of_admin)

    assert len(answers) > 100
    assert faults(answers) == {}
    assert row_counts() == before
