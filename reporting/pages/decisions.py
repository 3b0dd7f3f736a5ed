"""Where a decision leads somebody who works with it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import RecognitionDecision
from assessments.reports.dossiers import Ways
from reporting.pages.parts import Link


def ways_from(decision: RecognitionDecision, ways: Ways) -> list[Link]:
    """To its dossier and to its withdrawal, each only for who may."""
    links = []
    dossier_id = ways.dossiers.get(decision.pk)
    if dossier_id is not None:
        links.append(Link(_("Hồ sơ"), dossier_url(dossier_id)))
    if decision.pk in ways.withdrawable:
        url = reverse("recognition:withdraw", args=[decision.pk])
        links.append(Link(_("Thu hồi công nhận"), url))
    return links


def dossier_url(dossier_id: int) -> str:
    """A dossier, which shows itself only to who may see it."""
    return reverse("recognition:dossier", args=[dossier_id])
