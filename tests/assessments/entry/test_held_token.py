"""A form from before a sign-in in another tab: refused, and kept for its owner."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.forms.held import Filler
from assessments.models import Assessment, HeldInput
from tests.assessments.entry.desk import Desk, fields_of

pytestmark = pytest.mark.django_db

OWN = "http://testserver"


@pytest.fixture
def desk(round_):
    """A browser of the official; tokens are checked as they are for real."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(round_.official)
    return Desk(client, round_)


def old_form(desk, person=None, **typed):
    """A page is filled in; meanwhile somebody signs in in another tab."""
    form = desk.fields(**(typed or {"v_1_1": "75"}))
    client = Client(enforce_csrf_checks=True)
    client.force_login(person or desk.round.official)
    client.get(desk.url())
    desk.client = client
    return form


def test_old_form_is_kept_and_offered_back(desk):
    form = old_form(desk)

    answer = desk.send(form, origin=OWN)

    page = answer.content.decode()
    assert (answer.status_code, Assessment.objects.count()) == (403, 0)
    assert "Biểu mẫu này mở từ trước khi bạn đăng nhập" in page
    assert f'href="{desk.url()}"' in page
    again = fields_of(desk.open().content.decode())
    assert again["v-1-1"] == "75"


def test_held_values_are_saved_with_a_fresh_token_only(desk):
    desk.send(old_form(desk), origin=OWN)
    fresh = fields_of(desk.open().content.decode())

    desk.send(fresh, origin=OWN)

    assert desk.round.result().indicator_results.get().value == 75
    assert not HeldInput.objects.exists()


def test_page_in_english_speaks_english(desk):
    form = old_form(desk)

    url = "/en" + desk.url()
    page = desk.client.post(url, form, headers={"origin": OWN}).content.decode()

    assert f'href="{url}"' in page
    assert "before you signed in" in page


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://la.example"},
        {"origin": "null"},
        {"origin": "http://testserver.la.example"},
        {"origin": "https://testserver"},
        {"referer": "http://testserver/nhap-lieu/"},
        {},
    ],
)
def test_post_of_another_site_keeps_nothing(desk, headers):
    """Even with the mark of the person, whose session the browser sends along."""
    form = old_form(desk)

    answer = desk.send(form, **headers)

    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()
    assert not HeldInput.objects.exists()


def test_form_of_another_person_is_not_kept(desk):
    """Somebody else has signed in in the same browser: neither has it kept."""
    stranger = desk.round.stranger
    form = old_form(desk, person=stranger)

    assert desk.send(form, origin=OWN).status_code == 403
    assert not HeldInput.objects.exists()


def test_without_a_session_nothing_is_kept(desk):
    form = old_form(desk)
    desk.client = Client(enforce_csrf_checks=True)

    assert desk.send(form, origin=OWN).status_code == 403
    assert not HeldInput.objects.exists()


@pytest.mark.parametrize("mark", ["", "x", "another page"])
def test_form_without_its_mark_is_not_kept(desk, mark):
    form = old_form(desk)
    round_ = desk.round
    if mark == "another page":
        place = round_.other_commune.pk, round_.period_set.pk
        mark = Filler(round_.official.pk, *place).signed()

    assert desk.send({**form, "hold": mark}, origin=OWN).status_code == 403
    assert not HeldInput.objects.exists()


def test_ended_membership_keeps_nothing(desk):
    form = old_form(desk)
    desk.round.official.memberships.update(valid_to="2021-01-01")

    desk.send(form, origin=OWN)

    assert not HeldInput.objects.exists()


@pytest.mark.parametrize("view", ["check", "drop"])
def test_other_forms_are_refused_plainly(desk, view):
    form = old_form(desk)

    answer = desk.client.post(desk.url(view), form, headers={"origin": OWN})

    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()
    assert not HeldInput.objects.exists()


def test_year_or_page_that_is_not_there_is_refused_plainly(desk):
    form = old_form(desk)
    place = [1999, desk.round.commune.pk, desk.round.period_set.pk]

    answer = desk.client.post(
        reverse("entry:page", args=place), form, headers={"origin": OWN}
    )

    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()
    assert not HeldInput.objects.exists()
