"""How far a value is from its level, in the measure's unit and in words."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from criteria.choices import MeasureKind, Operator, Outcome
from criteria.rules.judgements import SENTENCES, judgement
from criteria.rules.numbers import (
    format_exact,
    format_gap,
    format_vi,
    with_gap_unit,
    with_unit,
)
from criteria.rules.steps import Step, aggregate, order_steps, step_of

__all__ = [
    "Step",
    "aggregate",
    "format_vi",
    "gap",
    "level_words",
    "order_steps",
    "relative_gap",
    "step_of",
    "value_words",
    "words",
]


def gap(value: Decimal | None, operator: str, level: Decimal | None) -> Decimal | None:
    """What is left to the level, in the measure's unit (points for shares).

    Zero exactly when the level is met, None if value or level is missing. Raises
    ValueError on an operator outside the closed list.
    """
    comparison = Operator(operator)
    if value is None or level is None:
        return None
    if comparison == Operator.AT_LEAST:
        return max(level - value, Decimal(0))
    if comparison == Operator.AT_MOST:
        return max(value - level, Decimal(0))
    return abs(value - level)


def relative_gap(
    value: Decimal | None, operator: str, level: Decimal | None, kind: str
) -> Decimal | None:
    """The gap without a unit, to order indicators of different measures.

    Shares: of 100 points. Yes or no: 1. Others: of the level or the value, whichever
    is larger, and at least of 1. Zero exactly when met, None as `gap` says.
    """
    what = MeasureKind(kind)
    left = gap(value, operator, level)
    if value is None or level is None or not left:
        return left
    if what == MeasureKind.PERCENT:
        return left / 100
    if what == MeasureKind.YES_NO:
        return Decimal(1)
    return left / max(level, value, Decimal(1))


def words(
    value: Decimal | None,
    operator: str,
    level: Decimal | None,
    kind: str,
    unit: str,
    decimals: int,
) -> str:
    """The verdict on a leaf and its distance, in the active language.

    "Đạt" says by how much, not met says what remains. `unit` is the measure's unit
    in the same language.
    """
    what = MeasureKind(kind)
    comparison = Operator(operator)
    if value is None:
        return str(SENTENCES["no_value"])
    if level is None:
        return str(SENTENCES["no_level"])
    row = judgement(value, comparison, level)
    if what == MeasureKind.YES_NO:
        return str(SENTENCES["yes" if row.outcome == Outcome.MET else "todo"])
    said = str(SENTENCES[row.sentence])
    if what == MeasureKind.CHOICE:
        # Steps between options are no amounts, so only the side is said.
        return str(SENTENCES.get(f"choice_{row.sentence}", said))
    if row.sentence == "over" and level == 0:
        # Nothing may be left, so the value itself is what remains.
        left = with_unit(format_gap(value, decimals), kind, unit)
        return str(SENTENCES["left"]) % {"amount": left}
    distance = format_gap(abs(value - level), decimals) if value != level else ""
    return said % {"amount": with_gap_unit(distance, kind, unit)}


_PHRASES = {
    Operator.AT_LEAST: gettext_lazy("từ %(level)s"),
    Operator.AT_MOST: gettext_lazy("không quá %(level)s"),
    Operator.EQUAL: gettext_lazy("bằng %(level)s"),
}


def level_words(
    operator: str,
    level: Decimal | None,
    kind: str,
    unit: str,
    decimals: int,
    options: Mapping[int, str] | None = None,
) -> str:
    """The required level as a phrase: "từ 80 %", "không quá 12 %", "bằng 0 nhà".

    Never rounded. Of a choice the option is named, if `options` (name by value) are
    given. Raises ValueError on an unknown operator.
    """
    comparison = Operator(operator)
    if level is None:
        return _("Chưa có mức quy định")
    if kind == MeasureKind.YES_NO:
        return value_words(level, kind, unit, decimals)
    text = _option(level, kind, options) or with_unit(
        format_exact(level, decimals), kind, unit
    )
    return str(_PHRASES[comparison]) % {"level": text}


def value_words(
    value: Decimal | None,
    kind: str,
    unit: str,
    decimals: int,
    options: Mapping[int, str] | None = None,
) -> str:
    """A value with its unit, rounded to `decimals`; yes is "Đạt", no is "Chưa".

    Of a choice the option is named, if `options` (name by value) are given.
    """
    what = MeasureKind(kind)
    if value is None:
        return _("Chưa có giá trị")
    if what == MeasureKind.YES_NO:
        return _("Đạt") if value else _("Chưa")
    return _option(value, kind, options) or with_unit(
        format_vi(value, decimals), kind, unit
    )


def _option(value: Decimal, kind: str, options: Mapping[int, str] | None) -> str:
    """The option's name; empty for other kinds and for a value that is no option."""
    if kind != MeasureKind.CHOICE or value != int(value):
        return ""
    return str((options or {}).get(int(value), ""))
