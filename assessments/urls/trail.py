"""History of results, notices."""

from django.urls import path

from assessments.views import notices, trail

app_name = "trail"

urlpatterns = [
    path("", trail.events, name="events"),
    path("thong-bao/", notices.notices, name="notices"),
    path("viec/<int:event_id>/", trail.event, name="event"),
    path("<int:result_id>/", trail.result, name="result"),
]
