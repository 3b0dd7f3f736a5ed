"""Files that come along with the values of the page of entering."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Evidence
from tests.assessments.files import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def test_file_is_saved_with_the_values_and_shown(desk):
    fields = desk.fields(v_1_1="75")
    file = SimpleUploadedFile("bien-ban.pdf", PDF)

    answer = desk.send({**fields, "evidence-1": file})
    page = desk.open().content.decode()

    assert (answer.status_code, answer.url) == (302, desk.url())
    [proof] = desk.round.result(1).evidence.all()
    assert desk.round.result(1).indicator_results.get().value == 75
    assert f'<a href="/minh-chung/tep/{proof.pk}/">bien-ban.pdf</a>' in page
    assert "Tệp minh chứng cho tiêu chí 2" in page


def test_refused_file_keeps_the_values_and_stays_on_the_page(desk):
    fields = desk.fields(v_1_1="75")
    file = SimpleUploadedFile("bien-ban.pdf", b"<html>")

    answer = desk.send({**fields, "evidence-1": file, "action": "check"})
    page = desk.open().content.decode()

    assert answer.url == desk.url()
    assert "Tiêu chí 1, bien-ban.pdf: Nội dung tệp không phải là .pdf" in page
    assert desk.round.result(1).indicator_results.get().value == 75
    assert not Evidence.objects.exists()


def test_submitted_criterion_takes_no_file(desk):
    desk.round.submitted()

    page = desk.open().content.decode()
    desk.send({"evidence-1": SimpleUploadedFile("a.pdf", PDF)})

    assert "Tệp minh chứng cho tiêu chí 1" not in page
    assert "Tiêu chí 1 đã nộp" in desk.open().content.decode()
    assert not Evidence.objects.exists()
