"""The law of one set, read whole: structure, levels and rules, ready to judge."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils.translation import override

from communes.choices import REGION_NAMES
from communes.facts import UnitFacts
from criteria.choices import Combine, Outcome
from criteria.models import (
    CriteriaSet,
    Criterion,
    Indicator,
    Level,
    SubstitutionRule,
)
from criteria.rules.levels import Answer, Facts, LevelRow, Substitution, choose_level
from criteria.rules.outcomes import Counting, Node, evaluate, judge
from criteria.rules.reasons import recorded_reason


@dataclass(frozen=True, slots=True)
class Entered:
    """What a source gives for one leaf: a value, or why it does not apply."""

    value: Decimal | None = None
    basis: str = "actual"
    not_applicable_reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class JudgedLeaf:
    """One leaf with the level that judged it and its outcome."""

    indicator_id: int
    entered: Entered
    answer: Answer
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class JudgedCriterion:
    """One criterion with its computed outcome and its leaves."""

    criterion_id: int
    computed: Outcome
    leaves: tuple[JudgedLeaf, ...]


@dataclass(frozen=True, slots=True)
class CriterionEntry:
    """One criterion of the book: its tree of indicators and its leaves."""

    criterion: Criterion
    tree: Node
    tops: tuple[Indicator, ...]
    leaves: tuple[Indicator, ...]
    by_id: dict[int, Indicator]


@dataclass
class Book:
    """One set in memory. Levels are looked up on `day`, the period's `as_of`."""

    criteria_set: CriteriaSet
    day: dt.date
    year: int
    entries: tuple[CriterionEntry, ...]
    indicators: dict[int, Indicator]
    rows: dict[int, list[LevelRow]]
    substitutions: list[Substitution]
    _answers: dict[tuple, Answer] = field(default_factory=dict)
    _reasons: dict[int, str] = field(default_factory=dict)

    @property
    def counting(self) -> Counting:
        """How this set counts "not applicable" and "basically met"."""
        return Counting(
            not_applicable_counts=self.criteria_set.not_applicable_counts,
            basically_met_counts=self.criteria_set.basically_met_counts,
        )

    @cached_property
    def leaf_of_code(self) -> dict[str, Indicator]:
        """Leaves by printed code ("17.5", "12.1a")."""
        return {leaf.code: leaf for e in self.entries for leaf in e.leaves}

    @cached_property
    def number_of(self) -> dict[int, int]:
        """Criterion numbers by criterion id."""
        return {e.criterion.pk: e.criterion.number for e in self.entries}

    def answer(self, indicator_id: int, unit: UnitFacts) -> Answer:
        """The level of a leaf for a unit; units of equal facts share one answer."""
        key = (indicator_id, unit.province_ids, tuple(sorted(unit.classes.items())))
        if key not in self._answers:
            facts = Facts(
                year=self.year,
                region=unit.region,
                group=unit.classes.get("group"),
                province_ids=unit.province_ids,
                classes=unit.classes,
            )
            self._answers[key] = choose_level(
                self.rows.get(indicator_id, []), facts, self.substitutions, self.day
            )
        return self._answers[key]

    def recorded_reason(self, answer: Answer) -> str:
        """Why the level of an answer of this book applies, as results keep it."""
        # The book keeps its answers, so no other takes the id of one.
        if id(answer) not in self._reasons:
            self._reasons[id(answer)] = recorded_reason(answer, REGION_NAMES)
        return self._reasons[id(answer)]

    def judge(
        self, unit: UnitFacts, entered: Mapping[int, Entered]
    ) -> list[JudgedCriterion]:
        """Outcomes of every criterion, in set order, from values by leaf id."""
        return [self._judge_criterion(e, unit, entered) for e in self.entries]

    def judge_one(
        self, criterion_id: int, unit: UnitFacts, entered: Mapping[int, Entered]
    ) -> JudgedCriterion:
        """The outcome of one criterion, from values by leaf id."""
        return self._judge_criterion(self.entry(criterion_id), unit, entered)

    def entry(self, criterion_id: int) -> CriterionEntry:
        """One criterion of the set; KeyError on one of another set."""
        return self._entry_of[criterion_id]

    @cached_property
    def _entry_of(self) -> dict[int, CriterionEntry]:
        return {entry.criterion.pk: entry for entry in self.entries}

    def _judge_criterion(
        self, entry: CriterionEntry, unit: UnitFacts, entered: Mapping[int, Entered]
    ) -> JudgedCriterion:
        leaves = tuple(
            self._judge_leaf(leaf, unit, entered.get(leaf.pk, Entered()))
            for leaf in entry.leaves
        )
        outcomes = evaluate(entry.tree, {j.indicator_id: j.outcome for j in leaves})
        return JudgedCriterion(entry.criterion.pk, outcomes[entry.tree.id], leaves)

    def _judge_leaf(
        self, leaf: Indicator, unit: UnitFacts, entered: Entered
    ) -> JudgedLeaf:
        answer = self.answer(leaf.pk, unit)
        outcome = judge(
            entered.value,
            leaf.operator,
            answer.level.value if answer.level else None,
            not_applicable=bool(entered.not_applicable_reason),
        )
        return JudgedLeaf(leaf.pk, entered, answer, outcome)


