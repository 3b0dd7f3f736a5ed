import pytest
from django.db import DatabaseError


@pytest.mark.django_db
def test_health_answers(client):
    response = client.get("/health/")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_health_tells_of_a_failing_cache(client, monkeypatch):
    def fail(key):
        raise DatabaseError("no such table: django_cache")

    monkeypatch.setattr("ntm_portal.health.cache.get", fail)

    assert client.get("/health/").status_code == 503
