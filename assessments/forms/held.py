"""Who filled in a form, known after the session has ended."""

from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from assessments.forms.entry import LETTERS, changed, named, slug_of, token_of
from assessments.reports.law import Asked
from criteria.book import CriterionEntry

SALT = "assessments.entry.held"
FILES = "f-"
NAMES_LENGTH = 500
# How long a page may have stood open.
MOST_SECONDS = 7 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Filler:
    """The person for whom a page was made, and the page."""

    owner_id: int
    unit_id: int
    period_set_id: int

    def signed(self) -> str:
        """The mark that a form carries; whoever shows it may only leave values."""
        return signing.dumps(list(astuple(self)), salt=SALT)


def filler_of(mark: str) -> Filler | None:
    """Who a mark names; None where it is forged, too old or none."""
    try:
        said = signing.loads(mark, salt=SALT, max_age=MOST_SECONDS)
    except signing.BadSignature:
        return None
    return Filler(*said)


def touched(post: Mapping[str, str], asked: Asked) -> dict[str, str]:
    """The fields of criteria that were changed on the page, with their tokens."""
    values: dict[str, str] = {}
    for entry in asked.entries:
        number, fields = entry.criterion.number, changed(post, entry)
        if fields:
            # As it was read, not as it was posted: PostgreSQL keeps no zero byte.
            values[f"t-{number}"] = str(token_of(post, number))
        for slug, one in fields.items():
            values |= named(slug, one)
    return values


def lost_files(
    files: MultiValueDict[str, UploadedFile], chosen: Collection[str], asked: Asked
) -> dict[str, str]:
    """Names of the files of a post, as fields by criterion; the files are not held.

    `chosen` are ids of criteria for which the page of proofs sent `uploads`.
    """
    found = {}
    for entry in asked.entries:
        criterion = entry.criterion
        posted = files.getlist(f"evidence-{criterion.number}")
        if str(criterion.pk) in chosen:
            posted = posted + files.getlist("uploads")
        if posted:
            names = ", ".join(str(file.name) for file in posted)
            found[files_name(criterion.number)] = names[:NAMES_LENGTH]
    return found


def files_name(number: int) -> str:
    """The field that holds the names of a criterion's files."""
    return f"{FILES}{number}"


def names_of(entry: CriterionEntry) -> list[str]:
    """Every name that a criterion has on the page."""
    return [
        f"t-{entry.criterion.number}",
        *(f"{letter}-{slug_of(leaf)}" for leaf in entry.leaves for letter in LETTERS),
    ]
