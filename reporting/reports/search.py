"""One search over what readers look for: units, criteria, documents."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Max, Min, OuterRef, Subquery, When

from communes.choices import KINDS_OF_LEVEL, UnitLevel
from communes.models import UnitVersion
from communes.names import fold_name
from criteria.models import Criterion
from documents.models import Document

LIMIT = 20
VILLAGE_KINDS = KINDS_OF_LEVEL[UnitLevel.VILLAGE]


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
    needle = fold_name(text)
    rank = Case(
        When(name_search=needle, then=0),
        When(name_search__startswith=f"{needle} ", then=1),
        When(name_search__contains=f" {needle}", then=1),
        When(name_search__startswith=needle, then=1),
        default=2,
    )
    matching = UnitVersion.objects.named(text).exclude(kind__in=VILLAGE_KINDS)
    newest = UnitVersion.objects.filter(unit=OuterRef("unit")).order_by("-valid_from")
    ranked = list(
        matching.annotate(end=Subquery(newest.values("valid_to")[:1]))
        .values("unit_id")
        .annotate(rank=Min(rank), ended=Max("end"), sort=Max("name_sort"))
        .order_by("rank", F("ended").asc(nulls_first=True), "sort", "unit_id")
        .values_list("unit_id", "rank")[: LIMIT + 1]
    )
    worst = 2 if ranked and ranked[0][1] == 2 else 1
    ids = [unit_id for unit_id, own in ranked if own <= worst]
    versions: dict[int, list[Any]] = {}
    for version in _named_above(ids):
        versions.setdefault(version.unit_id, []).append(version)
    return [_hit(versions[unit_id], needle) for unit_id in ids]


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


def _hit(versions: list[Any], needle: str) -> UnitHit:
    newest = versions[0]
    former = None
    if needle not in newest.name_search:
        former = next((v for v in versions if needle in v.name_search), None)
    ended = newest.valid_to - dt.timedelta(days=1) if newest.valid_to else None
    above = dict.fromkeys([newest.parent_name, newest.province_name])
    return UnitHit(newest, former, ended, [name for name in above if name])


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
