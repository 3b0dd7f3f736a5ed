"""What waits for a person who confirms, and what they returned or decided."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.models import User
from accounts.roles import Roles
from assessments.choices import EventKind, Status
from assessments.models import CriterionResult, ResultEvent, ReviewStep
from assessments.permissions import readable, waiting_for
from communes.clock import today
from communes.models import UnitVersion
from criteria.models import Criterion

PAGE = 100


class QueueState(StrEnum):
    """The three lists of a person who confirms."""

    WAITING = "cho"
    RETURNED = "tra-lai"
    DECIDED = "da-xong"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What a list is narrowed to; an empty field asks nothing."""

    state: QueueState = QueueState.WAITING
    unit_id: int | None = None
    district_id: int | None = None
    number: int | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks anything but the list."""
        return any((self.unit_id, self.district_id, self.number))


@dataclass(frozen=True, slots=True)
class Named:
    """A choice of a filter: what it asks for, and its name."""

    value: int
    name: str


@dataclass(frozen=True, slots=True)
class QueueReport:
    """One page of a list, how long the list is, and what it can be narrowed to.

    `counts` are whole lists by state, `late` is of what waits for the person;
    `periods` says of how many the list is.
    """

    rows: list[CriterionResult]
    total: int
    page: int
    pages: int
    counts: dict[QueueState, int]
    late: int
    periods: int
    units: list[Named]
    districts: list[Named]
    numbers: list[Named]


def queue_of(user: User, roles: Roles, asked: QueueFilter, page: int) -> QueueReport:
    """A list, doubtful first, then what waits longest; constant queries."""
    lists = {state: listed(user, roles, state) for state in QueueState}
    whole = lists[asked.state]
    narrowed = ordered(_narrowed(whole, asked))
    total = narrowed.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    return QueueReport(
        rows=list(narrowed[(page - 1) * PAGE : page * PAGE]),
        total=total,
        page=page,
        pages=pages,
        counts={state: rows.count() for state, rows in lists.items()},
        late=lists[QueueState.WAITING].filter(late_q()).count(),
        periods=whole.order_by().values("assessment__period").distinct().count(),
        units=_units(whole),
        districts=_districts(whole),
        numbers=_numbers(whole),
    )


def listed(user: User, roles: Roles, state: QueueState) -> QuerySet[CriterionResult]:
    """All results of one of the person's lists."""
    if state == QueueState.WAITING:
        return waiting_for(roles)
    own = ResultEvent.objects.filter(criterion_result=OuterRef("pk"), by=user)
    seen = CriterionResult.objects.filter(readable(roles, "assessment__"))
    if state == QueueState.RETURNED:
        returns = own.filter(kind=EventKind.RETURNED)
        return seen.filter(Exists(returns), status=Status.RETURNED)
    return seen.filter(
        Exists(own.filter(kind__in=[EventKind.AGREED, EventKind.CONFIRMED])),
        status__in=[Status.SUBMITTED, Status.CONFIRMED],
    )


def ordered(rows: QuerySet[CriterionResult]) -> QuerySet[CriterionResult]:
    """Doubtful first, then what waits longest; the key last, so that pages stay."""
    is_sure = Case(When(doubts__gt=0, then=Value(0)), default=Value(1))
    return (
        rows.select_related(
            "criterion", "step", "assessment__unit_version", "assessment__period"
        )
        .annotate(is_sure=is_sure, proofs=Count("evidence"))
        .order_by("is_sure", "waits_since", "pk")
    )


def next_waiting(roles: Roles, but: int) -> int | None:
    """The result that a person opens next, by the order of the queue."""
    rows = ordered(waiting_for(roles)).exclude(pk=but)
    return rows.values_list("pk", flat=True).first()


def days_left(result: CriterionResult) -> int | None:
    """Days that the office still has; negative when late, None without a rule."""
    step, since = result.step, result.waits_since
    if step is None or since is None or step.days_allowed is None:
        return None
    last = timezone.localdate(since) + dt.timedelta(days=step.days_allowed)
    return (last - today()).days


def days_waiting(result: CriterionResult) -> int | None:
    """Whole days since it waits at its step."""
    since = result.waits_since
    return None if since is None else (today() - timezone.localdate(since)).days


def late_q() -> Q:
    """Results whose office has had more days than its step allows; one query."""
    late = Q(pk__in=[])
    steps = ReviewStep.objects.filter(days_allowed__isnull=False)
    for pk, days in steps.values_list("pk", "days_allowed"):
        day = today() - dt.timedelta(days=days or 0)
        start = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
        late |= Q(step=pk, waits_since__lt=start)
    return late


def district_names(ids: Iterable[int | None]) -> dict[int, str]:
    """The last name of each district; one query."""
    rows = UnitVersion.objects.filter(unit__in={pk for pk in ids if pk})
    return {row.unit_id: row.full_name for row in rows.order_by("valid_from")}


def _narrowed(
    rows: QuerySet[CriterionResult], asked: QueueFilter
) -> QuerySet[CriterionResult]:
    narrow = {
        "assessment__unit": asked.unit_id,
        "assessment__district": asked.district_id,
        "criterion__number": asked.number,
    }
    return rows.filter(**{name: value for name, value in narrow.items() if value})


def _units(rows: QuerySet[CriterionResult]) -> list[Named]:
    ids = rows.order_by().values("assessment__unit_version")
    versions = UnitVersion.objects.filter(pk__in=ids).order_by("name_sort", "pk")
    return _unique((version.unit_id, version.full_name) for version in versions)


def _districts(rows: QuerySet[CriterionResult]) -> list[Named]:
    ids = rows.order_by().values("assessment__district")
    versions = UnitVersion.objects.filter(unit__in=ids).order_by("name_sort", "pk")
    return _unique((version.unit_id, version.full_name) for version in versions)


def _numbers(rows: QuerySet[CriterionResult]) -> list[Named]:
    ids = rows.order_by().values("criterion")
    criteria = Criterion.objects.filter(pk__in=ids).order_by("number", "pk")
    return _unique((one.number, f"{one.number}. {one.name}") for one in criteria)


def _unique(pairs: Iterator[tuple[int, str]]) -> list[Named]:
    named: Mapping[int, str] = dict(pairs)
    return [Named(value, name) for value, name in named.items()]
