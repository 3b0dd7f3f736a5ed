"""Holding one target against what is known of a place."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assessments.choices import Metric
from assessments.models import PublishedFigure
from criteria.choices import Outcome, Tier
from reporting.choices import Direction, ValueUnit
from reporting.models import Target
from reporting.reports.rows import CommuneRow, Recognition
from reporting.reports.scope import Scope
from reporting.rules.pace import Pace, left_to, pace_needed, pace_so_far, share_of

# What figures or rows of communes can answer; of the rest the portal holds no rows.
_COUNTED = {
    Metric.RECOGNISED,
    Metric.RECOGNISED_IN_YEAR,
    Metric.MEETS_ALL,
    Metric.AVERAGE,
}


class State(StrEnum):
    MET = "met"
    OPEN = "open"
    MISSED = "missed"
    AHEAD = "ahead"
    NOT_MEASURABLE = "not_measurable"


class Why(StrEnum):
    """Why a target cannot be measured."""

    NO_ROWS = "no_rows"
    NO_FIGURE = "no_figure"
    NO_BASELINE = "no_baseline"
    OTHER_SET = "other_set"
    UNFINISHED = "unfinished"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Reading:
    """A number on a day: of a document, or counted from rows (`figure` None)."""

    value: Decimal
    as_of: dt.date
    figure: PublishedFigure | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a place in a year.

    `figures` are those of the place up to the day, latest first. At the tiers
    `unnamed` documents count more recognised communes than names are known, so that
    rows cannot give the count.
    """

    scope: Scope
    unit_id: int
    rows: list[CommuneRow]
    figures: list[PublishedFigure]
    unnamed: frozenset[str]

    def figure(self, metric: str, tier: str, year: int) -> PublishedFigure | None:
        """The latest figure of a year, None where no document gives one."""
        found = (
            f
            for f in self.figures
            if (f.metric, f.tier, f.as_of.year) == (metric, tier, year)
        )
        return next(found, None)

    def latest(self, metric: str, tier: str) -> PublishedFigure | None:
        """The latest figure of any year."""
        found = (f for f in self.figures if (f.metric, f.tier) == (metric, tier))
        return next(found, None)

    def recognised(self, tier: str) -> list[Recognition] | None:
        """How the communes named at a tier stand; None of tiers without rows."""
        if tier == Tier.NTM:
            return [row.recognition for row in self.rows if row.recognition]
        if tier == Tier.NANG_CAO:
            return [row.advanced for row in self.rows if row.advanced]
        return None

    @property
    def is_whole(self) -> bool:
        """Every account has an outcome for every criterion."""
        letter = Outcome.NOT_ASSESSED.letter
        return all(letter not in row.letters for row in self.rows)


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """A target and how it stands; what cannot be known is None, with `why`.

    `units` are the communes of its place, `goal` is the target as a total, `named` the
    communes known by name where `now` is a published count, `beside` what a document
    says of the same, `behind` the communes that a target on each still waits for.
    """

    target: Target
    state: State
    units: int
    why: Why | None = None
    now: Reading | None = None
    goal: Decimal | None = None
    left: Decimal | None = None
    needed: Decimal | None = None
    so_far: Pace | None = None
    named: int | None = None
    beside: PublishedFigure | None = None
    behind: tuple[CommuneRow, ...] = ()


def known_of(
    scope: Scope,
    unit_id: int,
    rows: list[CommuneRow],
    figures: list[PublishedFigure],
    unnamed: frozenset[str],
) -> Known:
    """What is known of a province, or of a district in it; `rows` are all communes."""
    is_whole = unit_id == scope.province.unit_id
    return Known(
        scope=scope,
        unit_id=unit_id,
        rows=rows if is_whole else [r for r in rows if r.district_id == unit_id],
        figures=[f for f in figures if f.unit_id == unit_id and f.as_of <= scope.as_of],
        unnamed=unnamed,
    )


def measure(known: Known, target: Target) -> TargetStanding:
    """How a target of the year or a later one stands."""
    if target.metric == Metric.ONE_MORE:
        return _measure_each(known, target)
    if target.metric not in _COUNTED:
        beside = known.latest(target.metric, target.tier)
        return _without(known, target, Why.NO_ROWS, beside=beside)
    goal = _goal(known, target)
    if _is_ahead(known, target) and isinstance(goal, Decimal):
        return TargetStanding(target, State.AHEAD, len(known.rows), goal=goal)
    now = _now(known, target)
    found = TargetStanding(
        target,
        State.NOT_MEASURABLE,
        len(known.rows),
        why=_why(known, target, now, goal),
        now=now if isinstance(now, Reading) else None,
        goal=goal if isinstance(goal, Decimal) else None,
        named=_named(known, target),
        beside=_beside(known, target, now),
    )
    if found.why or found.now is None or found.goal is None:
        return found
    return _judged(known, found, found.now, found.goal)


