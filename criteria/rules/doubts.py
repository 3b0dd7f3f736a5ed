"""What makes a value doubtful: soft warnings for the reviewer, never errors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from criteria.choices import CheckKind

WHOLE = 100


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A rule as the pure functions take it; see the model for what each kind says."""

    key: str
    kind: str
    measure_id: int
    other_id: int | None = None
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """One value that a rule caught, with what it was compared to."""

    key: str
    kind: str
    measure_id: int
    value: Decimal
    compared: Decimal
    other_id: int | None = None


def doubts(
    rows: Iterable[CheckRow],
    values: Mapping[int, Decimal],
    last: Mapping[int, Decimal],
) -> list[Doubt]:
    """What the rules catch in values by measure id; `last` are those of last year.

    A rule that lacks one of its values says nothing.
    """
    found = []
    for row in rows:
        value = values.get(row.measure_id)
        compared = _compared(row, values, last)
        if value is not None and compared is not None and catches(row, value, compared):
            said = (row.key, row.kind, row.measure_id, value, compared, row.other_id)
            found.append(Doubt(*said))
    return found


def catches(row: CheckRow, value: Decimal, compared: Decimal) -> bool:
    """Whether a rule doubts `value` beside what its kind compares it to.

    Raises ValueError on a kind outside the closed list.
    """
    kind = CheckKind(row.kind)
    if kind == CheckKind.JUMP:
        # From nothing to something is a jump of any size.
        moved = abs(value - compared) * WHOLE
        return moved > (row.limit or 0) * abs(compared)
    if kind == CheckKind.ADDS_UP:
        return value + compared != row.limit
    return value > compared


def _compared(
    row: CheckRow, values: Mapping[int, Decimal], last: Mapping[int, Decimal]
) -> Decimal | None:
    if row.kind == CheckKind.JUMP:
        return last.get(row.measure_id)
    if row.kind == CheckKind.ABOVE_LIMIT:
        return row.limit
    return values.get(row.other_id) if row.other_id else None
