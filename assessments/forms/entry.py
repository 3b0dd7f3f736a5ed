"""The fields of entering: what was posted for each leaf, and what it says.

A leaf has four fields, named by a letter and its code ("12.1a" is "12-1a"): `v-` the
value, `r-` why it does not apply, `b-` whether it is an estimate, `n-` a note. Each
criterion has `t-` and its number: a token of the version and of the fields as they
were shown, so that what nobody touched is not saved and never conflicts.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.actions.values import Given
from assessments.choices import ValueBasis
from assessments.imports.cells import REASON_LENGTH, CellError, measured, unambiguous
from assessments.models import IndicatorResult
from assessments.reports.entry import CriterionState
from communes.names import fold, nfc
from criteria.book import CriterionEntry, Entered
from criteria.choices import MeasureKind
from criteria.models import Indicator

# The fields of a leaf in their order.
LETTERS = "vrbn"
Options = Mapping[int, str]

NUMBERS = {MeasureKind.PERCENT, MeasureKind.NUMBER, MeasureKind.COUNT}
NOTE_LENGTH = 500
TYPED_LENGTH = 100
ESTIMATE = "1"
# Those of writing direction turn what stands around them, wherever it is shown.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")
_TOKEN = re.compile(r"(\d{1,9})\.([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Fields:
    """The four fields of a leaf as text: what a form shows or sends."""

    value: str = ""
    reason: str = ""
    estimate: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """The version that a form was opened with, and a digest of what it showed."""

    version: int
    digest: str

    def __str__(self) -> str:
        return f"{self.version}.{self.digest}"


def slug_of(leaf: Indicator) -> str:
    """The code of a leaf as names and anchors have it."""
    return leaf.code.replace(".", "-")


def named(slug: str, fields: Fields) -> dict[str, str]:
    """Fields of a leaf by their names on the page."""
    texts = zip(LETTERS, astuple(fields), strict=True)
    return {f"{letter}-{slug}": text for letter, text in texts}


def posted(post: Mapping[str, str], leaf: Indicator) -> Fields:
    """What was posted for a leaf: composed, without what cannot be seen."""
    slug = slug_of(leaf)
    return Fields(
        value=_text(post.get(f"v-{slug}", ""), TYPED_LENGTH),
        reason=_text(post.get(f"r-{slug}", ""), REASON_LENGTH),
        estimate=ESTIMATE if post.get(f"b-{slug}") else "",
        note=_text(post.get(f"n-{slug}", ""), NOTE_LENGTH),
    )


def _text(raw: str, length: int) -> str:
    """Browsers hold the length themselves; more never comes from the page."""
    return nfc(_UNSEEN.sub(" ", raw))[:length].strip()


def shown(row: IndicatorResult | None) -> Fields:
    """The fields of a leaf as they stand, in the form in which they are read again."""
    if row is None:
        return Fields()
    return Fields(
        value=row.typed or typed_number(row.value),
        reason=row.not_applicable_reason,
        estimate=ESTIMATE if row.basis == ValueBasis.ESTIMATE else "",
        note=row.note,
    )


def typed_number(value: Decimal | None) -> str:
    """A value as it is typed: a decimal comma, no groups, nothing ambiguous."""
    if value is None:
        return ""
    return unambiguous(f"{value.normalize():f}".replace(".", ","))


def digest(fields: Iterable[Fields]) -> str:
    """A mark of the fields of one criterion, in printed order."""
    text = "\x1f".join(part for one in fields for part in astuple(one))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def stored_digest(state: CriterionState) -> str:
    """What a form that shows the stored values is marked with."""
    return digest(shown(leaf.row) for leaf in state.leaves)


def token_of(post: Mapping[str, str], number: int) -> Token | None:
    """The token of a criterion; None where the form did not have it.

    One that was tampered with is of no version: its criterion counts as new.
    """
    raw = post.get(f"t-{number}")
    if raw is None:
        return None
    found = _TOKEN.fullmatch(raw) if raw.isascii() else None
    return Token(int(found[1]), found[2]) if found else Token(0, "")


def changed(post: Mapping[str, str], entry: CriterionEntry) -> dict[str, Fields]:
    """The fields of a criterion by slug; empty where nobody touched it."""
    token = token_of(post, entry.criterion.number)
    if token is None:
        return {}
    fields = {slug_of(leaf): posted(post, leaf) for leaf in entry.leaves}
    return {} if digest(fields.values()) == token.digest else fields


def read(fields: Fields, leaf: Indicator, options: Options) -> tuple[Given, str]:
    """What the fields of a leaf give, and what is wrong with them, "" if nothing.

    What is wrong stays as typed. A value beside a reason is kept and counts as neither.
    """
    said = {
        "basis": ValueBasis.ESTIMATE if fields.estimate else ValueBasis.ACTUAL,
        "note": fields.note,
    }
    typed, mark, value = "", "", None
    if fields.reason and not leaf.may_not_apply:
        typed = fields.value or fields.reason
        mark = _("Chỉ tiêu này luôn được xét, hãy nhập giá trị.")
        return Given(Entered(**said), typed), mark
    if fields.reason and fields.value:
        typed = fields.value
        mark = _("Đã có lý do không xét thì không có giá trị: bỏ một trong hai.")
    elif fields.value:
        try:
            value = _value(fields.value, leaf, options)
        except CellError as error:
            typed, mark = fields.value, sentence(error.reason)
    entered = Entered(value=value, not_applicable_reason=fields.reason, **said)
    return Given(entered, typed), mark


def _value(text: str, leaf: Indicator, options: Options) -> Decimal:
    measure = leaf.measure
    assert measure is not None  # noqa: S101  a leaf has one
    answers = {fold(name): value for value, name in options.items()}
    return measured(text, measure, answers, most_percent=None)


def sentence(text: str) -> str:
    """A reason as a sentence beside a field."""
    return f"{text[:1].upper()}{text[1:]}."
