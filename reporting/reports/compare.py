"""Up to four communes side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Subquery, When

from assessments.models import Assessment, IndicatorResult
from communes.choices import UnitLevel
from communes.dated import in_force_q
from communes.models import UnitVersion
from communes.models.version import UnitVersionQuerySet
from criteria.book import entry_of
from criteria.models import Indicator
from reporting.reports.commune import CriterionView, criterion_view
from reporting.reports.peers import Peers, peers_of
from reporting.reports.provenance import Provenance
from reporting.reports.rows import CommuneRow, account_rows, rows_of
from reporting.reports.scope import Scope, Where, open_scope

MOST = 4
# A single commune is shown with so many in all, the others being its peers.
FILLED = 3
OFFERED = 6
CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Compared:
    """One column: a commune on the day, its outcomes and its values.

    `views` stand in set order; none without an account.
    """

    version: Any
    row: CommuneRow
    views: list[CriterionView]


@dataclass
class Refusals:
    """What of the address could not be shown, and why."""

    unreadable: list[str] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    twice: list[int] = field(default_factory=list)
    too_many: int = 0
    absent: list[UnitVersion] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Communes side by side; `places` of criteria in the set that differ, or not.

    `own` are the communes asked for, the others were added because they are alike.
    Peers and `candidates` of the search are communes to add.
    """

    scope: Scope
    communes: list[Compared]
    own: list[int]
    refusals: Refusals
    differing: list[int]
    equal: list[int]
    average: Decimal | None
    peers: Peers | None
    text: str
    candidates: list[Any]
    provenance: Provenance

    @property
    def with_results(self) -> list[Compared]:
        """Those that a difference can be told of."""
        return [commune for commune in self.communes if commune.row.has_results]


def compare(where: Where, asked: Sequence[int | str], text: str = "") -> Comparison:
    """The communes of the address, or what is worth comparing where it names none.

    `asked` are ids; what of the address is no number stays text and is refused.
    All are judged by the one set of the scope's year; a commune without an account by
    it is shown without outcomes. At most fifteen queries at any size. Raises
    NoResults.
    """
    scope = open_scope(where)
    everything = account_rows(scope)
    refusals = Refusals()
    ids = _ids(asked, refusals)
    versions = _standing(scope, ids, refusals)
    own = [unit_id for unit_id in ids if unit_id in versions]
    shown = own or _nearest_to_all(everything)
    peers = _peers(scope, shown, everything)
    if peers and len(shown) == 1:
        shown = [*shown, *(row.unit_id for row in peers.rows[: FILLED - 1])]
    communes = _columns(scope, shown)
    differing, equal = _sorted_out(scope, communes)
    known = [row.met for row in everything if row.has_results]
    return Comparison(
        scope=scope,
        communes=communes,
        own=own,
        refusals=refusals,
        differing=differing,
        equal=equal,
        average=Decimal(sum(known)) / len(known) if known else None,
        peers=_offered(peers, shown),
        text=text,
        candidates=_candidates(scope, text, shown) if text else [],
        provenance=scope.provenance_of([commune.row for commune in communes]),
    )


def _ids(asked: Sequence[int | str], refusals: Refusals) -> list[int]:
    """Ids of the address, each once and no more than can stand side by side."""
    ids: list[int] = []
    for given in asked:
        if isinstance(given, str):
            refusals.unreadable.append(given)
        elif given in ids:
            refusals.twice.append(given)
        else:
            ids.append(given)
    refusals.too_many = max(0, len(ids) - MOST)
    return ids[:MOST]


def _standing(
    scope: Scope, ids: list[int], refusals: Refusals
) -> dict[int, UnitVersion]:
    """Communes of the ids in force on the day; the others are refused."""
    if not ids:
        return {}
    versions: dict[int, list[UnitVersion]] = {}
    of_ids = UnitVersion.objects.of_level(UnitLevel.COMMUNE).filter(unit_id__in=ids)
    for version in of_ids.order_by("-valid_from"):
        versions.setdefault(version.unit_id, []).append(version)
    refusals.unknown = [unit_id for unit_id in ids if unit_id not in versions]
    day, found = scope.as_of, {}
    for unit_id, own in versions.items():
        standing = [
            v
            for v in own
            if v.valid_from <= day and (v.valid_to is None or v.valid_to > day)
        ]
        if standing:
            found[unit_id] = standing[0]
        else:
            refusals.absent.append(own[0])
    refusals.twice = [unit_id for unit_id in refusals.twice if unit_id in found]
    return found