def _without(
    known: Known, target: Target, why: Why, *, beside: PublishedFigure | None = None
) -> TargetStanding:
    units = len(known.rows)
    return TargetStanding(target, State.NOT_MEASURABLE, units, why, beside=beside)


def _why(
    known: Known, target: Target, now: Reading | Why, goal: Decimal | Why
) -> Why | None:
    """What keeps a target from being measured; None = nothing."""
    if isinstance(now, Why):
        return now
    if isinstance(goal, Why):
        return goal
    if _judged_by_another_set(known, target):
        return Why.OTHER_SET
    is_over = target.year_to <= known.scope.year
    # A figure of an earlier year says nothing of the end of this one.
    return Why.NO_FIGURE if is_over and now.as_of.year < target.year_to else None


def _judged(
    known: Known, found: TargetStanding, now: Reading, goal: Decimal
) -> TargetStanding:
    """The standing with what is left and at which pace."""
    target = found.target
    at_most = target.direction == Direction.AT_MOST
    left = left_to(goal, now.value, at_most=at_most)
    if not left:
        state = State.MET
    elif now.as_of >= dt.date(target.year_to, 12, 31):
        state = State.MISSED
    else:
        state = State.OPEN
    return replace(
        found,
        state=state,
        left=left,
        needed=pace_needed(left, target.year_to - now.as_of.year),
        so_far=_pace(known, target, now),
    )


def _is_ahead(known: Known, target: Target) -> bool:
    """Counted from nothing in years that have not begun."""
    per_year = target.metric == Metric.RECOGNISED_IN_YEAR
    return per_year and target.year_from > known.scope.year


def _now(known: Known, target: Target) -> Reading | Why:
    if target.metric == Metric.RECOGNISED:
        return _recognised_now(known, target.tier)
    if target.metric == Metric.RECOGNISED_IN_YEAR:
        return _recognised_in_year(known, target)
    return _counted(known, target) if target.tier == Tier.NTM else Why.NO_ROWS


def _recognised_now(known: Known, tier: str) -> Reading | Why:
    """Published in the year, else by name, else the last published."""
    scope = known.scope
    latest, named = known.latest(Metric.RECOGNISED, tier), known.recognised(tier)
    is_stale = latest is None or latest.as_of.year < scope.year
    if named and is_stale and tier not in known.unnamed:
        return Reading(Decimal(len(named)), scope.as_of)
    if latest is not None:
        return Reading(latest.value, latest.as_of, latest)
    return Why.UNNAMED if tier in known.unnamed else Why.NO_FIGURE


def _recognised_in_year(known: Known, target: Target) -> Reading | Why:
    scope, tier = known.scope, target.tier
    if target.year_from != target.year_to:
        return Why.NO_FIGURE
    figure = known.figure(Metric.RECOGNISED_IN_YEAR, tier, scope.year)
    if figure is not None:
        return Reading(figure.value, figure.as_of, figure)
    if tier in known.unnamed:
        return Why.UNNAMED
    named = known.recognised(tier)
    if not named or any(r.year is None for r in named):
        return Why.NO_FIGURE
    count = sum(r.year == scope.year for r in named)
    return Reading(Decimal(count), scope.as_of)


def _counted(known: Known, target: Target) -> Reading | Why:
    """Counted from the results of the communes, once all of them are in."""
    rows = [row for row in known.rows if row.has_results]
    if not rows:
        return Why.NO_FIGURE
    if not known.is_whole:
        return Why.UNFINISHED
    if target.metric == Metric.MEETS_ALL:
        return Reading(Decimal(sum(row.meets_all for row in rows)), known.scope.as_of)
    total = Decimal(sum(row.met for row in rows))
    return Reading(total / len(rows), known.scope.as_of)


def _goal(known: Known, target: Target) -> Decimal | Why:
    """The target as a total."""
    if target.value_unit == ValueUnit.PERCENT:
        return share_of(target.value, len(known.rows))
    if target.baseline_year is None:
        return target.value
    base = _value_at_the_end_of(known, target, target.baseline_year)
    return Why.NO_BASELINE if base is None else base + target.value


