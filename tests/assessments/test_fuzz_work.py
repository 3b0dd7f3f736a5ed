"""Whatever is posted to review, plans, rounds and dossiers, the page answers."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communes.clock import now
from tests.assessments.round import DAY, make_round
from tests.builders import make_membership, make_plan, make_recognition, make_user
from tests.round_builders import (
    make_condition,
    make_correction,
    make_dossier,
    make_exception,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# A value that some form takes, by field: bodies get past the first check with it.
TAKEN = {
    "version": "1",
    "decision": "agree",
    "verdict": "met",
    "reason": "Thiếu ảnh",
    "note": "Đã xem",
    "f-1-1": "Đường đã rải",
    "criteria": "1",
    "v-1-1": "75,5",
    "is_recognition_planned": "on",
    "action": "register",
    "to_year": "2023",
    "unit": "1",
    "criterion": "1",
    "valid_from": "2021-11-24",
    "last_day": "2021-11-30",
    "is_agreed": "1",
    "tier": "ntm",
    "year": "2021",
    "published_from": "2021-11-01",
    "decided_on": "2021-11-20",
    "decision_number": "12/QĐ-UBND",
    "document_title": "Quyết định",
    "stored_document": "1",
    "issued_on": "2021-11-20",
    "evidence": "1",
    "link": "https://example.org/",
}
NUMBERS = st.from_regex(r"[-−+]?[0-9.,٣]{0,22}[eE%]?", fullmatch=True)
DAYS = st.from_regex(r"[0-9]{1,5}[-/][0-9]{1,2}[-/][0-9]{1,5}", fullmatch=True)
TEXTS = st.one_of(NUMBERS, DAYS, st.text(max_size=600))
BODIES = st.fixed_dictionaries(
    {}, optional={name: st.just(said) | TEXTS for name, said in TAKEN.items()}
)
ROUTES = [
    ("district_officer", "review:decide", "waiting"),
    ("agency_officer", "review:say", "waiting"),
    ("official", "plans:page", "plan"),
    ("stranger", "plans:postpone", "registered"),
    ("coordinator", "rounds:give", "period"),
    ("coordinator", "rounds:revoke", "exception"),
    ("coordinator", "rounds:ask", "confirmed"),
    ("coordinator", "rounds:decide", "correction"),
    ("coordinator", "recognition:new", "nothing"),
    ("coordinator", "recognition:dossier", "dossier"),
    ("coordinator", "recognition:papers", "dossier"),
    ("coordinator", "recognition:decide", "dossier"),
    ("coordinator", "recognition:give-up", "dossier"),
    ("coordinator", "recognition:withdraw", "decision"),
    ("viewer", "review:say", "confirmed"),
]


def rows_of(round_):
    """What the addresses name, by the words of ROUTES; the round is closed."""
    confirmed, waiting = round_.confirmed(1), round_.submitted(2)
    round_.close()
    make_condition(round_.procedure)
    unit, period = round_.commune, round_.period
    other, document = round_.other_commune, period.round_document
    make_plan(unit=other, year=period.year, document=document, registered_at=now())
    dossier = make_dossier(unit=unit, procedure=round_.procedure)
    return {
        "nothing": [],
        "waiting": [waiting.pk],
        "confirmed": [confirmed.pk],
        "period": [period.pk],
        "plan": [period.year, unit.pk, round_.period_set.pk],
        "registered": [period.year, other.pk, round_.period_set.pk],
        "exception": [make_exception(period=period, unit=unit).pk],
        "correction": [make_correction(criterion_result=confirmed).pk],
        "dossier": [dossier.pk],
        "decision": [make_recognition(unit=unit).pk],
    }


@pytest.fixture(params=[False, True], ids=["closed", "let in again"])
def routes(request, settings):
    """Each route with a browser of somebody who may use it."""
    settings.CLOCK_DAY = DAY
    round_ = make_round("percent", "percent")
    rows = rows_of(round_)
    if request.param:
        type(round_.period).objects.update(closed_at=None, closed_by=None)
    viewer = make_membership(user=make_user(), role="national_viewer").user
    found = []
    for who, name, what in ROUTES:
        browser = Client()
        browser.force_login(viewer if who == "viewer" else getattr(round_, who))
        found.append((browser, reverse(name, args=rows[what])))
    return found


def test_each_person_may_use_their_route(routes):
    answers = [browser.post(url, {}).status_code for browser, url in routes]

    assert set(answers) <= {200, 302, 422}, answers


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(place=st.integers(0, len(ROUTES) - 1), body=BODIES)
def test_no_body_breaks_a_page(routes, place, body):
    browser, url = routes[place]

    assert browser.post(url, body).status_code < 500
