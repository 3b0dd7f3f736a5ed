"""What each set asks under a criterion, so that years of different sets compare."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, Q

from criteria.book import CriterionEntry, entry_of
from criteria.models import Criterion, CriterionLead, Indicator, MeasureOption
from reporting.reports.scope import Scope

Question = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion as its set asks it, and the departments that lead it.

    `options` names the answers of choices by measure and value.
    """

    entry: CriterionEntry
    leads: tuple[str, ...]
    options: dict[int, dict[int, str]]

    @property
    def criterion(self) -> Criterion:
        return self.entry.criterion

    @property
    def questions(self) -> frozenset[Question]:
        """Its measures with their operators: equal ones are the same question."""
        return frozenset((leaf.measure_id, leaf.operator) for leaf in self.entry.leaves)

    def is_same(self, other: "Asked") -> bool:
        """Whether both ask the same, by whatever levels."""
        return self.questions == other.questions

    def counterpart(self, others: Iterable["Asked"]) -> "Asked | None":
        """The criterion of another set that asks most of the same.

        One that shares no measure has to bear the same name; else there is none.
        """

        def likeness(other: "Asked") -> tuple[int, bool]:
            shared = len(self.questions & other.questions)
            return shared, other.criterion.name_vi == self.criterion.name_vi

        best = max(others, key=likeness, default=None)
        return best if best is not None and any(likeness(best)) else None


@dataclass(slots=True)
class _Found:
    """What the rows of one criterion tell."""

    criterion: Criterion
    leads: dict[int, str] = field(default_factory=dict)


def asked_in(scope: Scope, years: Iterable[int]) -> dict[str, list[Asked]]:
    """Criteria of the sets that judged some years of a scope, by set; one query.

    Departments are those of the scope's day.
    """
    wanted = set(years)
    keys = {y.set_key for y in scope.years if y.year in wanted}
    rows = _rows(keys, scope.as_of)
    indicators = {row.pk: row for row in rows}
    options: dict[int, dict[int, str]] = {}
    found: dict[int, _Found] = {}
    for row in rows:
        own = found.setdefault(row.criterion_id, _Found(row.criterion))
        if row.lead_id is not None:
            own.leads[row.lead_id] = CriterionLead(name_vi=row.lead_name).name
        if row.option_value is not None:
            option = MeasureOption(name_vi=row.option_vi, name_en=row.option_en)
            options.setdefault(row.measure_id, {})[row.option_value] = option.name
    asked: dict[str, list[Asked]] = {key: [] for key in keys}
    for told in found.values():
        entry = entry_of(told.criterion, list(indicators.values()))
        leads = tuple(dict.fromkeys(told.leads.values()))
        key = told.criterion.criteria_set.key
        asked[key].append(Asked(entry, leads, options))
    return asked


def _rows(keys: set[str], day: dt.date) -> list:
    """Indicators in printed order, once for each lead and option they have."""
    in_force = Q(criterion__leads__valid_from__lte=day) & (
        Q(criterion__leads__valid_to__isnull=True)
        | Q(criterion__leads__valid_to__gt=day)
    )
    return list(
        Indicator.objects.filter(criterion__criteria_set__key__in=keys)
        .select_related("measure", "criterion__criteria_set")
        .annotate(
            lead=FilteredRelation("criterion__leads", condition=in_force),
            option_value=F("measure__options__value"),
            option_vi=F("measure__options__name_vi"),
            option_en=F("measure__options__name_en"),
            lead_id=F("lead__pk"),
            lead_name=F("lead__name_vi"),
        )
        .order_by("criterion__number", "position", "lead__pk", "measure__options")
    )
