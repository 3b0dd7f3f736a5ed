"""Whatever is posted, the page answers: never a failure of the server."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.assessments.entry.desk import Desk
from tests.assessments.round import make_round

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FIELDS = [f"{letter}-1-1" for letter in "vrbn"]
OTHERS = ["t-1", "t-2", "v-2-1", "keep", "use", "held", "hold", "action"]
CHECKED = ["criteria", "is_confirmed"]
NAMES = st.sampled_from([*FIELDS, *OTHERS, *CHECKED])
NUMBERS = st.from_regex(r"[-−+]?[0-9.,٣]{0,12}[eE%]?", fullmatch=True)
TOKENS = st.from_regex(r"[0-9]{0,12}\.?[0-9a-f]{0,18}", fullmatch=True)
TEXTS = st.one_of(NUMBERS, TOKENS, st.text(max_size=400))
BODIES = st.dictionaries(NAMES, TEXTS, max_size=8)
VIEWS = st.sampled_from(["page", "check", "drop"])


@pytest.fixture
def desks(client):
    """The official signed in, and somebody who is not."""
    round_ = make_round("percent", "yes_no")
    client.force_login(round_.official)
    return Desk(client, round_), Desk(Client(), round_)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    body=BODIES, view=VIEWS, accept=st.sampled_from(["text/html", "application/json"])
)
def test_no_body_breaks_the_page(desks, body, view, accept):
    form = desks[0].fields() if view == "page" else {}
    for desk in desks:
        answer = desk.client.post(
            desk.url(view), {**form, **body}, headers={"accept": accept}
        )

        assert answer.status_code < 500
    assert desks[0].open().status_code == 200
