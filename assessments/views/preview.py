"""What the preview prints of a plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.actions.documents import Citation, find_document
from assessments.errors import AssessmentsError
from assessments.imports.communes import Candidate, Written
from assessments.imports.figures import FiguresPreview
from assessments.imports.plan import ImportPlan
from assessments.imports.stated import Recalled, Refusal
from assessments.models import ImportDraft

SHOWN = 200
PLACES = 10


@dataclass(frozen=True, slots=True)
class NameToChoose:
    """A written name that may mean several communes, and where it stands."""

    anchor: str
    written: Written
    reason: str
    places: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def facts_of(draft: ImportDraft) -> list[str]:
    """What a draft is of: document, period, and whether new accounts are chosen."""
    said = [_document(Citation.from_json(draft.document))]
    if draft.period_set is not None:
        said.append(f"{draft.period_set.period}: {draft.period_set.criteria_set}")
        if draft.chosen_reason:
            said.append(
                _("Đánh giá mới được chọn nơi chưa chọn bản nào: %(reason)s")
                % {"reason": draft.chosen_reason}
            )
        else:
            said.append(_("Đánh giá mới chưa được chọn."))
    return said


def _document(citation: Citation) -> str:
    try:
        found = find_document(citation)
    except AssessmentsError:
        found = None
    if found is not None:
        return found.label
    new = {"document": " ".join([citation.number, citation.title]).strip()}
    return _("Văn bản mới: %(document)s") % new


def preview_page(plan: ImportPlan | FiguresPreview | None) -> dict[str, Any]:
    """Lists of at most SHOWN rows, how many more there are, and names to choose."""
    if plan is None:
        return {}
    names = names_to_choose(plan.refusals)
    asked = {place for name in names for place in name.places}
    refusals = _by_reason(r for r in plan.refusals if r.place not in asked)
    return {
        "names": names,
        "recalled": [_recalled(one) for one in getattr(plan, "recalled", ())],
        "refusals": refusals[:SHOWN],
        "more_refusals": max(0, len(refusals) - SHOWN),
        "new": plan.new[:SHOWN],
        "more_new": max(0, len(plan.new) - SHOWN),
        "changes": plan.changes[:SHOWN],
        "more_changes": max(0, len(plan.changes) - SHOWN),
        "same": plan.same[:SHOWN],
        "more_same": max(0, len(plan.same) - SHOWN),
        "is_figures": isinstance(plan, FiguresPreview),
        "can_execute": plan.is_clean and plan.writes,
    }


def _by_reason(refusals: Iterable[Refusal]) -> list[dict[str, str]]:
    """One line a reason, however many cells are refused for it."""
    places: dict[str, list[str]] = {}
    for refusal in refusals:
        places.setdefault(refusal.reason, []).append(refusal.place)
    return [
        {"place": _places(found), "reason": reason} for reason, found in places.items()
    ]


def _places(found: list[str]) -> str:
    """The first PLACES cells, each with its sheet where another one begins."""
    said, sheet = [], ""
    for place in found[:PLACES]:
        own, _mark, cell = place.rpartition("!")
        said.append(cell if own == sheet else place)
        sheet = own
    places, more = ", ".join(said), len(found) - PLACES
    if more <= 0:
        return places
    text = ngettext("%(places)s và %(n)s ô nữa", "%(places)s và %(n)s ô nữa", more)
    return text % {"places": places, "n": more}


def names_to_choose(refusals: list[Refusal]) -> list[NameToChoose]:
    """One entry a written name, however many rows bear it."""
    groups: dict[Written, list[Refusal]] = {}
    for refusal in refusals:
        if refusal.written is not None and refusal.candidates:
            groups.setdefault(refusal.written, []).append(refusal)
    return [
        NameToChoose(
            anchor=f"name-{number}",
            written=written,
            reason=group[0].reason,
            places=tuple(refusal.place for refusal in group),
            candidates=group[0].candidates,
        )
        for number, (written, group) in enumerate(groups.items(), 1)
    ]


def _recalled(one: Recalled) -> dict[str, Any]:
    said = {
        "place": one.place,
        "name": one.name,
        "unit": one.unit,
        "person": one.choice.chosen_by,
        "day": date_format(localtime(one.choice.chosen_at)),
    }
    text = _("%(place)s: “%(name)s” là %(unit)s, do %(person)s chọn ngày %(day)s")
    return {"id": one.choice.pk, "text": text % said}
