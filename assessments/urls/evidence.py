"""Proofs of results."""

from django.urls import path

from assessments.views import evidence

app_name = "evidence"

_PAGE = "<int:year>/<int:unit_id>-<int:period_set_id>/"

urlpatterns = [
    path(_PAGE, evidence.page, name="page"),
    path(f"{_PAGE}<int:evidence_id>/gan/", evidence.link, name="link"),
    path(f"{_PAGE}<int:evidence_id>/go/", evidence.unlink, name="unlink"),
    path(f"{_PAGE}<int:evidence_id>/lay-lai/", evidence.carry, name="carry"),
    path("tep/<int:evidence_id>/", evidence.download, name="file"),
]
