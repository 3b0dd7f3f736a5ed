"""Whatever is posted as a proof, the page answers: never a failure of the server."""

from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.errors import AssessmentsError
from assessments.rules.files import CONTENT_TYPES, check_file
from tests.assessments.files import DOCX, PDF, picture, zipped
from tests.assessments.round import DAY, make_round

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SEEDS = [PDF, picture(), picture("PNG"), zipped(DOCX)]
TEXTS = st.text(max_size=60)
FIELDS = st.sampled_from(
    ["link", "title", "document", "page", "criteria", "criterion", "valid_until"]
)
WHERE = st.sampled_from(["", "{0}/gan/", "{0}/go/", "{0}/lay-lai/", "?q={1}"])


@st.composite
def spoilt(draw):
    """A good file with some bytes changed, cut off or put in."""
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _each in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(content)))
        content[at : at + draw(st.integers(0, 30))] = draw(st.binary(max_size=20))
    return bytes(content)


@settings(max_examples=150, deadline=None)
@given(name=TEXTS, suffix=st.sampled_from([*CONTENT_TYPES]), content=spoilt())
def test_spoilt_file_is_kept_or_refused(name, suffix, content):
    with suppress(AssessmentsError):
        proof = check_file(f"{name}.{suffix}", content)

        assert proof.content_type == CONTENT_TYPES[suffix]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    body=st.dictionaries(FIELDS, TEXTS, max_size=5),
    where=WHERE,
    name=TEXTS,
    content=spoilt(),
)
def test_no_body_breaks_the_page(at_page, body, where, name, content):
    client, url, known = at_page
    file = SimpleUploadedFile("a.pdf", content)
    file._name = name
    posted = {"criteria": known["criteria"], "uploads": file, **body}

    address = url + where.format(known["proof"], body.get("title", ""))

    assert client.post(address, posted).status_code < 500


@pytest.fixture
def at_page(client, settings, tmp_path):
    """The official signed in, the page's address, and what is known there."""
    settings.CLOCK_DAY = DAY
    settings.MEDIA_ROOT = str(tmp_path)
    round_ = make_round()
    round_.save()
    round_.prove()
    proof = round_.result().evidence.get()
    client.force_login(round_.official)
    place = f"{round_.commune.pk}-{round_.period_set.pk}"
    known = {"criteria": round_.criterion_id(), "proof": proof.pk}
    return client, f"/minh-chung/{round_.period.year}/{place}/", known
