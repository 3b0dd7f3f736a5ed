"""Addresses of the map: its state, its years, its kinds."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from communes.choices import LayerKind
from reporting.pages.map_classes import Colouring
from reporting.reports.map import DISTRICTS, MapReport
from reporting.reports.scope import CONFIRMED

# The address's word for each kind of layer; tiles are what is shown without a word.
KIND_WORDS = {
    LayerKind.TILES.value: "",
    LayerKind.POLYGONS.value: "ranh-gioi",
    DISTRICTS: "so-do-huyen",
}
KIND_LABELS = {
    LayerKind.TILES.value: LayerKind.TILES.label,
    LayerKind.POLYGONS.value: LayerKind.POLYGONS.label,
    DISTRICTS: gettext_lazy("Sơ đồ huyện"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A link of a row of choices: a year, a kind of map."""

    label: str
    url: str
    is_current: bool


class State:
    """The query of the page, and the addresses made of it."""

    def __init__(self, report: MapReport, colouring: Colouring) -> None:
        where, scope = report.where, report.scope
        shown = (k for k, layer in report.layers.items() if layer is report.layer)
        place: int | str = where.province if isinstance(where.province, int) else ""
        if scope is not None and scope.province.name == settings.HOME_PROVINCE:
            place = ""
        elif scope is not None:
            place = scope.province.unit_id
        self.place = {
            "tinh": place,
            "nam": "" if report.is_last_resort else report.frame.year,
            "ket_qua": "" if where.basis == CONFIRMED else "da-nop",
        }
        self.query = {
            **self.place,
            "huyen": report.district.unit_id if report.district else "",
            "theo": colouring.value,
            "ve": KIND_WORDS[next(shown, LayerKind.TILES.value)],
        }

    def here(self, **changes: Any) -> str:
        """This page with changes."""
        return self._to("map", self.query | changes)

    def communes(self, **narrow: Any) -> str:
        """The list of communes, narrowed."""
        return self._to("communes", self.place | narrow)

    def overview(self) -> str:
        """The page of the whole province."""
        return self._to("home", self.place)

    def _to(self, view: str, query: dict[str, Any]) -> str:
        kept = {k: v for k, v in query.items() if v not in ("", None)}
        return f"{reverse(f'reporting:{view}')}?{urlencode(kept)}"


def years_of(report: MapReport, state: State) -> list[Choice]:
    """Years with results, and those whose units a layer draws."""
    current, own = report.frame.year, report.frame.province_id
    asked = report.where.province if isinstance(report.where.province, int) else ""
    urls = {
        one.year: state.here(tinh=asked, nam=one.year, huyen="")
        for one in report.frame.years
    }
    for one in report.drawn:
        # What came after the place has an address, and perhaps results, of its own.
        changes: dict[str, Any] = {"nam": one.year, "huyen": ""}
        if one.province_id != own:
            changes = {"nam": "", "huyen": "", "tinh": one.province_id}
        urls.setdefault(one.year, state.here(**changes))
    urls[current] = state.here()
    return [
        Choice(str(year), urls[year], year == current)
        for year in sorted(urls, reverse=True)
    ]


def kinds_of(report: MapReport, state: State) -> list[Choice]:
    """Tiles or boundaries, where there is a choice."""
    if len(report.layers) < 2:
        return []
    return [
        Choice(str(label), state.here(ve=KIND_WORDS[kind]), layer is report.layer)
        for kind, label in KIND_LABELS.items()
        if (layer := report.layers.get(kind))
    ]
