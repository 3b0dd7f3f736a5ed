"""Pieces that several pages share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communes.choices import KINDS_OF_LEVEL, UnitKind, UnitLevel
from communes.models import UnitVersion
from criteria.choices import MeasureKind, Outcome
from criteria.models import Band
from criteria.rules.numbers import format_fixed, with_unit
from criteria.rules.outcomes import Counting
from documents.models import Document
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
    if isinstance(value, int) and not decimals and 0 <= value < 1000:
        # Nothing to round or to group: most of the numbers of a table.
        return str(value)
    return format_fixed(Decimal(str(value)), decimals)


def percent(share: Decimal | float | int | None) -> str:
    """A share of 100 with its sign as each language sets it, or "chưa có"."""
    text = number(share, 1)
    return text if share is None else with_unit(text, MeasureKind.PERCENT, "")


def communes_unit(count: int) -> str:
    """The unit of a number of communes."""
    return ngettext("xã", "xã", count)


def signed(value: int) -> str:
    """A change with its sign: "+2", "−1", "0"."""
    if value == 0:
        return "0"
    return f"+{value}" if value > 0 else f"−{-value}"


_PLACE_VIEW = {
    **dict.fromkeys(KINDS_OF_LEVEL[UnitLevel.PROVINCE], "province"),
    **dict.fromkeys(KINDS_OF_LEVEL[UnitLevel.DISTRICT], "district"),
    **dict.fromkeys(KINDS_OF_LEVEL[UnitLevel.COMMUNE], "commune"),
}


def place_url(version: UnitVersion) -> str:
    """The address of a unit's own page."""
    view = _PLACE_VIEW[UnitKind(version.kind)]
    return reverse(f"reporting:{view}", args=[version.unit_id, version.slug])


def unit_url(kind: str, unit_id: int) -> str:
    """The address of a unit of which only kind and id are known; none of a village."""
    view = _PLACE_VIEW.get(UnitKind(kind))
    return reverse(f"reporting:{view}-by-id", args=[unit_id]) if view else ""


def time_state(year: int | None, basis: str) -> dict[str, str]:
    """Year and basis as an address carries them."""
    state = {"nam": str(year)} if year else {}
    return state if basis == CONFIRMED else state | {"ket_qua": "da-nop"}


def pager_of(page: int, pages: int, url: Callable[[int], str]) -> dict[str, str]:
    """What templates/_partials/pager.html prints of a list by pages."""
    return {
        "previous_url": url(page - 1) if page > 1 else "",
        "next_url": url(page + 1) if page < pages else "",
        "label": _("Trang %(page)s trên %(pages)s") % {"page": page, "pages": pages},
    }


def document_url(document: Document) -> str:
    """The address of a document's page here, where every citation leads."""
    return reverse("reporting:document", args=[document.key])


@lru_cache(maxsize=10_000, typed=True)
def _pair(key: str, value: Any) -> str:
    """A part of an address; a page holds hundreds, and few that differ."""
    return urlencode({key: value})


class Links:
    """Addresses of one scope: each carries the province, the year and the basis."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.time = time_state(scope.year, scope.basis)
        self.is_home = scope.province.name == settings.HOME_PROVINCE
        place = {} if self.is_home else {"tinh": str(scope.province.unit_id)}
        self.state = {**place, **self.time}
        # Once a page: a list holds a hundred of them.
        self._communes = reverse("reporting:communes")
        self._time = urlencode(self.time)

    def to(self, view: str, *args: Any, **query: Any) -> str:
        """A page of the same province, year and basis; empty values are left out."""
        return self._at(reverse(f"reporting:{view}", args=args), self.state | query)

    def _at(self, path: str, query: dict[str, Any]) -> str:
        kept = [_pair(k, v) for k, v in query.items() if v not in ("", None)]
        return f"{path}?{'&'.join(kept)}"

    def overview(self, **query: Any) -> str:
        """The page of the whole province."""
        path = reverse("reporting:home")
        if not self.is_home:
            path = place_url(self.scope.province)
        return self._at(path, self.time | query)

    def place(self, **query: Any) -> str:
        """The page of the scope's own place."""
        own = self.scope.district
        return self.district(own.unit_id, **query) if own else self.overview(**query)

    def district(self, unit_id: int, **query: Any) -> str:
        """The page of one of its districts."""
        return self._at(place_url(self.scope.districts[unit_id]), self.time | query)

    def communes(self, **query: Any) -> str:
        """The list, narrowed; of a district's page to the district."""
        own = self.scope.district
        place = {"huyen": own.unit_id} if own else {}
        return self._at(self._communes, self.state | place | query)

    def commune(self, row: CommuneRow) -> str:
        """One commune's page."""
        return f"{self._communes}{row.unit_id}-{row.slug}/?{self._time}"


def place_crumbs(scope: Scope, links: Links, *here: str) -> list[Link]:
    """Province › district › this page, by the tree of the day; the last is no link."""
    crumbs = [Link(scope.province.full_name, links.overview())]
    if scope.district is not None:
        url = links.district(scope.district.unit_id)
        crumbs.append(Link(scope.district.full_name, url))
    crumbs += [Link(label) for label in here]
    return [*crumbs[:-1], Link(crumbs[-1].label)]


def nation_crumb(links: Links) -> Link:
    """The crumb above a province."""
    state = urlencode(time_state(None, links.scope.basis))
    return Link(_("Cả nước"), reverse("reporting:nation") + (state and f"?{state}"))


def whole_label(scope: Scope) -> str:
    """All of a province, as one line beside its districts."""
    if scope.province.kind == UnitKind.THANH_PHO_TW:
        return _("Toàn thành phố")
    return _("Toàn tỉnh")


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
            Option("", whole_label(scope), chosen is None),
            *(Option(str(v.unit_id), v.name, v.unit_id == chosen) for v in districts),
        ),
    )


def scope_fields(scope: Scope, links: Links) -> list[Field]:
    """The form beside a heading: district where there are any, year, hidden state."""
    fields = [year_field(scope)]
    if scope.districts:
        chosen = scope.district.unit_id if scope.district else None
        fields.insert(0, district_field(scope, chosen))
    hidden = {k: v for k, v in links.time.items() if k != "nam"}
    return fields + [Field(k, "", kind="hidden", value=v) for k, v in hidden.items()]


def missing_words(row: CommuneRow, numbers: list[int], counting: Counting) -> str:
    """Criteria not met as a list, and how many have no outcome yet."""
    failing = ", ".join(map(str, row.failing(numbers, counting)))
    unknown = row.letters.count(Outcome.NOT_ASSESSED.letter)
    if not unknown:
        return failing or _("không thiếu")
    waiting = _("%(n)s chưa đánh giá") % {"n": unknown}
    return f"{failing}; {waiting}" if failing else waiting