def _nearest_to_all(rows: list[CommuneRow]) -> list[int]:
    """The commune that lacks least of those that lack something; else any."""
    known = [row for row in rows if row.has_results]
    short = [row for row in known if row.falls_short] or known
    short.sort(key=lambda row: (-row.met, row.name_sort, row.unit_id))
    return [row.unit_id for row in short[:1]]


def _peers(scope: Scope, shown: list[int], rows: list[CommuneRow]) -> Peers | None:
    """Peers of the first commune; none where it is of another province."""
    first = next((row for row in rows if shown[:1] == [row.unit_id]), None)
    if first is None:
        return None
    return peers_of(first, rows, scope.province.unit_id, scope.as_of)


def _offered(peers: Peers | None, shown: list[int]) -> Peers | None:
    """Peers not shown yet."""
    if peers is None:
        return None
    rows = [row for row in peers.rows if row.unit_id not in shown]
    return Peers(rows[:OFFERED], peers.shared)


def _columns(scope: Scope, shown: list[int]) -> list[Compared]:
    """The columns in the order asked for; seven queries."""
    if not shown:
        return []
    versions = {v.unit_id: v for v in _named(_in_force(scope).filter(unit__in=shown))}
    rows = {row.unit_id: row for row in rows_of(scope, shown)}
    views = _views(scope, [u for u in shown if rows[u].has_results])
    return [
        Compared(versions[unit_id], rows[unit_id], views.get(unit_id, []))
        for unit_id in shown
    ]


def _in_force(scope: Scope) -> UnitVersionQuerySet:
    return UnitVersion.objects.in_force_on(scope.as_of)


def _named(versions: UnitVersionQuerySet) -> UnitVersionQuerySet:
    """The versions with the names of the units above them."""

    def name_of(side: str) -> Subquery:
        rows = UnitVersion.objects.filter(unit=OuterRef(side))
        return Subquery(rows.order_by("-valid_from").values("name")[:1])

    return versions.annotate(
        parent_name=name_of("parent"), province_name=name_of("province")
    )


def _views(scope: Scope, unit_ids: list[int]) -> dict[int, list[CriterionView]]:
    """Each unit's criteria in set order, from its chosen account."""
    indicators = list(
        Indicator.objects.filter(criterion__criteria_set=scope.criteria_set)
        .select_related("measure", "criterion")
        .prefetch_related("measure__options")
        .order_by("criterion__number", "position")
    )
    entries = [entry_of(criterion, indicators) for criterion in scope.criteria]
    by_cell: dict[tuple[int, int], list[IndicatorResult]] = {}
    for result in _results(scope, unit_ids):
        cell = result.unit_id, result.criterion_result.criterion_id
        by_cell.setdefault(cell, []).append(result)
    return {
        unit_id: [
            criterion_view(
                entry, by_cell.get((unit_id, entry.criterion.pk), []), scope.basis, ""
            )
            for entry in entries
        ]
        for unit_id in unit_ids
    }


def _results(scope: Scope, unit_ids: list[int]) -> Any:
    return (
        IndicatorResult.objects.filter(
            criterion_result__assessment__in=_accounts(scope).filter(unit__in=unit_ids)
        )
        .select_related("criterion_result", "level__document")
        .annotate(unit_id=F("criterion_result__assessment__unit_id"))
    )


def _accounts(scope: Scope) -> Any:
    """Chosen accounts of the scope's year, of whatever province."""
    return Assessment.objects.chosen().filter(
        period=scope.period_id,
        criteria_set=scope.criteria_set.pk,
    )


def _sorted_out(scope: Scope, communes: list[Compared]) -> tuple[list[int], list[int]]:
    """Places of the criteria whose outcomes differ, and of those that do not."""
    known = [c.row.letters for c in communes if c.row.has_results]
    differing: list[int] = []
    equal: list[int] = []
    for place in range(len(scope.criteria)):
        outcomes = {letters[place] for letters in known}
        (differing if len(outcomes) > 1 else equal).append(place)
    return differing, equal


def _candidates(scope: Scope, text: str, shown: list[int]) -> list[Any]:
    """Communes with an account whose name holds the text, of the province first."""
    found = (
        _named(UnitVersion.objects.named(text))
        .filter(in_force_q(scope.as_of))
        .filter(Exists(_accounts(scope).filter(unit=OuterRef("unit"))))
        .exclude(unit__in=shown)
        .annotate(
            is_away=Case(When(province=scope.province.unit_id, then=0), default=1)
        )
    )
    return list(found.order_by("is_away", "name_sort", "pk")[:CANDIDATES])
