"""Posted files and words as proofs: one that is refused loses no other."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.actions.evidence import ForCriteria
from assessments.actions.proofs import (
    Purpose,
    attach_document,
    attach_file,
    attach_link,
)
from assessments.errors import AssessmentsError
from assessments.forms.evidence import ProofForm
from assessments.models import Evidence, PeriodSet
from assessments.rules.files import check_size


def attach_posted(
    files: MultiValueDict[str, UploadedFile],
    *,
    unit_id: int,
    period_set: PeriodSet,
    by: User,
) -> list[str]:
    """Attach the files `evidence-<number>` that came along with a form of criteria.

    The answer says which were refused, each with its criterion and what to do.
    """
    if not files:
        return []
    refused = []
    for criterion in period_set.criteria_set.criteria.order_by("number"):
        purpose = ForCriteria(unit_id, period_set.period, {criterion.pk})
        posted = files.getlist(f"evidence-{criterion.number}")
        _attached, refusals = attach_files(purpose, posted, by=by)
        refused += [
            _("Tiêu chí %(number)s, %(refusal)s")
            % {"number": criterion.number, "refusal": refusal}
            for refusal in refusals
        ]
    return refused


def attach_files(
    purpose: Purpose, files: Iterable[UploadedFile], *, by: User
) -> tuple[list[str], list[str]]:
    """Titles of what was attached, and the refusals, each with the file's name."""
    attached, refusals = [], []
    for file in files:
        try:
            attached.append(attach_upload(purpose, file, by=by).title)
        except AssessmentsError as error:
            refusals.append(f"{file.name}: {error.message}")
    return attached, refusals


def attach_upload(purpose: Purpose, file: UploadedFile, *, by: User) -> Evidence:
    """Attach one file; AssessmentsError says why it is refused."""
    check_size(file.size or 0)
    return attach_file(purpose=purpose, name=str(file.name), content=file.read(), by=by)


def attach_said(form: ProofForm, purpose: Purpose, *, by: User) -> list[str]:
    """Attach all that the form brings; what is refused goes to its field."""
    said = form.cleaned_data
    attached, refusals = attach_files(purpose, said["uploads"], by=by)
    for refusal in refusals:
        form.add_error("uploads", refusal)
    try:
        if said["link"]:
            proof = attach_link(
                purpose=purpose, link=said["link"], title=said["title"], by=by
            )
            attached.append(proof.title)
        if said.get("document"):
            proof = attach_document(
                purpose=purpose, document=said["document"], page=said["page"], by=by
            )
            attached.append(proof.title)
    except AssessmentsError as error:
        form.add_error(error.field or None, error.message)
    return attached


def tell_added(request: HttpRequest, titles: list[str]) -> None:
    """Say what came in, if anything did."""
    if titles:
        said = {"titles": ", ".join(titles)}
        messages.success(request, _("Đã thêm: %(titles)s.") % said)
