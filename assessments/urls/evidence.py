"""Proofs of results."""

from django.urls import path

from assessments.views import evidence

app_name = "evidence"

urlpatterns = [
    path("tep/<int:evidence_id>/", evidence.download, name="file"),
]
