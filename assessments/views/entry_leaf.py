"""One leaf of the page of entering in words: level, last year, field, verdict."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.forms.entry import NUMBERS, Fields, read, shown, slug_of
from assessments.reports.entry import LeafState
from assessments.reports.last_year import LastValue
from assessments.views.doubt_words import doubt_words
from communes.choices import REGION_NAMES
from criteria.choices import OUTCOME_CSS, MeasureKind, Outcome
from criteria.rules.distance import level_words, value_words, words
from criteria.rules.reasons import reason
from criteria.why import why_level


@dataclass(frozen=True, slots=True)
class Verdict:
    """A mark and its words."""

    css: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio of a yes or no, or of a choice."""

    value: str
    label: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class LeafPart:
    """What templates/entry/_leaf.html prints of one leaf.

    `level`, `operator`, `kind`, `decimals` are for the script that judges in the
    browser: plain numbers with a point.
    """

    slug: str
    code: str
    name: str
    depth: int
    need: str
    why: str
    why_language: str
    last: str
    kind: str
    operator: str
    level: str
    decimals: int
    unit: str
    fields: Fields
    choices: tuple[Choice, ...]
    may_not_apply: bool
    error: str
    verdict: Verdict
    said: str
    doubts: tuple[str, ...]

    @property
    def is_number(self) -> bool:
        """Typed, not chosen."""
        return self.kind in NUMBERS

    @property
    def has_more(self) -> bool:
        """Whether the fields that few need are open."""
        return bool(self.fields.reason or self.fields.note or self.fields.estimate)

    @property
    def described_by(self) -> str:
        """Ids that explain the field."""
        return f"x-{self.slug}-said n-{self.slug}-need o-{self.slug}"


def leaf_part(
    state: LeafState, depth: int, *, is_open: bool, fields: Fields | None = None
) -> LeafPart:
    """Put a leaf into words; `fields` are shown in place of what is stored."""
    leaf, measure = state.leaf, state.leaf.measure
    assert measure is not None  # noqa: S101  a leaf has one
    level = _level(state, is_open=is_open)
    now = fields or shown(state.row)
    why, why_language = _why(state, is_open=is_open)
    return LeafPart(
        slug=slug_of(leaf),
        code=leaf.code,
        name=leaf.name,
        depth=depth,
        need=level_words(
            leaf.operator,
            level,
            measure.kind,
            measure.unit,
            measure.decimals,
            state.options,
        ),
        why=why,
        why_language=why_language,
        last=_last(state),
        kind=measure.kind,
        operator=leaf.operator,
        level="" if level is None else f"{level.normalize():f}",
        decimals=0 if measure.kind == MeasureKind.COUNT else measure.decimals,
        unit="%" if measure.kind == MeasureKind.PERCENT else measure.unit,
        fields=now,
        choices=_choices(state, now.value),
        may_not_apply=leaf.may_not_apply or bool(now.reason),
        error=read(now, leaf, state.options)[1] if is_open else "",
        verdict=verdict_of(state, is_open=is_open, is_saved=now == shown(state.row)),
        said=_said(state),
        doubts=doubts_in_words(state),
    )


def doubts_in_words(state: LeafState) -> tuple[str, ...]:
    """What a reviewer will look at twice."""
    measure = state.leaf.measure
    if measure is None:
        return ()
    return tuple(doubt_words(one, measure) for one in state.doubts)


def verdict_of(state: LeafState, *, is_open: bool, is_saved: bool = True) -> Verdict:
    """What the value is worth, in the words that every page uses."""
    row = state.row
    if not is_saved:
        return Verdict("none", _("Chưa lưu"))
    if row is None or (row.value is None and not row.typed and not _na(state)):
        return Verdict("none", _("Chưa nhập"))
    if row.typed:
        return Verdict("none", _("Chưa đánh giá: giá trị chưa hợp lệ"))
    if _na(state):
        text = _("Không xét: %(reason)s") % {"reason": row.not_applicable_reason}
        return Verdict("na", text)
    measure = state.leaf.measure
    assert measure is not None  # noqa: S101
    text = words(
        row.value,
        state.leaf.operator,
        _level(state, is_open=is_open),
        measure.kind,
        measure.unit,
        measure.decimals,
    )
    return Verdict(OUTCOME_CSS[Outcome(row.outcome)], text)


def _na(state: LeafState) -> bool:
    return bool(state.row and state.row.not_applicable_reason)


def _level(state: LeafState, *, is_open: bool) -> Decimal | None:
    """The level of today while it can be entered, else the one frozen with it."""
    if not is_open and state.row is not None:
        return state.row.level.value if state.row.level else None
    answer = state.answer
    return answer.level.value if answer and answer.level else None


def _why(state: LeafState, *, is_open: bool) -> tuple[str, str]:
    """Why this level, and its language where that is not the reader's."""
    if not is_open and state.row is not None:
        return why_level(state.row)
    return (reason(state.answer, REGION_NAMES) if state.answer else ""), ""


def last_year_words(last: LastValue) -> str:
    """The year of a former value, and that it was never handed in where so."""
    said = {"year": last.year}
    return _("%(year)s (bản nháp)") % said if last.is_draft else str(last.year)


def _last(state: LeafState) -> str:
    """The value of the year before and how it counted."""
    last, measure = state.last, state.leaf.measure
    if last is None or measure is None:
        return ""
    value = value_words(
        last.value, measure.kind, measure.unit, measure.decimals, state.options
    )
    outcome = Outcome(last.outcome).label
    said = {"year": last_year_words(last), "value": value, "outcome": outcome}
    if measure.kind == MeasureKind.YES_NO:
        return _("Năm %(year)s: %(value)s.") % said
    return _("Năm %(year)s: %(value)s, %(outcome)s.") % said


def answers_of(state: LeafState) -> dict[str, str]:
    """What can be chosen, as it is posted and as it is said; none of a number."""
    kind = state.leaf.measure.kind if state.leaf.measure else ""
    if kind == MeasureKind.YES_NO:
        return {"1": _("Đạt"), "0": _("Chưa đạt")}
    if kind == MeasureKind.CHOICE:
        return {str(value): name for value, name in state.options.items()}
    return {}


def _choices(state: LeafState, value: str) -> tuple[Choice, ...]:
    answers = answers_of(state)
    if answers:
        answers[""] = _("Chưa nhập")
    return tuple(Choice(v, label, v == value) for v, label in answers.items())


def _said(state: LeafState) -> str:
    """What stands, where it can only be read."""
    row, measure = state.row, state.leaf.measure
    if _na(state):
        return str(Outcome.NOT_APPLICABLE.label)
    if row is None or measure is None or row.value is None:
        return (row.typed if row else "") or _("Chưa nhập")
    return value_words(
        row.value, measure.kind, measure.unit, measure.decimals, state.options
    )
