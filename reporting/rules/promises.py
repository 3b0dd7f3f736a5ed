"""What became of a planned recognition: kept, late, open, or not known."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class PlanState(StrEnum):
    KEPT = "kept"
    LATE = "late"
    OPEN = "open"
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """Why nothing can be said."""

    INFERRED = "inferred"
    NO_YEAR = "no_year"
    UNIT_ENDED = "unit_ended"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognition of the unit at the tier planned; `year` None = no source says."""

    year: int | None
    known_by: dt.date
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """The state of a plan; `year` of recognition where it is known."""

    state: PlanState
    year: int | None = None
    doubt: Doubt | None = None


def standing_of_plan(
    planned: int,
    as_of: dt.date,
    recognitions: Sequence[Recognised],
    *,
    ended_on: dt.date | None = None,
    has_unnamed: bool = False,
) -> PlanStanding:
    """How a recognition planned for a year stands on a day.

    Kept: recognised by the end of that year. Late: recognised later, or not at all
    although the year is over. Open: the year is not over. Not known, never guessed:
    a year that is inferred or missing, a unit that ended, or communes recognised
    whose names nobody gives (`has_unnamed`), among which it may be.
    """
    last_day = dt.date(planned, 12, 31)
    stated = [r for r in recognitions if not r.is_inferred]
    years = [r.year for r in stated if r.year is not None and r.year <= as_of.year]
    year = min(years, default=None)
    if year is not None and year <= planned:
        return PlanStanding(PlanState.KEPT, year)
    if any(r.year is None and r.known_by <= min(last_day, as_of) for r in stated):
        return PlanStanding(PlanState.KEPT)
    vague = [r for r in recognitions if r.is_inferred or r.year is None]
    if any(r.year is None or r.year <= as_of.year for r in vague):
        inferred = any(r.is_inferred for r in vague)
        return _unknown(Doubt.INFERRED if inferred else Doubt.NO_YEAR)
    if year is not None:
        return PlanStanding(PlanState.LATE, year)
    if ended_on is not None and ended_on <= as_of:
        return _unknown(Doubt.UNIT_ENDED)
    if as_of < last_day:
        return PlanStanding(PlanState.OPEN)
    return _unknown(Doubt.UNNAMED) if has_unnamed else PlanStanding(PlanState.LATE)


def _unknown(doubt: Doubt) -> PlanStanding:
    return PlanStanding(PlanState.UNKNOWN, doubt=doubt)
