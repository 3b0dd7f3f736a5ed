"""The one table of judgements: what a value beside its level means, and how it is said.

The server reads it here, the browser gets it by `exported`, so that both say the same
of a value. Composite indicators are not in it: those only the server judges.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from criteria.choices import Operator, Outcome
from criteria.rules.numbers import NO_BREAK_SPACE


class Side(StrEnum):
    """Where a value lies, seen from its level."""

    BELOW = "below"
    EQUAL = "equal"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome, and the sentence that says it."""

    outcome: Outcome
    sentence: str


_EQUAL = Judgement(Outcome.MET, "equal")
TABLE = {
    Operator.AT_LEAST: {
        Side.BELOW: Judgement(Outcome.NOT_MET, "short"),
        Side.EQUAL: _EQUAL,
        Side.ABOVE: Judgement(Outcome.MET, "met_above"),
    },
    Operator.AT_MOST: {
        Side.BELOW: Judgement(Outcome.MET, "met_below"),
        Side.EQUAL: _EQUAL,
        Side.ABOVE: Judgement(Outcome.NOT_MET, "over"),
    },
    Operator.EQUAL: {
        Side.BELOW: Judgement(Outcome.NOT_MET, "short"),
        Side.EQUAL: _EQUAL,
        Side.ABOVE: Judgement(Outcome.NOT_MET, "over"),
    },
}


# Sentences by key; %(amount)s is a distance with its unit. `left` is said where nothing
# may be left, of a yes or no `yes` and `todo`, of a choice those that begin with
# `choice_`. Lazy: a page of a commune says fifty of them.
SENTENCES: dict[str, Promise] = {
    "no_value": gettext_lazy("Chưa có giá trị"),
    "no_level": gettext_lazy("Chưa có mức quy định"),
    "yes": gettext_lazy("Đạt"),
    "todo": gettext_lazy("Còn phải hoàn thành"),
    "equal": gettext_lazy("Đạt, đúng mức"),
    "met_above": gettext_lazy("Đạt, cao hơn mức %(amount)s"),
    "met_below": gettext_lazy("Đạt, thấp hơn mức %(amount)s"),
    "short": gettext_lazy("Còn thiếu %(amount)s"),
    "over": gettext_lazy("Còn cao hơn mức %(amount)s"),
    "left": gettext_lazy("Còn %(amount)s"),
    "choice_met_above": gettext_lazy("Đạt, cao hơn mức"),
    "choice_met_below": gettext_lazy("Đạt, thấp hơn mức"),
    "choice_short": gettext_lazy("Còn thấp hơn mức"),
    "choice_over": gettext_lazy("Còn cao hơn mức"),
}


def side_of(value: Decimal, level: Decimal) -> Side:
    """Where `value` lies, seen from `level`; both in the measure's unit."""
    if value == level:
        return Side.EQUAL
    return Side.BELOW if value < level else Side.ABOVE


def judgement(value: Decimal, operator: str, level: Decimal) -> Judgement:
    """The row of the table; ValueError on an operator outside the closed list."""
    return TABLE[Operator(operator)][side_of(value, level)]


def exported() -> dict[str, Any]:
    """All that a script needs to judge a value as the server does, ready for JSON."""
    return {
        "table": {
            operator.value: {
                side.value: [row.outcome.value, row.sentence]
                for side, row in rows.items()
            }
            for operator, rows in TABLE.items()
        },
        "sentences": {key: str(text) for key, text in SENTENCES.items()},
        "outcomes": {o.value: str(o.label) for o in Outcome},
        "language": get_language(),
        "share": _pattern(_("%(number)s %%")),
        "points": [
            _pattern(ngettext("%(number)s điểm %%", "%(number)s điểm %%", count))
            for count in (1, 2)
        ],
    }


def _pattern(text: str) -> str:
    """Ready to take a number, which a line end does not part from its unit."""
    return text.replace("%%", "%").replace(" ", NO_BREAK_SPACE)
