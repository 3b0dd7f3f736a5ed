"""Files go only to those who may read the account, and only as downloads."""

import pytest

from assessments.actions.evidence import ForCriteria
from assessments.actions.proofs import attach_file
from assessments.models import Evidence
from tests.assessments.files import PDF
from tests.assessments.round import DAY
from tests.builders import make_membership, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_the_day(on_the_day, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def proof(round_):
    aim = ForCriteria(round_.commune.pk, round_.period, {round_.criterion_id()})
    return attach_file(
        purpose=aim, name="Biên bản “x”.pdf", content=PDF, by=round_.official
    )


def address(proof):
    return f"/minh-chung/tep/{proof.pk}/"


@pytest.mark.parametrize(
    "who", ["official", "district_officer", "agency_officer", "coordinator"]
)
def test_readers_of_the_account_get_the_file(client, round_, proof, who):
    client.force_login(getattr(round_, who))

    answer = client.get(address(proof))

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''Bi%C3%AAn%20b")


def test_national_viewer_gets_the_file(client, proof):
    client.force_login(make_membership(user=make_user(), role="national_viewer").user)

    answer = client.get(address(proof))

    assert b"".join(answer.streaming_content) == PDF


def test_people_of_another_commune_find_nothing(client, round_, proof):
    client.force_login(round_.stranger)

    assert client.get(address(proof)).status_code == 404


def test_person_whose_membership_ended_finds_nothing(client, round_, proof):
    round_.official.memberships.update(valid_to=DAY)
    client.force_login(round_.official)

    assert client.get(address(proof)).status_code == 404


def test_nobody_is_sent_to_the_sign_in(client, proof):
    answer = client.get(address(proof))

    assert answer.status_code == 302
    assert answer.url == f"/tai-khoan/dang-nhap/?next={address(proof)}"


@pytest.mark.parametrize("url", ["/media/{0}", "/static/{0}", "/{0}"])
def test_file_has_no_address_of_its_own(client, proof, url):
    assert client.get(url.format(proof.file.name)).status_code == 404


def test_file_lost_on_disk_is_not_found(client, round_, proof, caplog):
    proof.file.storage.delete(proof.file.name)
    client.force_login(round_.official)

    assert client.get(address(proof)).status_code == 404
    assert "is missing" in caplog.text


def test_link_has_no_file(client, round_, proof):
    Evidence.objects.filter(pk=proof.pk).update(
        kind="link", link="https://a.vn", file="", size=None
    )
    client.force_login(round_.official)

    assert client.get(address(proof)).status_code == 404


def test_proxy_hands_out_the_file_where_it_can(client, round_, proof, settings):
    settings.MEDIA_ACCEL = "/protected-media/"
    client.force_login(round_.official)

    answer = client.get(address(proof))

    assert answer["X-Accel-Redirect"] == f"/protected-media/{proof.file.name}"
    assert (answer.content, answer["Content-Type"]) == (b"", "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    client.force_login(round_.stranger)
    assert client.get(address(proof)).status_code == 404


def test_file_is_only_read_here(client, round_, proof):
    client.force_login(round_.official)

    assert client.post(address(proof)).status_code == 405
