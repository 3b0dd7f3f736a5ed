"""What a sheet states of each commune, each thing with its cell."""

from dataclasses import dataclass, field

from assessments.actions.accounts import Verdict
from assessments.imports.communes import Candidate, Unmatched, Written
from assessments.models import WrittenName
from criteria.book import Entered


@dataclass(frozen=True, slots=True)
class Refusal:
    """What cannot be taken: where, why, and the communes a name may mean."""

    place: str
    reason: str
    written: Written | None = None
    candidates: tuple[Candidate, ...] = ()

    @classmethod
    def of(cls, place: str, error: Unmatched) -> "Refusal":
        return cls(place, error.reason, error.written, error.candidates)

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Recalled:
    """A name read by what a person once chose: where it first stands, and as what."""

    place: str
    name: str
    unit: str
    choice: WrittenName


@dataclass(slots=True)
class Stated:
    """One commune's account as written; `places` by what is stated."""

    unit_id: int
    label: str
    place: str
    values: dict[str, Entered] = field(default_factory=dict)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    reported: dict[str, int] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Nothing is assessed: no account to record."""
        return not (self.values or self.verdicts or self.reported)


@dataclass(slots=True)
class Reading:
    """Everything that the sheets of a file state, and what was refused or left out."""

    accounts: dict[int, Stated] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    recalled: dict[int, Recalled] = field(default_factory=dict)

    def refuse(self, place: str, reason: str) -> None:
        self.refusals.append(Refusal(place, reason))
