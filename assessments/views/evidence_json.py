"""A page that takes files as data, for the script that sends them one by one.

So are the page of a commune's proofs and that of the papers of a dossier.

GET the address of the page with `Accept: application/json` before each file: a session
that is over, or a right that has ended, is told before a large file goes in vain.

    200 {"token": "…"}                  the session lives; the mark against forgery

POST the form of the page with one file, `uploads`, to the same address:

    200 {"title": "a.pdf", "url": "…"}  kept; the same file sent again is the same proof
    422 {"words": "Tệp rỗng. …"}        refused, and what to do

Both: 401 where the session is over; 403 or 404 to who may not add any.
"""

from itertools import chain

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.actions.proofs import Purpose
from assessments.errors import AssessmentsError
from assessments.forms.evidence import ProofForm
from assessments.views.evidence_adding import attach_upload
from assessments.views.evidence_page import proof_line


def answer_alive(request: HttpRequest) -> JsonResponse:
    """The session lives and may send; never shown in place of the page by "back"."""
    said = {"token": get_token(request)}
    return JsonResponse(said, headers={"Cache-Control": "no-store"})


def answer_file(form: ProofForm, purpose: Purpose | None, *, by: User) -> JsonResponse:
    """Attach the one file of a form, sound where its `purpose` is known.

    Whatever else the form brings waits.
    """
    if purpose is None:
        return _refused(str(next(chain.from_iterable(form.errors.values()))))
    if not form.cleaned_data["uploads"]:
        return _refused(_("Chưa chọn tệp nào."))
    try:
        proof = attach_upload(purpose, form.cleaned_data["uploads"][0], by=by)
    except AssessmentsError as error:
        return _refused(error.message)
    return JsonResponse({"title": proof.title, "url": proof_line(proof).url})


def _refused(words: str) -> JsonResponse:
    return JsonResponse({"words": words}, status=422)
