"""Anonymous pages are kept a minute; a commune's own page never; a person's never."""

import gzip

import pytest
import time_machine
from django.core.cache import caches

from assessments.models import Assessment
from tests.builders import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_pages(settings):
    settings.CACHES = {
        **settings.CACHES,
        "pages": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "kept-pages",
        },
    }
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def change(world):
    """The leading commune loses its last criterion."""
    row = Assessment.objects.filter(unit=world.communes[0], period=world.periods[0])
    row.update(confirmed_met=5, confirmed_counted=5, confirmed_outcomes="MMMMMF")


def test_page_is_kept_for_a_minute_and_no_longer(client, world):
    with time_machine.travel("2026-01-01 08:00", tick=False) as now:
        before = client.get("/?nam=2021").content
        change(world)
        assert client.get("/?nam=2021").content == before

        now.shift(61)
        assert client.get("/?nam=2021").content != before


def test_own_page_changes_at_once(client, world):
    url = f"/xa/{world.communes[0].pk}-xa-an-tinh/?nam=2021"
    before = client.get(url).content

    change(world)

    assert client.get(url).content != before


def test_kept_page_asks_nothing(client, world, django_assert_num_queries):
    client.get("/xa/")

    with django_assert_num_queries(0):
        client.get("/xa/")


def test_unchanged_page_is_not_sent_again(client, world):
    for url in ("/", f"/xa/{world.communes[0].pk}-xa-an-tinh/"):
        etag = client.get(url)["ETag"]
        again = client.get(url, headers={"if-none-match": etag})
        assert (again.status_code, again.content) == (304, b"")


def test_page_of_a_person_is_never_kept(client, world):
    client.get("/")
    client.force_login(make_user())

    page = client.get("/")
    client.logout()

    assert "Đăng xuất" in page.content.decode()
    assert page["Cache-Control"] == "private, no-cache"
    assert "Đăng xuất" not in client.get("/").content.decode()


def test_languages_and_queries_are_kept_apart(client, world):
    pages = {client.get(url).content for url in ("/", "/en/", "/?nam=2020", "/xa/")}

    assert len(pages) == 4


def test_compressed_and_plain_readers_get_the_same(client, world):
    plain = client.get("/").content
    packed = client.get("/", headers={"accept-encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain


def test_wrong_addresses_are_not_kept(client, world):
    assert client.get("/?nam=1999").status_code == 404
    assert "Cache-Control" not in client.get("/?nam=1999").headers
