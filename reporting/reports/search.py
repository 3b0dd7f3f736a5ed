"""One search over what readers look for: units, criteria, documents."""

import datetime as dt
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Exists, F, Max, Min, OuterRef, Q, Subquery, When

from communes.choices import KINDS_OF_LEVEL, UnitLevel
from communes.models import UnitVersion
from communes.names import fold_name, without_kind
from criteria.models import Criterion
from documents.models import Document

LIMIT = 20
# Longer texts are no name with a place behind it.
MOST_WORDS = 8
# Nobody names more above a unit than a district and a province; each is searched.
MOST_PLACES = 3
CODE_LENGTH = 5
VILLAGE_KINDS = KINDS_OF_LEVEL[UnitLevel.VILLAGE]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text as a unit: its name, its kind, what it lies in.

    A whole name is not a part of a longer one.
    """

    name: str
    kind: str = ""
    places: tuple[str, ...] = ()
    is_whole: bool = False

    @property
    def q(self) -> Q:
        lookup = "exact" if self.is_whole else "contains"
        found = Q(**{f"name_search__{lookup}": self.name})
        if self.kind:
            found &= Q(kind=self.kind)
        for place in self.places:
            named = UnitVersion.objects.filter(name_search__contains=place)
            found &= Exists(named.filter(unit=OuterRef("parent"))) | Exists(
                named.filter(unit=OuterRef("province"))
            )
        return found

    def fits(self, version: UnitVersion) -> bool:
        """Whether a state of a unit has the name."""
        own = version.name_search
        return own == self.name if self.is_whole else self.name in own


def readings_of(text: str) -> list[Reading]:
    """ "Xã Hoàng Trĩ, Ba Bể" and "hoang tri ba be" are of one commune."""
    name, *above = (fold_name(part) for part in text.split(","))
    places = tuple(_shortest(part) for part in above if part)[:MOST_PLACES]
    found = [Reading(bare, kind, places) for kind, bare in without_kind(name) if bare]
    if places:
        return found
    for reading in list(found):
        words = reading.name.split(" ")
        for size in range(1, len(words) if len(words) <= MOST_WORDS else 1):
            head, tail = " ".join(words[:size]), " ".join(words[size:])
            found.append(Reading(head, reading.kind, (_shortest(tail),), True))
    return found


def _shortest(place: str) -> str:
    return min((bare for _kind, bare in without_kind(place)), key=len)


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit by its latest name, and by the former name that matched, if one did.

    `ended_on` is its last day, None while it stands; `above` names the units over it.
    """

    version: UnitVersion
    former: UnitVersion | None
    ended_on: dt.date | None
    above: list[str]


@dataclass(frozen=True, slots=True)
class CriterionHit:
    """A criterion with the latest year that its set judged."""

    criterion: Criterion
    year: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for `text`; each list holds at most LIMIT, `more` says if cut."""

    text: str
    units: list[UnitHit]
    criteria: list[CriterionHit]
    documents: list[Document]
    more: set[str]

    @property
    def is_empty(self) -> bool:
        return not (self.units or self.criteria or self.documents)


def search_everything(text: str) -> Found:
    """Search by folded text: marks, case and y/i make no difference; four queries.

    Former names and ended units are found too: whoever asks for one should learn what
    became of it.
    """
    needle = fold_name(text)
    if not needle:
        return Found(text, [], [], [], set())
    units, criteria, documents = _units(text), _criteria(needle), _documents(needle)
    found: dict[str, list[Any]] = {
        "units": units,
        "criteria": criteria,
        "documents": documents,
    }
    return Found(
        text,
        units[:LIMIT],
        criteria[:LIMIT],
        documents[:LIMIT],
        {name for name, hits in found.items() if len(hits) > LIMIT},
    )


def _units(text: str) -> list[UnitHit]:
    """Units whose name of any time holds the text: whole names, then words, and parts
    of words only where there is neither; of each standing units first.
    """
    readings = readings_of(text)
    if not readings:
        return []
    newest = UnitVersion.objects.filter(unit=OuterRef("unit")).order_by("-valid_from")
    ranked = list(
        UnitVersion.objects.filter(_code_q(text) | reduce(or_, [r.q for r in readings]))
        .exclude(kind__in=VILLAGE_KINDS)
        .annotate(end=Subquery(newest.values("valid_to")[:1]))
        .values("unit_id")
        .annotate(rank=Min(_rank(readings)), ended=Max("end"), sort=Max("name_sort"))
        .order_by("rank", F("ended").asc(nulls_first=True), "sort", "unit_id")
        .values_list("unit_id", "rank")[: LIMIT + 1]
    )
    worst = 2 if ranked and ranked[0][1] == 2 else 1
    ids = [unit_id for unit_id, own in ranked if own <= worst]
    versions: dict[int, list[Any]] = {}
    for version in _named_above(ids):
        versions.setdefault(version.unit_id, []).append(version)
    return [_hit(versions[unit_id], readings) for unit_id in ids]


def _code_q(text: str) -> Q:
    code = text.strip()
    is_code = len(code) == CODE_LENGTH and code.isdecimal()
    return Q(code=code) if is_code else Q(pk__in=[])


def _rank(readings: list[Reading]) -> Case:
    """0 for a whole name, 1 for words of one, 2 for a part of a word."""
    words = Q(pk__in=[])
    for reading in readings:
        if not reading.is_whole:
            words |= Q(name_search__startswith=reading.name)
            words |= Q(name_search__contains=f" {reading.name}")
    return Case(
        When(name_search__in=[reading.name for reading in readings], then=0),
        When(words, then=1),
        default=2,
    )


def _named_above(ids: list[int]) -> Any:
    """All versions of the units, newest first, with the names of the units above."""

    def name_of(side: str) -> Subquery:
        rows = UnitVersion.objects.filter(unit=OuterRef(side))
        return Subquery(rows.order_by("-valid_from").values("name")[:1])

    return (
        UnitVersion.objects.filter(unit_id__in=ids)
        .annotate(parent_name=name_of("parent"), province_name=name_of("province"))
        .order_by("-valid_from")
    )


def _hit(versions: list[Any], readings: list[Reading]) -> UnitHit:
    newest = versions[0]
    # The newest comes first: a former name only where that one does not fit.
    fitting = (v for v in versions if any(r.fits(v) for r in readings))
    former = next(fitting, newest)
    ended = newest.valid_to - dt.timedelta(days=1) if newest.valid_to else None
    above = dict.fromkeys([newest.parent_name, newest.province_name])
    return UnitHit(
        newest,
        former if former != newest else None,
        ended,
        [name for name in above if name],
    )


def _criteria(needle: str) -> list[CriterionHit]:
    """Criteria of sets that judged a year, the latest set first."""
    rows = (
        Criterion.objects.filter(
            criteria_set__period_sets__unit_level=UnitLevel.COMMUNE
        )
        .annotate(year=Max("criteria_set__period_sets__period__year"))
        .select_related("criteria_set")
        .order_by("-year", "number")
    )
    return [
        CriterionHit(row, row.year)
        for row in rows
        if needle in f"{fold_name(row.name_vi)} {fold_name(row.name_en)}"
    ]


def _documents(needle: str) -> list[Document]:
    """Documents whose number or title holds the text, newest first."""
    rows = Document.objects.order_by(F("issued_on").desc(nulls_last=True), "number")
    return [
        row
        for row in rows
        if needle in fold_name(f"{row.number} {row.title} {row.title_en}")
    ]
