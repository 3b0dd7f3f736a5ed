"""Year plans of communes."""

from django.urls import path

from assessments.views import plans

app_name = "plans"

_PAGE = "<int:year>/<int:unit_id>-<int:period_set_id>/"

urlpatterns = [
    path(_PAGE, plans.page, name="page"),
    path(f"{_PAGE}lui/", plans.postpone, name="postpone"),
]
