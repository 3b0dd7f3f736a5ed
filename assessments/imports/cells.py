"""What one cell says: a number, a yes or no, a verdict, a day; or why it cannot.

Blank is nobody's business here: callers ask `is_blank` first, and never read 0.
"""

import datetime as dt
import math
import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.choices import ValueBasis
from assessments.imports.sheets import Value
from communes.names import fold, nfc
from criteria.book import Entered
from criteria.choices import MeasureKind, Outcome
from criteria.models import Indicator, Measure

YES = {"dat", "x", "co", "1"}
NO = {"khong dat", "chua dat", "khong", "chua", "0"}
NOT_APPLICABLE = ("khong xet", "khong ap dung", "khong danh gia", "n/a")
VERDICTS = {
    **dict.fromkeys(YES, Outcome.MET),
    **dict.fromkeys(NO, Outcome.NOT_MET),
    "co ban dat": Outcome.BASICALLY_MET,
}
# What the portal's own files write where nothing is recorded.
NOT_ASSESSED = "chua danh gia"
# Digits in groups of three by points, a decimal comma; or digits with a comma. Only
# those of ASCII, as for the script of the entering page.
_VIETNAMESE = re.compile(r"[-−]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", re.ASCII)
_ONE_GROUP = re.compile(r"\d{1,3}[.,]\d{3}", re.ASCII)
# A decimal point, where one group was ruled out.
_POINT = re.compile(r"\d{1,9}\.\d{1,17}", re.ASCII)
_ESTIMATE = re.compile(r"\s*\(\s*ước( thực hiện)?\s*\)$", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
# Beyond nine significant places a stored number is the noise of arithmetic.
_NOISE = Decimal("1e-9")
FULL = 100
REASON_LENGTH = 300
_LARGEST = Decimal(10) ** 10


class CellError(Exception):
    """The cell cannot be read; the reason, without its place."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def number_faults(decimals: int) -> dict[str, str]:
    """Why a typed number is refused, by what is wrong, for server and script.

    Every way out is one that a measure of so many decimals takes.
    """
    faults = {
        "ambiguous": _("“%(text)s” có thể hiểu hai cách; ghi %(whole)s hoặc %(parts)s"),
        "decimal_point": _("dùng dấu phẩy cho phần thập phân, ví dụ %(parts)s"),
        "not_a_number": _("“%(text)s” không phải số; ghi như 75,5 hoặc 1.234,5"),
        "not_a_share": _("chỉ tiêu này không phải tỷ lệ %%"),
        "too_large": _("số quá lớn"),
        "too_many_decimals": _(
            "có nhiều hơn %(places)s chữ số thập phân của chỉ tiêu này"
        ),
        "negative": _("số âm"),
    }
    if decimals:
        return faults
    whole = _("phải là số nguyên, ghi như 12 hoặc 1234")
    instead = dict.fromkeys(
        ["decimal_point", "not_a_number", "too_many_decimals"], whole
    )
    ambiguous = _("“%(text)s” có thể hiểu hai cách; ghi %(whole)s")
    return {**faults, **instead, "ambiguous": ambiguous}


def _refused(fault: str, decimals: int = 0, **said: object) -> CellError:
    return CellError(number_faults(decimals)[fault] % said)


def unambiguous(text: str) -> str:
    """A number with a comma, its three decimals told from a group by a fourth."""
    return f"{text}0" if _ONE_GROUP.fullmatch(text) else text


def ways_out(bare: str, decimals: int) -> dict[str, str]:
    """Digits around one sign, as a whole number and with as many decimals as fit."""
    whole, _comma, part = bare.replace(".", ",").partition(",")
    parts = unambiguous(f"{whole},{part[:decimals]}")
    return {"whole": str(int(whole + part)), "parts": parts}


def text_of(value: Value) -> str:
    """A cell as text: composed, single spaces; 3.0 as "3"."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return nfc(str(value)) if value is not None else ""


def quoted(value: Value) -> str:
    """A cell as a reason quotes it: a number as it is to be typed, 75,5."""
    text = text_of(value)[:40]
    return text.replace(".", ",") if isinstance(value, float) else text


def number_of(value: Value, decimals: int, *, is_percent: bool = False) -> Decimal:
    """The number of a cell, at the places its measure keeps.

    `is_percent` when the cell prints a share as percent.
    """
    if isinstance(value, bool):
        raise CellError(_("là đúng/sai, không phải số"))
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise CellError(_("không phải số"))
        return _fitted(Decimal(repr(value)) * (100 if is_percent else 1), decimals)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise CellError(
            _("là ngày giờ, có thể do Excel tự đổi; ghi lại thành số, ví dụ 12,5")
        )
    return _fitted(_number_of_text(text_of(value), decimals), decimals)


def _number_of_text(text: str, decimals: int) -> Decimal:
    bare = text.removesuffix("%").strip()
    for fault, form in (("ambiguous", _ONE_GROUP), ("decimal_point", _POINT)):
        if form.fullmatch(bare):
            raise _refused(fault, decimals, text=text[:40], **ways_out(bare, decimals))
    if not _VIETNAMESE.fullmatch(bare) or len(bare) > 20:
        raise _refused("not_a_number", decimals, text=text[:40])
    plain = bare.replace(".", "").replace(",", ".").replace("−", "-")
    return Decimal(plain)


def _fitted(number: Decimal, decimals: int) -> Decimal:
    """Refused rather than rounded."""
    if abs(number) >= _LARGEST:
        raise _refused("too_large")
    rounded = number.quantize(Decimal(1).scaleb(-decimals))
    if abs(rounded - number) > _NOISE:
        raise _refused("too_many_decimals", decimals, places=decimals)
    return abs(rounded) if rounded == 0 else rounded


def looks_like_number(value: Value) -> bool:
    """Whether a cell holds digits rather than words."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float) or text_of(value)[:1].isdigit()


def count_of(value: Value, most: int | None = None) -> int:
    """A whole number from 0, at most `most`."""
    number = number_of(value, 0)
    if number < 0:
        raise _refused("negative")
    if most is not None and number > most:
        raise CellError(_("lớn hơn %(most)s") % {"most": most})
    return int(number)


def not_applicable_reason(value: Value) -> str:
    """Why it does not apply, "" where the cell says something else.

    "Không xét: xã không có chợ" gives the words after the colon, as many as are kept.
    """
    if not isinstance(value, str):
        return ""
    head, _colon, tail = nfc(value).partition(":")
    if fold(head).strip() not in NOT_APPLICABLE:
        return ""
    with override("vi"):  # kept with the result
        reason = tail.strip() or _("Nguồn ghi “%(text)s”, không nêu lý do.") % {
            "text": head.strip()
        }
    return reason[:REASON_LENGTH]


def entered_of(
    value: Value, indicator: Indicator, options: dict[str, int], *, is_percent: bool
) -> Entered:
    """What a cell of an indicator says; `options` are a choice's answers, folded."""
    reason = not_applicable_reason(value)
    if reason:
        return Entered(not_applicable_reason=reason)
    basis = ValueBasis.ACTUAL
    if isinstance(value, str) and _ESTIMATE.search(nfc(value)):
        value, basis = _ESTIMATE.sub("", nfc(value)), ValueBasis.ESTIMATE
    measure = indicator.measure
    if measure is None:
        raise CellError(_("chỉ tiêu này chỉ gộp các phần"))
    number = measured(value, measure, options, is_percent=is_percent)
    return Entered(value=number, basis=basis)


def measured(
    value: Value,
    measure: Measure,
    options: dict[str, int],
    *,
    is_percent: bool = False,
    most_percent: int | None = FULL,
) -> Decimal:
    """The value that a cell gives to a measure, a share at most `most_percent`."""
    if measure.kind == MeasureKind.YES_NO:
        return Decimal(yes_or_no(value))
    if measure.kind == MeasureKind.CHOICE:
        return _chosen(value, options)
    if is_percent and measure.kind != MeasureKind.PERCENT:
        raise CellError(_("ô định dạng %% nhưng chỉ tiêu không phải tỷ lệ") % {})
    if measure.kind != MeasureKind.PERCENT and text_of(value).endswith("%"):
        raise _refused("not_a_share")
    decimals = 0 if measure.kind == MeasureKind.COUNT else measure.decimals
    number = number_of(value, decimals, is_percent=is_percent)
    is_limited = measure.kind == MeasureKind.PERCENT and most_percent is not None
    if is_limited and not 0 <= number <= most_percent:
        raise CellError(_("tỷ lệ ngoài khoảng 0–100"))
    if number < 0:
        raise _refused("negative")
    return number


def yes_or_no(value: Value) -> bool:
    """Whether a cell says met."""
    text = fold(text_of(value)) if not isinstance(value, bool) else str(int(value))
    if text in YES:
        return True
    if text in NO:
        return False
    raise CellError(
        _("“%(text)s” không rõ; ghi Đạt hoặc Chưa đạt") % {"text": quoted(value)}
    )


def _chosen(value: Value, options: dict[str, int]) -> Decimal:
    text = fold(text_of(value))
    if text in options:
        return Decimal(options[text])
    if text.isdecimal() and int(text) in options.values():
        return Decimal(int(text))
    raise CellError(
        _("“%(text)s” không có trong các mức: %(options)s")
        % {"text": quoted(value), "options": ", ".join(options)}
    )


def says_nothing(value: Value) -> bool:
    """A cell that says in words what a blank one says."""
    return fold(text_of(value)) == NOT_ASSESSED


def verdict_of(value: Value) -> tuple[Outcome, str]:
    """An office's conclusion on a criterion, and its words on why it does not apply."""
    reason = not_applicable_reason(value)
    if reason:
        return Outcome.NOT_APPLICABLE, reason
    text = fold(text_of(value)) if not isinstance(value, bool) else str(int(value))
    if text in VERDICTS:
        return VERDICTS[text], ""
    raise CellError(
        _("“%(text)s” không rõ; ghi Đạt, Chưa đạt, Cơ bản đạt hoặc Không áp dụng")
        % {"text": quoted(value)}
    )


def basis_of(value: Value) -> str:
    """Actual or estimate, by its word."""
    text = fold(text_of(value))
    if text in {"thuc hien", "actual", ""}:
        return ValueBasis.ACTUAL
    if text in {"uoc", "uoc thuc hien", "estimate"}:
        return ValueBasis.ESTIMATE
    raise CellError(
        _("“%(text)s” không rõ; ghi thực hiện hoặc ước thực hiện")
        % {"text": quoted(value)}
    )


def day_of(value: Value) -> dt.date:
    """The day of a cell: a date cell, or text like 31/12/2021 or 2021-12-31."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = text_of(value)
    found = _DAY.fullmatch(text)
    try:
        if found:
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise CellError(
            _("“%(text)s” không phải ngày có thật; ghi như 31/12/2021")
            % {"text": text[:40]}
        ) from error
