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
