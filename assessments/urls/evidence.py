"""Proofs of results."""

from django.urls import URLPattern

app_name = "evidence"

urlpatterns: list[URLPattern] = []