def _value_at_the_end_of(known: Known, target: Target, year: int) -> Decimal | None:
    """What the metric was at the end of a year; None = not published, not counted."""
    figure = known.figure(target.metric, target.tier, year)
    if figure is not None:
        return figure.value
    if target.metric == Metric.RECOGNISED and target.tier not in known.unnamed:
        return _named_by(known.recognised(target.tier), year, known.scope.year)
    past = [p for p in _points(known, target.metric) if p[0] == year]
    return past[0][1] if past and target.tier == Tier.NTM else None


def _named_by(named: list[Recognition] | None, year: int, until: int) -> Decimal | None:
    """Communes recognised by a year; None where a year is missing or not over."""
    if not named or year > until:
        return None
    years = [recognition.year for recognition in named]
    if None in years:
        return None
    return Decimal(sum(y is not None and y <= year for y in years))


def _points(known: Known, metric: str) -> list[tuple[int, Decimal]]:
    """Ends of finished years up to now that the same set judged, counted from rows."""
    scope = known.scope
    if known.unit_id != scope.place.unit_id:
        return []
    points = []
    for y in scope.years:
        same = y.set_key == scope.criteria_set.key and y.year <= scope.year
        if not same or y.share_assessed < 1 or y.average is None:
            continue
        if metric == Metric.MEETS_ALL:
            points.append((y.year, Decimal(y.meets_all)))
        elif metric == Metric.AVERAGE:
            points.append((y.year, Decimal(y.criteria) / y.total))
    return points


def _judged_by_another_set(known: Known, target: Target) -> bool:
    """Whether a year on the way has another set: counts of criteria break there."""
    if target.metric in (Metric.RECOGNISED, Metric.RECOGNISED_IN_YEAR):
        return False
    scope = known.scope
    start = min(scope.year, target.baseline_year or scope.year)
    return any(
        start <= y.year <= target.year_to and y.set_key != scope.criteria_set.key
        for y in scope.years
    )


def _pace(known: Known, target: Target, now: Reading) -> Pace | None:
    """The change per year so far, of published totals or of rows."""
    if target.metric != Metric.RECOGNISED:
        return pace_so_far(_points(known, target.metric))
    totals = {
        f.as_of.year: f.value
        for f in reversed(known.figures)
        if (f.metric, f.tier) == (Metric.RECOGNISED, target.tier)
    }
    pace = pace_so_far(list(totals.items()))
    if pace is not None:
        return pace
    year = now.as_of.year
    one = known.figure(Metric.RECOGNISED_IN_YEAR, target.tier, year)
    return Pace(one.value, year, year) if one else None


def _named(known: Known, target: Target) -> int | None:
    """Communes known by name, beside a count that a document gives."""
    named = known.recognised(target.tier)
    if named is None:
        return None
    if target.metric == Metric.RECOGNISED_IN_YEAR:
        return sum(r.year == known.scope.year for r in named)
    return len(named) if target.metric == Metric.RECOGNISED else None


def _beside(known: Known, target: Target, now: Reading | Why) -> PublishedFigure | None:
    """What a document says of the same thing, where `now` is not that."""
    if isinstance(now, Reading) and now.figure is not None:
        return None
    if target.metric == Metric.RECOGNISED:
        return known.latest(target.metric, target.tier)
    return known.figure(target.metric, target.tier, known.scope.year)


def _measure_each(known: Known, target: Target) -> TargetStanding:
    """A target on each remaining commune: so many criteria more than at the baseline.

    Remaining are those that did not meet every criterion then.
    """
    scope, former = known.scope, known.scope.comparable_year
    if target.tier != Tier.NTM:
        return _without(known, target, Why.NO_ROWS)
    if _judged_by_another_set(known, target):
        return _without(known, target, Why.OTHER_SET)
    if target.year_from > scope.year:
        return TargetStanding(target, State.AHEAD, len(known.rows))
    if former is None or former.year != target.baseline_year:
        return _without(known, target, Why.NO_BASELINE)
    if not known.is_whole or former.share_assessed < 1:
        return _without(known, target, Why.UNFINISHED)
    remaining = [
        row
        for row in known.rows
        if row.has_results and row.met_before is not None and row.met_before < row.total
    ]
    behind = tuple(r for r in remaining if (r.change or 0) < target.value)
    goal = Decimal(len(remaining))
    now = Reading(goal - len(behind), scope.as_of)
    found = TargetStanding(
        target, State.OPEN, len(known.rows), now=now, goal=goal, behind=behind
    )
    return _judged(known, found, now, goal)
