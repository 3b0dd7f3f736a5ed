"""Pieces that several pages share."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from criteria.choices import Outcome
from criteria.models import Band
from criteria.rules.outcomes import Counting
from reporting.reports.rows import CommuneRow
from reporting.reports.scope import CONFIRMED, Scope


@dataclass(frozen=True, slots=True)
class Link:
    """A crumb or a note: text, with an address where there is one."""

    label: str
    url: str = ""

    @property
    def text(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a GET form."""

    name: str
    label: str
    options: tuple[Option, ...] = ()
    kind: str = "select"
    value: str = ""


# Classes of the bands from the highest down; sets with fewer bands use fewer.
_BAND_CSS = ["b19", "b15", "b10", "b5", "b0"]


def band_css(bands: Sequence[Band]) -> dict[int, str]:
    """Colour class by band minimum: ends keep their colours, the middle shrinks."""
    count = len(bands)
    chosen = _BAND_CSS if count >= 5 else [*_BAND_CSS[: count - 1], _BAND_CSS[-1]]
    return {band.minimum: css for band, css in zip(bands, chosen, strict=False)}


def band_label(band: Band) -> str:
    """A band in words: "đủ 19", "15–18", "dưới 5"."""
    if band.minimum == band.maximum:
        return _("đủ %(n)s") % {"n": band.maximum}
    if band.minimum == 0:
        return _("dưới %(n)s") % {"n": band.maximum + 1}
    return f"{band.minimum}–{band.maximum}"


def number(value: Decimal | float | int | None, decimals: int = 0) -> str:
    """A number in the reader's form with fixed decimals, or "chưa có"."""
    if value is None:
        return _("chưa có")
    # Django cuts decimals off; readers expect them rounded.
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(str(value)).quantize(step, ROUND_HALF_UP)
    return number_format(rounded, decimals, force_grouping=True)


def signed(value: int) -> str:
    """A change with its sign: "+2", "−1", "0"."""
    if value == 0:
        return "0"
    return f"+{value}" if value > 0 else f"−{-value}"


class Links:
    """Addresses of one scope: each carries the year and the basis."""

    def __init__(self, scope: Scope) -> None:
        self.state = {"nam": str(scope.year)}
        if scope.basis != CONFIRMED:
            self.state["ket_qua"] = "da-nop"

    def _with(self, path: str, **more: Any) -> str:
        query = {**self.state, **{k: v for k, v in more.items() if v not in ("", None)}}
        return f"{path}?{urlencode(query)}"

    def home(self, **more: Any) -> str:
        """The province page."""
        return self._with(reverse("reporting:province"), **more)

    def communes(self, **more: Any) -> str:
        """The list, narrowed."""
        return self._with(reverse("reporting:communes"), **more)

    def commune(self, row: CommuneRow) -> str:
        """One commune's page."""
        return self._with(reverse("reporting:commune", args=[row.unit_id, row.slug]))


def group_starts(scope: Scope) -> list[bool]:
    """For each criterion whether it opens a group of its set."""
    groups = [criterion.group_id for criterion in scope.criteria]
    return [i == 0 or group != groups[i - 1] for i, group in enumerate(groups)]


def year_field(scope: Scope) -> Field:
    """The choice of a year with results."""
    return Field(
        "nam",
        _("Năm"),
        tuple(
            Option(str(y.year), str(y.year), y.year == scope.year) for y in scope.years
        ),
    )


def district_field(scope: Scope, chosen: int | None, name: str = "huyen") -> Field:
    """The choice of a district, or all."""
    districts = sorted(scope.districts.values(), key=lambda v: v.name_sort)
    return Field(
        name,
        _("Huyện, thành phố"),
        (
            Option("", _("Toàn tỉnh"), chosen is None),
            *(Option(str(v.unit_id), v.name, v.unit_id == chosen) for v in districts),
        ),
    )


def missing_words(row: CommuneRow, numbers: list[int], counting: Counting) -> str:
    """Criteria not met as a list, and how many have no outcome yet."""
    failing = ", ".join(map(str, row.failing(numbers, counting)))
    unknown = row.letters.count(Outcome.NOT_ASSESSED.letter)
    if not unknown:
        return failing or _("không thiếu")
    waiting = _("%(n)s chưa đánh giá") % {"n": unknown}
    return f"{failing}; {waiting}" if failing else waiting
