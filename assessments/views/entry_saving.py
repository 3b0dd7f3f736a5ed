"""Saving what was posted, criterion by criterion: one that fails loses no other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts.models import User
from assessments.actions.entering import Saved, save_criterion
from assessments.errors import AssessmentsError, StaleResult
from assessments.forms.entry import (
    Fields,
    changed,
    digest,
    read,
    slug_of,
    stored_digest,
    token_of,
)
from assessments.reports.entry import EntryReport
from assessments.reports.law import Asked
from assessments.views.entry_places import Place
from criteria.book import CriterionEntry


@dataclass(frozen=True, slots=True)
class Attempt:
    """One touched criterion: what was posted, and what became of it.

    `saved` where it was saved, `refusal` where it is locked, neither where somebody
    was faster. `marks` says by slug what cannot be used yet.
    """

    number: int
    version: int
    fields: dict[str, Fields]
    marks: dict[str, str] = field(default_factory=dict)
    saved: Saved | None = None
    refusal: str = ""


def save_posted(
    place: Place,
    post: Mapping[str, str],
    asked: Asked,
    by: User,
) -> list[Attempt]:
    """Save each criterion that was touched; the others are not written.

    A button of a conflict chooses: `keep` the number whose posted values are dropped,
    `use` the number and version over which they are saved.
    """
    chosen, seen = _chosen(post.get("use", ""))
    attempts = []
    for entry in asked.entries:
        number = entry.criterion.number
        token, fields = token_of(post, number), changed(post, entry)
        if token is None or not fields or post.get("keep") == str(number):
            continue
        version = seen if number == chosen else token.version
        attempts.append(_attempt(place, entry, fields, version, asked.options, by))
    return attempts


def _attempt(
    place: Place,
    entry: CriterionEntry,
    fields: dict[str, Fields],
    version: int,
    options: Mapping[int, Mapping[int, str]],
    by: User,
) -> Attempt:
    given, marks = {}, {}
    for leaf in entry.leaves:
        slug = slug_of(leaf)
        known = options.get(leaf.measure_id or 0, {})
        given[leaf.code], mark = read(fields[slug], leaf, known)
        if mark:
            marks[slug] = mark
    tried = Attempt(entry.criterion.number, version, fields, marks)
    try:
        saved = save_criterion(
            unit_id=place.unit_id,
            period_set=place.period_set,
            criterion_id=entry.criterion.pk,
            version=version,
            given=given,
            by=by,
        )
    except StaleResult:
        return tried
    except AssessmentsError as error:
        return Attempt(tried.number, version, fields, marks, refusal=error.message)
    return Attempt(tried.number, version, fields, marks, saved=saved)


def _chosen(button: str) -> tuple[int, int]:
    number, _dot, version = button.partition(".")
    if button.isascii() and number.isdigit() and version.isdigit():
        return int(number[:9]), int(version[:9])
    return 0, 0


def still_failed(report: EntryReport, attempts: list[Attempt]) -> dict[int, Attempt]:
    """Attempts that saved nothing, unless just that stands already: a double click."""
    return {
        one.number: one
        for one in attempts
        if one.saved is None
        and digest(one.fields.values()) != stored_digest(report.criterion(one.number))
    }
