"""Confirming results, and how far the round is."""

from django.urls import URLPattern

app_name = "review"

urlpatterns: list[URLPattern] = []
