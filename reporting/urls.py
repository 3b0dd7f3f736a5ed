"""Addresses of the public pages."""

from django.urls import path

from reporting import views
from reporting.views.keeping import fresh, kept

app_name = "reporting"

urlpatterns = [
    path("", kept(views.home), name="home"),
    path("ca-nuoc/", kept(views.nation), name="nation"),
    path("tinh/<int:unit_id>/", kept(views.province), name="province-by-id"),
    path("tinh/<int:unit_id>-<slug:slug>/", kept(views.province), name="province"),
    path("huyen/<int:unit_id>/", kept(views.district), name="district-by-id"),
    path("huyen/<int:unit_id>-<slug:slug>/", kept(views.district), name="district"),
    path("ma-tran/", kept(views.matrix), name="matrix"),
    path("ban-do/", kept(views.province_map), name="map"),
    path("muc-tieu/", kept(views.targets), name="targets"),
    path("tieu-chi/", kept(views.criteria), name="criteria"),
    path("tieu-chi/<int:number>/", kept(views.criterion), name="criterion"),
    path("so-sanh/", kept(views.compare), name="compare"),
    path("van-ban/", kept(views.documents), name="documents"),
    path("van-ban/<slug:key>/", kept(views.document), name="document"),
    path("cong-nhan/", kept(views.register), name="register"),
    path("tim-kiem/", kept(views.search), name="search"),
    path("xa/", kept(views.communes), name="communes"),
    path("xa/<int:unit_id>/", fresh(views.commune), name="commune-by-id"),
    path("xa/<int:unit_id>-<slug:slug>/", fresh(views.commune), name="commune"),
]
