"""A failure shows a code, and the log holds the same code."""

import re

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(("url", "language"), [("/xa/", "vi"), ("/en/xa/", "en")])
def test_failure_shows_a_code_that_the_log_holds(monkeypatch, caplog, url, language):
    def fail(*_args, **_kwargs):
        raise RuntimeError("boom")

    monkeypatch.setattr("reporting.reports.communes.open_scope", fail)
    answer = Client(raise_request_exception=False).get(url)

    page = answer.content.decode()
    code = re.search(r"<b>([0-9a-f]{8})</b>", page).group(1)
    assert answer.status_code == 500
    assert f'<html lang="{language}">' in page
    assert any(code in record.getMessage() for record in caplog.records)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "words"), [("/xa/", "lớn hơn 10 MB"), ("/en/xa/", "larger than 10 MB")]
)
def test_too_large_request_is_refused_on_a_page(client, settings, url, words):
    settings.LARGEST_REQUEST = 10_000

    answer = client.post(url, {"file": "a" * 10_000})

    page = answer.content.decode()
    assert (answer.status_code, words in page) == (413, True)
    assert 'id="content"' in page


@pytest.mark.django_db
def test_largest_request_is_taken(client, settings):
    settings.LARGEST_REQUEST = 10_000

    answer = client.post("/tai-khoan/dang-nhap/", {"file": "a" * 9_000})

    assert answer.status_code == 200


@pytest.mark.django_db
def test_form_of_another_session_is_refused_in_the_frame():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/tai-khoan/dang-nhap/", {"login": "x", "password": "y"})

    assert response.status_code == 403
    assert "<h1>Trang đã mở quá lâu</h1>" in response.content.decode()
    assert 'class="site-head"' in response.content.decode()
