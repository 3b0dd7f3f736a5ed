"""Numbers as people read them: 1.234,5 in Vietnamese, 1,234.5 in English."""

from decimal import ROUND_HALF_UP, ROUND_UP, Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from criteria.choices import MeasureKind

NO_BREAK_SPACE = "\u00a0"
# Values and levels are stored with four decimals.
FINEST = 4
_TO_VIETNAMESE = str.maketrans(",.", ".,")


def format_vi(number: Decimal, decimals: int) -> str:
    """A number in the active language, at most `decimals` places, no idle zeros.

    Halves round away from zero; a minus is the true sign.
    """
    text = _plain(number, decimals)
    if decimals:
        text = text.rstrip("0").rstrip(".")
    return _in_language(text)


def format_fixed(number: Decimal, decimals: int) -> str:
    """As `format_vi`, with all `decimals` places: 1.234,50."""
    return _in_language(_plain(number, decimals))


def format_exact(number: Decimal, decimals: int) -> str:
    """A number of the law: more than `decimals` places rather than rounded."""
    return format_vi(number, _enough(number, decimals))


def format_gap(gap: Decimal, decimals: int) -> str:
    """A distance above zero: takes more places, up to four, rather than say 0."""
    for places in range(decimals, FINEST + 1):
        if _round(gap, places):
            return format_vi(gap, places)
    return format_vi(gap.quantize(Decimal(1).scaleb(-FINEST), ROUND_UP), FINEST)


def with_unit(number: str, kind: str, unit: str) -> str:
    """A number and its unit, which a line end does not part: 80 %, 11 nhà."""
    if kind == MeasureKind.PERCENT:
        return (_("%(number)s %%") % {"number": number}).replace(" ", NO_BREAK_SPACE)
    return NO_BREAK_SPACE.join(part for part in (number, unit) if part)


def with_gap_unit(number: str, kind: str, unit: str) -> str:
    """As `with_unit`, for a difference: of two shares it is in points, 12 điểm %."""
    if kind == MeasureKind.PERCENT:
        text = ngettext(
            "%(number)s điểm %%", "%(number)s điểm %%", 1 if number == "1" else 2
        ) % {"number": number}
        return text.replace(" ", NO_BREAK_SPACE)
    return with_unit(number, kind, unit)


def _plain(number: Decimal, decimals: int) -> str:
    return f"{_round(number, decimals):,.{decimals}f}".replace("-", "\u2212")


def _in_language(text: str) -> str:
    return text if _is_english() else text.translate(_TO_VIETNAMESE)


def _round(number: Decimal, places: int) -> Decimal:
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def _enough(number: Decimal, decimals: int) -> int:
    for places in range(decimals, FINEST):
        if _round(number, places) == number:
            return places
    return max(decimals, FINEST)


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
