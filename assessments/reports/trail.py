"""The trail of results as those see it who may: searched, page by page."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Roles
from assessments.models import CriterionResult, ResultEvent
from assessments.permissions import readable
from assessments.reports.changes import (
    Change,
    Wording,
    origin_words,
    speaks_of_criteria,
)
from communes.models import UnitVersion
from communes.names import fold

PAGE = 100
# Of a download: as many rows as are held at a time.
CHUNK = 500
# A row of a list shows so many changes; an account loaded whole has a hundred.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What is searched for; an empty field asks nothing.

    `first` and `last` are days, both counted.
    """

    unit: str = ""
    period_id: int | None = None
    number: int | None = None
    kind: str = ""
    person: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One event: what it changed, and the names of what it is about."""

    event: ResultEvent
    changes: list[Change]
    place: str

    @property
    def first_changes(self) -> list[Change]:
        """Those that a list shows."""
        return self.changes[:SHOWN]

    @property
    def who(self) -> str:
        return str(self.event.by) if self.event.by else _("Hệ thống")

    @property
    def where_from(self) -> str:
        return origin_words(self.event.origin)

    @property
    def period(self) -> str:
        return str(self.event.assessment.period)

    @property
    def about(self) -> str:
        """The criterion, or that it is the whole account."""
        result = self.event.criterion_result
        return str(result.criterion) if result else _("Cả đánh giá")


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Rows, the newest first, and the keys from which the pages beside them go on."""

    rows: list[TrailRow]
    newer: int | None
    older: int | None


def events_for(roles: Roles, asked: TrailFilter) -> QuerySet[ResultEvent]:
    """Events that a person may read and asked for, the newest first."""
    rows = _with_names(ResultEvent.objects.filter(readable(roles, "assessment__")))
    for condition in _conditions(asked):
        rows = rows.filter(condition)
    return rows


def events_of(result: CriterionResult) -> QuerySet[ResultEvent]:
    """Events of a criterion, and those of its whole account."""
    own = Q(criterion_result=result)
    whole = Q(assessment=result.assessment_id, criterion_result__isnull=True)
    return _with_names(ResultEvent.objects.filter(own | whole))


def _with_names(rows: QuerySet[ResultEvent]) -> QuerySet[ResultEvent]:
    """In the order of writing: an event's key is higher than any before it."""
    return rows.order_by("-pk").select_related(
        "by",
        "criterion_result__criterion",
        "assessment__unit_version",
        "assessment__period",
    )


def _conditions(asked: TrailFilter) -> Iterator[Q]:
    if asked.unit:
        versions = UnitVersion.objects.named(asked.unit)
        yield Q(assessment__unit__in=versions.values("unit"))
    if asked.period_id:
        yield Q(assessment__period=asked.period_id)
    if asked.number:
        own = Q(criterion_result__criterion__number=asked.number)
        yield own | Q(criterion_result__isnull=True)
    if asked.kind:
        yield Q(kind=asked.kind)
    if asked.person:
        yield Q(by__in=_people(asked.person))
    if asked.first:
        yield Q(at__gte=_start_of(asked.first))
    if asked.last and asked.last < dt.date.max:
        yield Q(at__lt=_start_of(asked.last + dt.timedelta(days=1)))
    if asked.origin:
        yield Q(origin=asked.origin) | Q(origin__startswith=f"{asked.origin} ")


def _people(text: str) -> list[int]:
    """People by name or sign-in; neither database folds Vietnamese letters."""
    needle = fold(text)
    rows = User.objects.values_list("pk", "full_name", "username")
    return [pk for pk, *names in rows if any(needle in fold(name) for name in names)]


def _start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def event_row(roles: Roles, event_id: int) -> TrailRow | None:
    """One event with all that it changed, if the person may read it."""
    found = list(events_for(roles, TrailFilter()).filter(pk=event_id))
    return rows_of(found, None)[0] if found else None


def trail_page(
    events: QuerySet[ResultEvent],
    *,
    before: int | None = None,
    after: int | None = None,
    number: int | None = None,
) -> TrailPage:
    """A page of events older than one key or newer than another; constant queries.

    By key rather than by counting: a page stays the same while events are added.
    """
    if after is not None:
        near = list(events.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        shown = near[:PAGE][::-1]
        has_newer, has_older = len(near) > PAGE, True
    else:
        older = events if before is None else events.filter(pk__lt=before)
        near = list(older[: PAGE + 1])
        shown = near[:PAGE]
        has_newer, has_older = before is not None, len(near) > PAGE
    return TrailPage(
        rows=rows_of(shown, number),
        newer=shown[0].pk if shown and has_newer else None,
        older=shown[-1].pk if shown and has_older else None,
    )


def all_rows(
    events: QuerySet[ResultEvent], number: int | None = None
) -> Iterator[TrailRow]:
    """Every row, a chunk in memory at a time."""
    chunk = list(events[:CHUNK])
    while chunk:
        yield from rows_of(chunk, number)
        chunk = list(events.filter(pk__lt=chunk[-1].pk)[:CHUNK])


def rows_of(events: Sequence[ResultEvent], number: int | None) -> list[TrailRow]:
    """Events in words; of one criterion only what concerns it."""
    wording = Wording(events)
    names = _names_above(events)
    rows = []
    for event in events:
        changes = wording.changes(event, number)
        if changes or number is None or not speaks_of_criteria(event):
            account = event.assessment
            above = names[account.district_id or account.province_id]
            place = f"{account.unit_version.full_name}, {above}"
            rows.append(TrailRow(event, changes, place))
    return rows


def _names_above(events: Sequence[ResultEvent]) -> dict[int, str]:
    accounts = [event.assessment for event in events]
    ids = {account.district_id or account.province_id for account in accounts}
    rows = UnitVersion.objects.filter(unit__in=ids).order_by("valid_from")
    return {version.unit_id: version.full_name for version in rows}
