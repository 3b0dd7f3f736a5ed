"""Accounts of one unit and period side by side, and where they differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from assessments.models import Assessment, PeriodSet
from communes.models import UnitVersion
from criteria.choices import OUTCOME_OF_LETTER, Outcome
from documents.models import Document

PAGE = 25
SEVERAL, DIFFERENT, ALL = "nhieu", "chenh", "tat-ca"
VIEWS = (SEVERAL, DIFFERENT, ALL)


@dataclass(frozen=True, slots=True)
class Difference:
    """Criteria of which an account says `own` where the first account says `other`."""

    own: Outcome
    other: Outcome
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account: its document, what it counts, and where it differs.

    `counted` is None where no criterion has an outcome: the source may only count.
    `first` is the number of the first account where the source states another.
    """

    assessment: Assessment
    counted: int | None
    reported: int | None
    first: int | None
    differences: tuple[Difference, ...]

    @property
    def gap(self) -> int | None:
        """What the source counts more than its rows; None where they agree."""
        if self.reported is None or self.counted in (None, self.reported):
            return None
        return self.reported - self.counted

    @property
    def is_alike(self) -> bool:
        """Whether it says nothing else than the first account."""
        return not self.differences and self.first is None


@dataclass(frozen=True, slots=True)
class UnitAccounts:
    """All accounts of one unit, the chosen one first."""

    name: str
    rows: tuple[AccountRow, ...]

    @property
    def is_open(self) -> bool:
        """Whether a person could choose: more than one account, or none chosen."""
        chosen = any(row.assessment.is_chosen for row in self.rows)
        return len(self.rows) > 1 or not chosen


@dataclass(frozen=True, slots=True)
class DocumentTotals:
    """How many accounts one document gives, and how many of them are chosen."""

    document: Document
    accounts: int
    chosen: int


@dataclass(frozen=True, slots=True)
class AccountsReport:
    """One page of a province's accounts in a period."""

    units: tuple[UnitAccounts, ...]
    documents: tuple[DocumentTotals, ...]
    page: int
    pages: int
    total: int


def _own(province_id: int, period_set: PeriodSet) -> QuerySet[Assessment]:
    return Assessment.objects.filter(
        period=period_set.period_id,
        criteria_set=period_set.criteria_set_id,
        province=province_id,
        lapsed_at__isnull=True,
    )


def accounts_report(
    province_id: int, period_set: PeriodSet, view: str = SEVERAL, page: int = 1
) -> AccountsReport:
    """Units with several accounts, with a gap, or all; six queries at any size."""
    own = _own(province_id, period_set)
    unit_ids = list(_unit_ids(own, view))
    pages = max(1, -(-len(unit_ids) // PAGE))
    page = min(max(page, 1), pages)
    shown = unit_ids[(page - 1) * PAGE : page * PAGE]
    numbers = list(
        period_set.criteria_set.criteria.order_by("number").values_list(
            "number", flat=True
        )
    )
    return AccountsReport(
        units=tuple(_units(own.filter(unit__in=shown), shown, numbers)),
        documents=tuple(_documents(own)),
        page=page,
        pages=pages,
        total=len(unit_ids),
    )


def accounts_beside(account: Assessment) -> UnitAccounts:
    """It and the other accounts of its unit, period and set that did not lapse; three
    queries.
    """
    own = Assessment.objects.filter(
        Q(lapsed_at__isnull=True) | Q(pk=account.pk),
        unit=account.unit_id,
        period=account.period_id,
        criteria_set=account.criteria_set_id,
    )
    criteria = account.criteria_set.criteria.order_by("number")
    numbers = list(criteria.values_list("number", flat=True))
    [found] = _units(own, [account.unit_id], numbers)
    return found


def leaves_round(account: Assessment) -> bool:
    """Whether choosing it drops what its commune is entering in the portal now."""
    period = account.period
    if period.closed_at is not None or period.round_document_id is None:
        return False
    own = Assessment.objects.chosen().filter(
        unit=account.unit_id,
        period=period,
        criteria_set=account.criteria_set_id,
        document=period.round_document_id,
    )
    return own.exclude(pk=account.pk).exists()


def _unit_ids(own: QuerySet[Assessment], view: str) -> Sequence[int]:
    rows = own.order_by().values("unit").annotate(accounts=Count("pk"))
    if view == SEVERAL:
        rows = rows.filter(accounts__gt=1)
    elif view == DIFFERENT:
        gap = Q(reported_criteria__isnull=False, declared_assessed__gt=0) & ~Q(
            reported_criteria=F("declared_counted")
        )
        rows = rows.annotate(gaps=Count("pk", filter=gap)).filter(gaps__gt=0)
    ids = {row["unit"] for row in rows}
    versions = own.filter(unit__in=ids).order_by("unit_version__name_sort", "unit_id")
    return list(dict.fromkeys(versions.values_list("unit_id", flat=True)))


def _units(
    accounts: QuerySet[Assessment], order: Sequence[int], numbers: list[int]
) -> list[UnitAccounts]:
    by_unit: dict[int, list[Assessment]] = {unit_id: [] for unit_id in order}
    rows = accounts.select_related("document", "unit_version")
    for account in rows.order_by("-is_chosen", "pk"):
        by_unit[account.unit_id].append(account)
    districts = _district_names(rows)
    return [
        UnitAccounts(
            name=_name(group[0], districts),
            rows=tuple(_row(account, group[0], numbers) for account in group),
        )
        for group in by_unit.values()
        if group
    ]


def _district_names(accounts: QuerySet[Assessment]) -> dict[int, str]:
    ids = {a.district_id for a in accounts if a.district_id}
    versions = UnitVersion.objects.filter(unit_id__in=ids).order_by("valid_from")
    return {version.unit_id: version.full_name for version in versions}


def _name(account: Assessment, districts: dict[int, str]) -> str:
    above = districts.get(account.district_id or 0)
    name = account.unit_version.full_name
    return f"{name}, {above}" if above else name


def _row(account: Assessment, first: Assessment, numbers: list[int]) -> AccountRow:
    reported, other = account.reported_criteria, _counted(first)
    if other is None:
        other = first.reported_criteria
    return AccountRow(
        assessment=account,
        counted=_counted(account),
        reported=reported,
        first=None if account == first or reported in (None, other) else other,
        differences=tuple(
            differences(account.declared_outcomes, first.declared_outcomes, numbers)
        ),
    )


def _counted(account: Assessment) -> int | None:
    return account.declared_counted if account.declared_assessed else None


def differences(own: str, other: str, numbers: Sequence[int]) -> Iterator[Difference]:
    """Where an account says otherwise of a criterion than another; by stored letters.

    One that says nothing of a criterion does not differ there.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for number, mine, theirs in zip(numbers, own, other, strict=False):
        if mine not in (theirs, Outcome.NOT_ASSESSED.letter):
            groups.setdefault((mine, theirs), []).append(number)
    for (mine, theirs), found in groups.items():
        yield Difference(
            OUTCOME_OF_LETTER[mine], OUTCOME_OF_LETTER[theirs], tuple(found)
        )


def _documents(own: QuerySet[Assessment]) -> list[DocumentTotals]:
    rows = list(
        own.order_by()
        .values("document")
        .annotate(accounts=Count("pk"), chosen=Count("pk", filter=Q(is_chosen=True)))
    )
    documents = Document.objects.in_bulk([row["document"] for row in rows])
    totals = [
        DocumentTotals(documents[row["document"]], row["accounts"], row["chosen"])
        for row in rows
    ]
    return sorted(totals, key=lambda t: (-t.chosen, -t.accounts, t.document.pk))
