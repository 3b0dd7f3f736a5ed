"""English pages of the real demo: no word of ours is left in Vietnamese."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import resolve, reverse
from django.utils.translation import override

from assessments.models import Plan, PublishedFigure, RecognitionDecision
from communes.models import BoundaryLayer
from criteria.models import SubstitutionRule
from documents.models import Document
from reporting.models import Target
from tests.demo.html import PageReader
from tests.i18n.words import Names, PageWords, leftovers, own_models

# What the words are; the crawl opens these pages on PostgreSQL.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("demo"),
]

PAGES_A_VIEW = 2


@pytest.fixture(scope="module")
def pages(demo, django_db_blocker):
    """English pages of each kind, read once."""
    with django_db_blocker.unblock():
        return crawl(Client(), "/en/")


def crawl(client, start):
    """Pages behind `start`, up to two of each kind, by address."""
    waiting, seen, met, pages = [start], set(), Counter(), {}
    while waiting:
        url = waiting.pop(0)
        with override("en"):
            view = resolve(urlsplit(url).path).view_name
        if url in seen or met[view] >= PAGES_A_VIEW:
            continue
        met[view] += 1
        seen.add(url)
        response = client.get(url, follow=True)
        if response.headers["Content-Type"].startswith("text/html"):
            text = response.content.decode()
            pages[_final(response)] = text
            links = PageReader(text).internal
            waiting += sorted(link for link in links if is_public(link))
    return pages


def _final(response):
    """Where the redirects led."""
    path, query = (response.request[k] for k in ("PATH_INFO", "QUERY_STRING"))
    return f"{path}?{query}" if query else path


def is_public(link):
    return link.startswith("/en/") and "/quan-tri/" not in link


def test_english_pages_speak_english(pages):
    names = Names.proper()

    assert len(pages) > 10
    left = {url: leftovers(text, names) for url, text in pages.items()}
    assert {url: pieces for url, pieces in left.items() if pieces} == {}
    assert {PageWords(text).language for text in pages.values()} == {"en"}


def test_every_document_page_speaks_english(client):
    names = Names.proper()
    left = {}
    for key in Document.objects.values_list("key", flat=True):
        response = client.get(f"/en/van-ban/{key}/")
        left[key] = leftovers(response.content.decode(), names)

    assert len(left) > 40
    assert {key: pieces for key, pieces in left.items() if pieces} == {}


@pytest.mark.parametrize(
    ("model", "vietnamese", "english"),
    [
        (Document, "title", "title_en"),
        (Document, "issuer", "issuer_en"),
        (Document, "note", "note_en"),
        (BoundaryLayer, "title", "title_en"),
        (SubstitutionRule, "text_vi", "text_en"),
        (Plan, "note", "note_en"),
        (PublishedFigure, "note", "note_en"),
        (RecognitionDecision, "note", "note_en"),
        (Target, "note", "note_en"),
    ],
)
def test_every_row_has_its_english(model, vietnamese, english):
    told = model.objects.exclude(**{vietnamese: ""})

    assert told.exists()
    assert not told.filter(**{english: ""})


def test_english_pages_lead_to_english_pages(pages):
    for url, text in pages.items():
        strange = {
            link
            for link in PageReader(text).internal
            if not link.startswith(("/en/", "/static/"))
        }
        # The switch, and the way back without a prefix.
        assert strange <= {url.removeprefix("/en")}, url


def admin_pages():
    """The dashboard, and of each model the list and its first row."""
    with override("en"):
        yield reverse("admin:index")
        for model in admin.site._registry:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            yield reverse(f"{name}_changelist")
            row = model._default_manager.first()
            if row is not None:
                yield reverse(f"{name}_change", args=[row.pk])


def test_admin_speaks_english(admin_client):
    names, left = Names(own_models()), {}
    # A form shows both languages of a name, and the names of Django's permissions.
    of_forms = Names([*own_models(), Permission], but=())
    for url in admin_pages():
        response = admin_client.get(url, follow=True)
        assert response.status_code == 200, url
        known = of_forms if url.endswith("/change/") else names
        left[url] = leftovers(response.content.decode(), known)

    assert {url: pieces for url, pieces in left.items() if pieces} == {}
