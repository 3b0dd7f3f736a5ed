"""Who filled in a form, known after the session has ended."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from django.core import signing

from assessments.forms.entry import LETTERS, changed, named, slug_of
from assessments.reports.law import Asked
from criteria.book import CriterionEntry

SALT = "assessments.entry.held"
TOKEN_LENGTH = 32
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
        fields = changed(post, entry)
        if fields:
            token = f"t-{entry.criterion.number}"
            values[token] = post[token][:TOKEN_LENGTH]
        for slug, one in fields.items():
            values |= named(slug, one)
    return values


def names_of(entry: CriterionEntry) -> list[str]:
    """Every name that a criterion has on the page."""
    return [
        f"t-{entry.criterion.number}",
        *(f"{letter}-{slug_of(leaf)}" for leaf in entry.leaves for letter in LETTERS),
    ]
