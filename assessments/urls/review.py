"""Confirming results, and how far the round is."""

from django.urls import path

from assessments.views import progress, review

app_name = "review"

urlpatterns = [
    path("", review.queue, name="queue"),
    path("tien-do/", progress.board, name="progress"),
    path("<int:result_id>/", review.result, name="result"),
    path("<int:result_id>/ket-luan/", review.decide, name="decide"),
    path("<int:result_id>/y-kien/", review.say, name="say"),
]
