"""What a person is told, and how much of it is unread."""

from dataclasses import dataclass

from accounts.models import User
from assessments.choices import EventKind, NoticeKind
from assessments.models import Correction, Notice, PeriodSet, ResultEvent
from communes.models import UnitVersion

MOST = 100
# What leads to the correction that it speaks of.
_OF_CORRECTION = (NoticeKind.CORRECTION, NoticeKind.CORRECTED, NoticeKind.DECLINED)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with what it is about, why, and the keys that lead there."""

    notice: Notice
    place: str
    period: str
    why: str
    year: int
    unit_id: int
    number: int | None
    period_set_id: int | None
    correction_id: int | None


def unread_of(person: User) -> int:
    """How many notices a person has not read; one query on an index of its own."""
    return Notice.objects.filter(person=person, read_at__isnull=True).count()


def notices_of(person: User) -> list[NoticeRow]:
    """The latest notices of a person, unread or not; five queries at any size."""
    notices = list(
        Notice.objects.filter(person=person)
        .select_related(
            "criterion_result__criterion",
            "criterion_result__assessment__unit_version",
            "criterion_result__assessment__period",
            "period",
        )
        .order_by("-at", "-pk")[:MOST]
    )
    sets = _period_sets(notices)
    names = _unit_names(notices)
    reasons, corrections = _reasons(notices), _corrections(notices)
    return [_row(one, sets, names, reasons, corrections) for one in notices]


def _row(
    notice: Notice,
    sets: dict[tuple[int, int | None], int],
    names: dict[int, str],
    reasons: dict[int, str],
    corrections: dict[int, int],
) -> NoticeRow:
    result = notice.criterion_result
    account = result.assessment if result else None
    period = account.period if account else notice.period
    assert period is not None  # noqa: S101  held by the table
    unit_id = account.unit_id if account else notice.unit_id or 0
    set_id = account.criteria_set_id if account else None
    is_return = notice.kind == NoticeKind.RETURNED and result is not None
    is_asked = notice.kind in _OF_CORRECTION and result is not None
    return NoticeRow(
        notice=notice,
        place=account.unit_version.full_name if account else names.get(unit_id, ""),
        period=str(period),
        why=reasons.get(result.pk, "") if is_return and result else "",
        year=period.year,
        unit_id=unit_id,
        number=result.criterion.number if result else None,
        period_set_id=sets.get((period.pk, set_id)),
        correction_id=corrections.get(result.pk) if is_asked and result else None,
    )


def _period_sets(notices: list[Notice]) -> dict[tuple[int, int | None], int]:
    """By period and set; under no set the first of the period."""
    periods = {n.period_id for n in notices}
    periods |= {
        n.criterion_result.assessment.period_id for n in notices if n.criterion_result
    }
    found: dict[tuple[int, int | None], int] = {}
    rows = PeriodSet.objects.filter(period__in=periods - {None}).order_by("tier", "pk")
    for row in rows:
        found[row.period_id, row.criteria_set_id] = row.pk
        found.setdefault((row.period_id, None), row.pk)
    return found


def _unit_names(notices: list[Notice]) -> dict[int, str]:
    units = {n.unit_id for n in notices} - {None}
    rows = UnitVersion.objects.filter(unit__in=units).order_by("valid_from")
    return {version.unit_id: version.full_name for version in rows}


def _reasons(notices: list[Notice]) -> dict[int, str]:
    """The last reason for which each result was returned."""
    results = {n.criterion_result_id for n in notices if n.kind == NoticeKind.RETURNED}
    rows = ResultEvent.objects.filter(
        criterion_result__in=results, kind=EventKind.RETURNED
    )
    return dict(rows.order_by("pk").values_list("criterion_result_id", "note"))


def _corrections(notices: list[Notice]) -> dict[int, int]:
    """The last correction that was asked for each result."""
    asked = {n.criterion_result_id for n in notices if n.kind in _OF_CORRECTION}
    rows = Correction.objects.filter(criterion_result__in=asked).order_by("pk")
    return dict(rows.values_list("criterion_result_id", "pk"))
