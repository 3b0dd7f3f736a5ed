"""The one table of moves: from which state, by whom, to which state, as which event.

Status is per criterion, since each office confirms its own. Submitted means locked:
the level above agrees or returns, never edits (18/2022/QĐ-TTg, thẩm tra, thẩm định).
"""

from dataclasses import dataclass
from enum import Enum

from assessments.choices import EventKind, Status


class Move(Enum):
    """What a person can do to a criterion result."""

    SAVE = "save"
    SUBMIT = "submit"
    AGREE = "agree"
    RETURN = "return"
    MOVE_ON = "move_on"
    CORRECT = "correct"


class Mover(Enum):
    """Who makes a move: the commune, the office at the step, or who keeps order."""

    COMMUNE = "commune"
    STEP = "step"
    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. `to` None keeps the status."""

    move: Move
    from_: frozenset[Status]
    to: Status | None
    mover: Mover
    event: EventKind


OPEN = frozenset({Status.DRAFT, Status.RETURNED})
WAITING = frozenset({Status.SUBMITTED})
DONE = frozenset({Status.CONFIRMED})

# "Agree" leads to the next step; behind the last one the result is confirmed.
TABLE = {
    rule.move: rule
    for rule in (
        Rule(Move.SAVE, OPEN, None, Mover.COMMUNE, EventKind.SAVED),
        Rule(Move.SUBMIT, OPEN, Status.SUBMITTED, Mover.COMMUNE, EventKind.SUBMITTED),
        Rule(Move.AGREE, WAITING, Status.SUBMITTED, Mover.STEP, EventKind.AGREED),
        Rule(Move.RETURN, WAITING, Status.RETURNED, Mover.STEP, EventKind.RETURNED),
        Rule(Move.MOVE_ON, WAITING, None, Mover.ADMINISTRATOR, EventKind.MOVED),
        Rule(Move.CORRECT, DONE, None, Mover.COORDINATOR, EventKind.CORRECTED),
    )
}


def is_allowed(move: Move, status: str) -> bool:
    """Whether a result in this state can make the move at all."""
    return Status(status) in TABLE[move].from_


def status_after(move: Move, status: str, *, is_last_step: bool = False) -> Status:
    """The state behind a move; ValueError where the table has none."""
    if not is_allowed(move, status):
        raise ValueError(f"no {move.value} from {status}")
    if move == Move.AGREE and is_last_step:
        return Status.CONFIRMED
    return TABLE[move].to or Status(status)


def event_of(move: Move, *, is_last_step: bool = False) -> EventKind:
    """How the trail calls the move."""
    if move == Move.AGREE and is_last_step:
        return EventKind.CONFIRMED
    return TABLE[move].event
