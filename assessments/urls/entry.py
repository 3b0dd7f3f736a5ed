"""Entering results, for communes."""

from django.urls import path

from assessments.views import entry, entry_submit

app_name = "entry"

_PAGE = "<int:year>/<int:unit_id>-<int:period_set_id>/"

urlpatterns = [
    path("", entry.home, name="home"),
    path(_PAGE, entry.page, name="page"),
    path(f"{_PAGE}nop/", entry_submit.check, name="check"),
    path(f"{_PAGE}bo/", entry.drop, name="drop"),
]
