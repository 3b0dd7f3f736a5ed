"""Anonymous pages are kept a minute; a commune's own page never; a person's never."""

import gzip

import pytest
import time_machine
from django.core.cache import caches

from assessments.models import Assessment, Period
from assessments.reports.keep import forget
from communes.clock import now as this_moment
from reporting.reports.nation import nation_report
from reporting.reports.scope import Where, open_scope
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


@pytest.fixture
def minute(settings):
    """The first second of a minute for which law and closed years are kept."""
    settings.LAW_KEPT_FOR = 60
    forget()
    with time_machine.travel("2026-01-01 08:00", tick=False) as now:
        yield now
    forget()


def close(world):
    """Close the latest year."""
    world.periods[0].closed_at = this_moment()
    world.periods[0].save()


def full(world, **place):
    """Communes that meet all in 2021, as the pages of the country and a place say."""
    where = Where(**{"province": world.province.pk, **place}, year=2021)
    return nation_report(2021).totals.meets_all, open_scope(where).totals.meets_all


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


@pytest.mark.parametrize("is_district", [False, True])
def test_totals_of_a_closed_year_are_kept_for_a_minute(world, minute, is_district):
    place = {"district": world.district.pk} if is_district else {}
    close(world)
    assert full(world, **place) == (1, 1)
    change(world)

    minute.shift(59)
    assert full(world, **place) == (1, 1)

    minute.shift(1)
    assert full(world, **place) == (0, 0)


def test_totals_of_an_open_year_are_never_kept(world, minute):
    assert full(world) == (1, 1)

    change(world)

    assert full(world) == (0, 0)


def test_year_closed_within_the_minute_is_asked_anew(world, minute):
    full(world)
    close(world)
    change(world)

    assert full(world) == (0, 0)


def test_totals_are_kept_by_basis_and_place(world, minute):
    close(world)
    full(world)
    change(world)

    assert nation_report(2021, "declared").totals.meets_all == 1
    assert nation_report(2021).totals.meets_all == 1
    assert full(world, district=world.district.pk) == (1, 0)


def test_year_without_accounts_is_not_asked_twice(
    world, minute, django_assert_num_queries
):
    """A closed year that tells nothing of a place is kept as such."""
    Assessment.objects.filter(period=world.periods[1]).update(district=None)
    Period.objects.update(closed_at=this_moment())
    place = Where(world.province.pk, world.district.pk, 2021)
    open_scope(place)

    with django_assert_num_queries(0):
        assert [y.year for y in open_scope(place).years] == [2021]


def test_page_goes_with_the_closed_year_it_was_made_of(client, world, minute):
    close(world)
    client.get("/ca-nuoc/?nam=2021")
    change(world)
    minute.shift(50)
    late = client.get("/ca-nuoc/?nam=2021&xep=ten").content

    minute.shift(10)

    assert client.get("/ca-nuoc/?nam=2021&xep=ten").content != late


def test_bands_of_the_country_are_kept_with_its_totals(world, minute):
    close(world)
    assert nation_report(2021).bands[0].count == 1
    change(world)

    assert nation_report(2021).bands[0].count == 1
    minute.shift(60)
    assert nation_report(2021).bands[0].count == 0


@pytest.mark.parametrize("first", [{}, {"Save-Data": "on"}], ids=["whole", "saving"])
def test_page_of_a_reader_who_saves_data_has_no_font_faces(client, world, first):
    """Whichever of the two is kept first, the other is not answered by it."""
    client.get("/xa/?nam=2021", headers=first)

    saving = client.get("/xa/?nam=2021", headers={"Save-Data": "on"})
    whole = client.get("/xa/?nam=2021")

    assert ("fonts" in saving.content.decode(), "fonts" in whole.content.decode()) == (
        False,
        True,
    )
    assert "Save-Data" in saving["Vary"]
