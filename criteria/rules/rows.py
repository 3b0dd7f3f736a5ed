"""What the level rules take and give: plain values, half-open days."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

REGION = "region"
GROUP = "group"


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One required level (mức quy định) of a leaf; an empty key means any.

    `value` is in the measure's unit; `document` is printed as the label of the act that
    sets it, in the language of the reader.
    """

    id: int
    value: Decimal
    layer: str
    region: str
    year: int | None
    group: str
    province_id: int | None
    attribute_scheme: str
    attribute_value: str
    valid_from: dt.date
    valid_to: dt.date | None
    status: str
    document: object
    superseded: bool = False

    @property
    def keys(self) -> int:
        """How many keys narrow the row. The province belongs to the layer."""
        narrowing = (self.region, self.year, self.group, self.attribute_value)
        return sum(map(bool, narrowing))


@dataclass(frozen=True, slots=True)
class Substitution:
    """Units of a class are judged by another region's levels (318/QĐ-TTg, 211/QĐ-TTg).

    `text` is the rule as the act puts it, in Vietnamese.
    """

    scheme: str
    value: str
    effective_region: str
    valid_from: dt.date
    valid_to: dt.date | None
    document: object
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a unit. None and a missing class mean unknown, never "no".

    `province_ids`: today's province, then the dissolved ones on whose former
    territory the unit lies, latest first.
    """

    year: int
    region: str | None
    group: str | None
    province_ids: tuple[int, ...]
    classes: Mapping[str, str]

    def known(self) -> dict[str, str]:
        """Value by scheme, the real region and the commune group among them."""
        own = {REGION: self.region, GROUP: self.group}
        return {**self.classes, **{k: v for k, v in own.items() if v is not None}}


@dataclass(frozen=True, slots=True)
class Answer:
    """The level that applies to a unit, and what stands behind it.

    `level` is None where no row applies or where several tie (`ambiguous`).
    `unknown` names, in order of spelling, the schemes whose value is unknown and
    could make the required value another one.
    """

    level: LevelRow | None
    region: str | None
    effective_region: str | None
    substitution: Substitution | None
    unknown: tuple[str, ...]
    ambiguous: bool


class _Dated(Protocol):
    @property
    def valid_from(self) -> dt.date: ...
    @property
    def valid_to(self) -> dt.date | None: ...


_D = TypeVar("_D", bound=_Dated)


def in_force(rows: Iterable[_D], day: dt.date) -> list[_D]:
    """Those in force on a day: from `valid_from` on, before `valid_to`."""
    return [
        row
        for row in rows
        if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
    ]
