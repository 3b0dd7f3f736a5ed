"""Addresses of the public pages."""

from django.urls import path

from reporting import views

app_name = "reporting"

urlpatterns = [
    path("", views.province, name="province"),
    path("xa/", views.communes, name="communes"),
    path("xa/<int:unit_id>/", views.commune, name="commune-by-id"),
    path("xa/<int:unit_id>-<slug:slug>/", views.commune, name="commune"),
]
