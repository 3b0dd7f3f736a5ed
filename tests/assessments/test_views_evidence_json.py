"""Proofs sent by a script: asked first, then one file at a time."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments.models import Evidence
from tests.assessments.files import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_the_day(on_the_day, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def url(round_):
    place = f"{round_.commune.pk}-{round_.period_set.pk}"
    return f"/minh-chung/{round_.period.year}/{place}/"


@pytest.fixture
def script(client, round_, url):
    """Asks as the script of the official's page does."""
    client.force_login(round_.official)

    def run(method="post", by=client, **said):
        said = {"criteria": round_.criterion_id(), **said} if method == "post" else {}
        return getattr(by, method)(url, said, headers={"accept": "application/json"})

    return run


def upload(name="a.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def test_living_session_is_told_with_its_token(round_, script):
    checking = Client(enforce_csrf_checks=True)
    checking.force_login(round_.official)
    answer = script("get", by=checking)

    sent = {"csrfmiddlewaretoken": answer.json()["token"], "uploads": upload()}

    assert answer["Cache-Control"] == "no-store"
    assert script(by=checking, uploads=upload()).status_code == 403
    assert script(by=checking, **sent).status_code == 200


def test_file_is_kept_and_its_address_told(round_, script):
    answer = script(uploads=upload())

    proof = round_.result(1).evidence.get()
    said = {"title": "a.pdf", "url": f"/minh-chung/tep/{proof.pk}/"}
    assert (answer.status_code, answer.json()) == (200, said)


def test_file_sent_again_is_the_same_proof(script):
    assert script(uploads=upload()).json() == script(uploads=upload()).json()
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"uploads": upload(content=b"")}, "Tệp rỗng."),
        ({"uploads": upload(content=b"<html>")}, "Nội dung tệp không phải là .pdf"),
        ({"uploads": upload(), "criteria": "0"}, "Tiêu chí này đã nộp hoặc đã khóa."),
        ({"uploads": upload(), "valid_until": "1/1/2020"}, "chỉ có giá trị đến"),
        ({}, "Chọn tệp, ghi địa chỉ"),
        ({"link": "https://a.vn"}, "Chưa chọn tệp nào."),
    ],
)
def test_refusal_says_why(script, said, why):
    if "uploads" in said:
        said["uploads"].seek(0)

    answer = script(**said)

    assert answer.status_code == 422
    assert why in answer.json()["words"]
    assert not Evidence.objects.exists()


def test_only_officials_of_the_commune_are_let_in(client, round_, script):
    round_.save()
    client.force_login(round_.agency_officer)
    assert [script(how).status_code for how in ("get", "post")] == [403, 403]
    client.force_login(round_.stranger)
    assert [script(how).status_code for how in ("get", "post")] == [404, 404]


def test_ended_session_is_told_before_and_after(client, script):
    client.logout()

    answers = [script("get"), script(uploads=upload())]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert not Evidence.objects.exists()
