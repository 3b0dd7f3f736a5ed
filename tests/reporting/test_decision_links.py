"""From public pages to a dossier and to a withdrawal, for those who may."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.roles import Roles
from assessments.reports.dossiers import NOWHERE, ways_of
from tests.access.people import WHO, client_of, make_world
from tests.admin.world import queries_of
from tests.builders import make_commune, make_recognition
from tests.round_builders import make_dossier

pytestmark = pytest.mark.django_db

KEEPERS = {"coordinator", "administrator"}
READERS = KEEPERS | {"commune", "district", "agency", "viewer"}


@pytest.fixture
def world():
    return make_world()


def shown_to(world, address, url):
    """Who finds a link to `url` on the page."""
    link = f'href="{url}"'
    return {
        who
        for who in WHO
        if link in client_of(world, who).get(address, follow=True).content.decode()
    }


def pages_of(world):
    return reverse("reporting:register"), f"/xa/{world.commune.pk}/"


def decided(world):
    decision = make_recognition(unit=world.commune)
    closed = {"closed_at": dt.datetime(2021, 12, 1, tzinfo=dt.UTC)}
    return make_dossier(unit=world.commune, decision=decision, **closed)


def test_decision_leads_readers_to_its_dossier(world):
    url = reverse("recognition:dossier", args=[decided(world).pk])

    for address in pages_of(world):
        assert shown_to(world, address, url) == READERS, address


def test_standing_decision_leads_keepers_to_its_withdrawal(world):
    decision = make_recognition(unit=world.commune)
    url = reverse("recognition:withdraw", args=[decision.pk])

    for address in pages_of(world):
        assert shown_to(world, address, url) == KEEPERS, address


def test_what_was_withdrawn_is_not_withdrawn_again(world):
    decision = make_recognition(unit=world.commune)
    make_recognition(unit=world.commune, kind="withdrawn", known_by="2022-06-01")
    url = reverse("recognition:withdraw", args=[decision.pk])

    for address in pages_of(world):
        assert shown_to(world, address, url) == set(), address


def test_dossier_under_way_opens_from_the_page_of_the_commune(world):
    dossier = make_dossier(unit=world.commune)
    url = reverse("recognition:dossier", args=[dossier.pk])

    assert shown_to(world, f"/xa/{world.commune.pk}/", url) == READERS


def test_dossier_leads_to_its_decision_in_the_library(world):
    dossier = decided(world)
    page = reverse("recognition:dossier", args=[dossier.pk])
    url = reverse("reporting:document", args=[dossier.decision.document.key])

    assert shown_to(world, page, url) == READERS


def test_links_cost_the_same_at_any_number(world):
    decided(world)
    client = client_of(world, "coordinator")
    few = queries_of(client, reverse("reporting:register"))
    for number in range(4):
        make_recognition(unit=make_commune(f"Xã {number}", parent=world.district))

    assert queries_of(client, reverse("reporting:register")) == few


def test_somebody_without_a_role_asks_nothing(world, django_assert_num_queries):
    decision = make_recognition(unit=world.commune)

    with django_assert_num_queries(0):
        assert ways_of(Roles(), [decision]) == NOWHERE
