"""Dossiers for recognition, and withdrawal; the register is a public page."""

from django.urls import path

from assessments.views import dossiers, papers, recognition

app_name = "recognition"

urlpatterns = [
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/moi/", dossiers.new, name="new"),
    path("ho-so/<int:dossier_id>/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:dossier_id>/giay-to/", papers.papers, name="papers"),
    path(
        "ho-so/<int:dossier_id>/giay-to/<int:evidence_id>/go/",
        papers.take_out,
        name="take-out",
    ),
    path("ho-so/<int:dossier_id>/quyet-dinh/", dossiers.decide, name="decide"),
    path("ho-so/<int:dossier_id>/ket-thuc/", dossiers.give_up, name="give-up"),
    path("<int:decision_id>/thu-hoi/", recognition.take_back, name="withdraw"),
]
