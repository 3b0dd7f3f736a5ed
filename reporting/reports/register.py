"""The register of decisions: recognised, retained, withdrawn."""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import F, OuterRef, Subquery

from assessments.models import RecognitionDecision
from communes.models import UnitVersion
from communes.names import fold_name

PAGE_SIZE = 100
# Chosen where no source gives the year.
UNKNOWN_YEAR = "chua-ro"


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """What is asked of the register; empty = everything."""

    province: str = ""
    tier: str = ""
    kind: str = ""
    year: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What tells one decision from others, without its words."""

    pk: int
    province: str
    tier: str
    kind: str
    year: str
    name: str

    def fits(self, query: RegisterQuery) -> bool:
        """Whether it is among what was asked."""
        return (
            query.province in ("", self.province)
            and query.tier in ("", self.tier)
            and query.kind in ("", self.kind)
            and query.year in ("", self.year)
            and fold_name(query.text) in self.name
        )


@dataclass(frozen=True, slots=True)
class Register:
    """One page of decisions, and how many each choice of a filter would leave."""

    query: RegisterQuery
    rows: list[RecognitionDecision]
    shown: int
    total: int
    choices: dict[str, Counter[str]]
    province_names: dict[str, str]
    page: int
    pages: int


def register(query: RegisterQuery, page: int = 1, size: int = PAGE_SIZE) -> Register:
    """Decisions, the latest first; three queries at any size."""
    entries = _entries()
    found = [entry.pk for entry in entries if entry.fits(query)]
    pages = max(1, -(-len(found) // size))
    page = min(max(1, page), pages)
    ids = found[(page - 1) * size : page * size]
    return Register(
        query=query,
        rows=_rows(ids),
        shown=len(found),
        total=len(entries),
        choices={name: _choices(entries, query, name) for name in FILTERS},
        province_names=_province_names({entry.province for entry in entries}),
        page=page,
        pages=pages,
    )


def whole_register(query: RegisterQuery) -> list[RecognitionDecision]:
    """Every decision that was asked for, for a file."""
    return _rows([entry.pk for entry in _entries() if entry.fits(query)])


FILTERS = ("province", "tier", "kind", "year")


def _choices(entries: list[Entry], query: RegisterQuery, name: str) -> Counter[str]:
    """How many decisions each value of one filter leaves, the others as they are."""
    free = replace(query, **{name: ""})
    return Counter(getattr(entry, name) for entry in entries if entry.fits(free))


def _entries() -> list[Entry]:
    last = UnitVersion.objects.filter(unit=OuterRef("unit")).order_by("-valid_from")
    rows = (
        RecognitionDecision.objects.annotate(
            province=Subquery(last.values("province")[:1]),
            name=Subquery(last.values("name_search")[:1]),
            sort=Subquery(last.values("name_sort")[:1]),
        )
        .order_by(F("known_by").desc(), "sort", "pk")
        .values_list("pk", "province", "unit", "tier", "kind", "year", "name")
    )
    return [
        Entry(pk, str(province or unit), tier, kind, str(year or UNKNOWN_YEAR), name)
        for pk, province, unit, tier, kind, year, name in rows
    ]


def _rows(ids: list[int]) -> list[RecognitionDecision]:
    last = UnitVersion.objects.filter(unit=OuterRef("unit")).order_by("-valid_from")
    rows = (
        RecognitionDecision.objects.filter(pk__in=ids)
        .select_related("document")
        .annotate(
            unit_name=Subquery(last.values("name")[:1]),
            unit_kind=Subquery(last.values("kind")[:1]),
        )
    )
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in ids]


def _province_names(ids: set[str]) -> dict[str, str]:
    rows = UnitVersion.objects.filter(unit__in=map(int, ids)).order_by("valid_from")
    return {str(version.unit_id): version.name for version in rows}