def open_book(criteria_set: CriteriaSet, *, day: dt.date, year: int) -> Book:
    """Read a set with the levels and rules in force on `day`; four queries.

    Documents are cited in Vietnamese, as results record them.
    """
    indicators = list(
        Indicator.objects.filter(criterion__criteria_set=criteria_set)
        .select_related("measure")
        .order_by("criterion__number", "position")
    )
    criteria = Criterion.objects.filter(criteria_set=criteria_set).order_by("number")
    with override("vi"):
        return Book(
            criteria_set=criteria_set,
            day=day,
            year=year,
            entries=tuple(entry_of(criterion, indicators) for criterion in criteria),
            indicators={indicator.pk: indicator for indicator in indicators},
            rows=_level_rows(criteria_set, day),
            substitutions=_substitutions(criteria_set, day),
        )


def entry_of(criterion: Criterion, indicators: list[Indicator]) -> CriterionEntry:
    """A criterion with its tree, from the indicators of its set in printed order."""
    own = [i for i in indicators if i.criterion_id == criterion.pk]
    children: dict[int | None, list[Indicator]] = {}
    for indicator in own:
        children.setdefault(indicator.parent_id, []).append(indicator)
    tops = tuple(children.get(None, []))
    # The criterion is a node too; 0 is no indicator's id.
    tree = Node(0, Combine.ALL, None, tuple(_node(top, children) for top in tops))
    leaves = tuple(i for i in own if i.measure_id is not None)
    return CriterionEntry(criterion, tree, tops, leaves, {i.pk: i for i in own})


def _node(indicator: Indicator, children: dict[int | None, list[Indicator]]) -> Node:
    parts = tuple(_node(part, children) for part in children.get(indicator.pk, []))
    return Node(
        indicator.pk, indicator.combine or Combine.ALL, indicator.at_least, parts
    )


def _level_rows(criteria_set: CriteriaSet, day: dt.date) -> dict[int, list[LevelRow]]:
    levels = (
        Level.objects.live()
        .in_force_on(day)
        .filter(indicator__criterion__criteria_set=criteria_set)
        .select_related("document")
    )
    rows: dict[int, list[LevelRow]] = {}
    for level in levels:
        rows.setdefault(level.indicator_id, []).append(level_row(level))
    return rows


def level_row(level: Level) -> LevelRow:
    """A stored level as the rules take it."""
    return LevelRow(
        id=level.pk,
        value=level.value,
        layer=level.layer,
        region=level.region,
        year=level.year,
        group=level.group,
        province_id=level.province_id,
        attribute_scheme=level.attribute_scheme,
        attribute_value=level.attribute_value,
        valid_from=level.valid_from,
        valid_to=level.valid_to,
        status=level.status,
        document=level.document,
        superseded=level.superseded_by_id is not None,
    )


def _substitutions(criteria_set: CriteriaSet, day: dt.date) -> list[Substitution]:
    rules = (
        SubstitutionRule.objects.in_force_on(day)
        .filter(criteria_set=criteria_set)
        .select_related("document")
    )
    return [
        Substitution(
            scheme=rule.scheme,
            value=rule.value,
            effective_region=rule.effective_region,
            valid_from=rule.valid_from,
            valid_to=rule.valid_to,
            document=rule.document,
            text=rule.text_vi,
        )
        for rule in rules
    ]
