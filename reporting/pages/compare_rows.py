"""The table of a comparison, row by row."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from criteria.choices import OUTCOME_CSS, OUTCOME_OF_LETTER, Outcome
from criteria.models import Criterion, Indicator
from reporting.pages.commune import leaf_words
from reporting.pages.commune_rows import pill_of
from reporting.pages.parts import signed
from reporting.reports.compare import Compared, Comparison
from reporting.svg import bullet

# Outcomes of an indicator that explain one of its criterion.
TELLING = {Outcome.NOT_MET, Outcome.NOT_APPLICABLE}


def facts_of(found: Comparison) -> list[dict[str, Any]]:
    """The rows above the criteria: how many are met, the change, recognition."""
    rows = [commune.row for commune in found.communes]
    size = len(found.scope.criteria)
    average = found.average and float(100 * found.average / size)
    facts: list[dict[str, Any]] = [
        {
            "label": _("Số tiêu chí đạt"),
            "cells": [
                {
                    "text": row.met,
                    "of": size,
                    "bar": bullet(100 * row.met / size, average, "n"),
                }
                if row.has_results
                else {"text": _("chưa có")}
                for row in rows
            ],
        }
    ]
    if found.scope.comparable_year:
        facts.append(
            {
                "label": _("So với %(year)s") % {"year": found.scope.year - 1},
                "cells": [
                    {"text": "–" if r.change is None else signed(r.change)}
                    for r in rows
                ],
            }
        )
    recognition = [pill_of(row) for row in rows]
    facts.append(
        {
            "label": _("Công nhận"),
            "cells": [
                {"pill": pill} if pill else {"text": _("chưa")} for pill in recognition
            ],
        }
    )
    return facts


def groups_of(found: Comparison, *, only_different: bool) -> list[dict[str, Any]]:
    """Criteria that differ, each with the indicators that tell why; then the rest."""
    if len(found.with_results) < 2:
        return [_group("", found.differing + found.equal, found)]
    differing = ngettext(
        "Khác nhau ở %(n)s tiêu chí",
        "Khác nhau ở %(n)s tiêu chí",
        len(found.differing),
    ) % {"n": len(found.differing)}
    equal = ngettext(
        "Giống nhau ở %(n)s tiêu chí",
        "Giống nhau ở %(n)s tiêu chí",
        len(found.equal),
    ) % {"n": len(found.equal)}
    groups = [_group(differing, found.differing, found, is_different=True)]
    if not only_different:
        groups.append(_group(equal, found.equal, found))
    return [group for group in groups if group["rows"]]


def _group(
    label: str, places: list[int], found: Comparison, *, is_different: bool = False
) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    for place in places:
        criterion = found.scope.criteria[place]
        rows.append(_criterion(criterion, place, found, is_different=is_different))
        if is_different:
            rows += _indicators(place, found)
    return {"label": label, "rows": rows}


def _criterion(
    criterion: Criterion, place: int, found: Comparison, *, is_different: bool
) -> dict[str, Any]:
    return {
        "label": f"{criterion.number}. {criterion.name}",
        "css": "diff" if is_different else "",
        "cells": [_outcome(commune, place) for commune in found.communes],
    }


def _outcome(commune: Compared, place: int) -> dict[str, str]:
    letters = commune.row.letters
    outcome = OUTCOME_OF_LETTER[letters[place]] if letters else Outcome.NOT_ASSESSED
    cell = {"css": OUTCOME_CSS[outcome], "label": str(outcome.label), "sub": ""}
    if outcome == Outcome.NOT_MET:
        view = commune.views[place]
        missing = sum(view.outcomes[i.pk] == Outcome.NOT_MET for i in view.entry.tops)
        words = ngettext("%(n)s chỉ tiêu chưa đạt", "%(n)s chỉ tiêu chưa đạt", missing)
        cell["sub"] = words % {"n": missing} if missing else ""
    return cell


def _indicators(place: int, found: Comparison) -> list[dict[str, Any]]:
    """The leaves of a criterion that some commune does not meet, with every value.

    Where the difference is only that one is not assessed, no leaf tells more.
    """
    known = found.with_results
    return [
        _indicator(leaf, place, found)
        for leaf in known[0].views[place].entry.leaves
        if any(c.views[place].outcomes[leaf.pk] in TELLING for c in known)
    ]


def _indicator(leaf: Indicator, place: int, found: Comparison) -> dict[str, Any]:
    cells = [_value(leaf, place, commune) for commune in found.communes]
    levels = {cell["level"] for cell in cells if cell["level"]}
    is_shared = len(levels) == 1
    level = _("mức: %(level)s")
    return {
        "label": f"{leaf.code} {leaf.name}",
        "sub": level % {"level": levels.pop()} if is_shared else "",
        "css": "ind",
        "cells": [
            cell
            | {
                "level": level % {"level": cell["level"]}
                if cell["level"] and not is_shared
                else ""
            }
            for cell in cells
        ],
    }


def _value(leaf: Indicator, place: int, commune: Compared) -> dict[str, Any]:
    """What a commune has of a leaf: value, its level, what is left."""
    view = commune.views[place] if commune.views else None
    result = view and view.results.get(leaf.pk)
    if view is None or result is None or not view.is_shown:
        return {"text": _("chưa có"), "level": "", "sub": "", "bar": ""}
    said = leaf_words(leaf, result, view.outcomes[leaf.pk])
    estimate = _("ước thực hiện") if said["estimate"] else ""
    return {
        "text": said["value"],
        "level": said["level"] if result.level else "",
        "sub": "; ".join(words for words in (said["gap"], estimate) if words),
        "bar": said["bullet"],
    }
