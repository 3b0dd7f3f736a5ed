"""The figures of the map as a table: a row for each district or former province."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from reporting.pages.map_classes import Colouring, MapClass, no_figures
from reporting.pages.map_links import State
from reporting.pages.parts import number
from reporting.reports.map import MapReport, Place


def columns_of(report: MapReport, colouring: Colouring) -> list[MapClass]:
    """The classes, and "no figures" where any commune has none."""
    bare = any(colouring.mark(place).key == "none" for place in report.counted)
    return [*colouring.classes, no_figures()] if bare else colouring.classes


def caption_of(report: MapReport, colouring: Colouring) -> str:
    said = {"by": colouring.label, "year": report.frame.year}
    if report.groups and not report.has_districts:
        return _("Số xã theo mức, từng tỉnh trước sắp xếp. %(by)s, %(year)s.") % said
    if report.groups:
        return _("Số xã theo mức, từng huyện. %(by)s, %(year)s.") % said
    return _("Số xã theo mức. %(by)s, %(year)s.") % said


def rows_of(
    report: MapReport, colouring: Colouring, columns: list[MapClass], state: State
) -> list[dict[str, Any]]:
    """A row for each group, in alphabetical order."""
    members: dict[int, list[Place]] = {}
    for place in report.counted:
        if place.group in report.groups:
            members.setdefault(place.group, []).append(place)
    rows = []
    for group in sorted(members, key=lambda one: report.groups[one].name_sort):
        version = report.groups[group]
        narrow = {"huyen": group} if report.has_districts else None
        row = _figures(members[group], colouring, columns, narrow, report, state)
        url = state.here(huyen=group)
        if not report.has_districts:
            url = state.here(tinh=group, nam="", huyen="", ve="")
        rows.append({"name": version.name, "url": url, **row})
    return rows


def total_of(
    report: MapReport, colouring: Colouring, columns: list[MapClass], state: State
) -> dict[str, Any]:
    narrow = {"huyen": report.district.unit_id} if report.district else {}
    row = _figures(report.counted, colouring, columns, narrow, report, state)
    name = report.district.name if report.district else _("Toàn tỉnh")
    return {"name": name, "url": "", **row}


def _figures(
    places: list[Place],
    colouring: Colouring,
    columns: list[MapClass],
    narrow: dict[str, Any] | None,
    report: MapReport,
    state: State,
) -> dict[str, Any]:
    """Communes by class, each with the list of exactly these where there is one."""
    found = Counter(colouring.mark(place).key for place in places)
    cells = []
    for one in columns:
        count, url = found[one.key], ""
        if report.scope and one.narrow and narrow is not None and count:
            url = state.communes(**narrow, **dict([one.narrow]))
        cells.append({"count": count, "url": url})
    met = [p.row.met for p in places if p.row and p.row.has_results]
    return {
        "cells": cells,
        "average": number(sum(met) / len(met) if met else None, 1),
    }
