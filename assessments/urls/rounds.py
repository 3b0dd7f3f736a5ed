"""Periods, late entry and corrections."""

from django.urls import path

from assessments.views import correcting, rounds

app_name = "rounds"

urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("<int:period_id>/gia-han/", rounds.give, name="give"),
    path("<int:period_id>/dinh-chinh/", correcting.results, name="results"),
    path("gia-han/<int:exception_id>/huy/", rounds.revoke, name="revoke"),
    path("ket-qua/<int:result_id>/dinh-chinh/", correcting.ask, name="ask"),
    path("dinh-chinh/<int:correction_id>/", correcting.decide, name="decide"),
]
