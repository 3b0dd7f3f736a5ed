"""Addresses of the public pages."""

from django.urls import path

from reporting import views

app_name = "reporting"

urlpatterns = [
    path("", views.home, name="home"),
    path("tinh/<int:unit_id>/", views.province, name="province-by-id"),
    path("tinh/<int:unit_id>-<slug:slug>/", views.province, name="province"),
    path("huyen/<int:unit_id>/", views.district, name="district-by-id"),
    path("huyen/<int:unit_id>-<slug:slug>/", views.district, name="district"),
    path("van-ban/", views.documents, name="documents"),
    path("van-ban/<slug:key>/", views.document, name="document"),
    path("tim-kiem/", views.search, name="search"),
    path("xa/", views.communes, name="communes"),
    path("xa/<int:unit_id>/", views.commune, name="commune-by-id"),
    path("xa/<int:unit_id>-<slug:slug>/", views.commune, name="commune"),
]
