"""The page of entering as data, for its script.

POST the fields of one or more criteria to the address of the page, just as the form
sends them (`t-3`, `v-3-1`, `r-3-1`, `b-3-1`, `n-3-1`, `csrfmiddlewaretoken`), with
`Accept: application/json`; `hold` and `held` too, where the form has them: they keep
values through a sign-in, and let go of them. The answer, whatever its status:

    {"words": "Đã lưu nháp lúc 14:32.",   for the status line
     "progress": "Đã nhập 41 trên 68 giá trị",
     "criteria": {"3": {                  each criterion that was posted and saved
        "token": "5.0f…",                 takes the place of t-3
        "verdict": {"css": "met", "text": "Đạt"},
        "status": {"css": "draft", "text": "Bản nháp"},
        "leaves": {"3-1": {"css": …, "text": …, "error": "", "doubts": ["…"]}},
        "composites": {"3-1": {"css": …, "text": …}}}},
     "conflicts": {"3": {                 somebody was faster: nothing of it was saved
        "text": "Chưa lưu: chị … đã sửa tiêu chí 3 lúc …",
        "keep": "Giữ bản của chị …",      the button by which theirs stays
        "token": "6.9c…",                 send this to save one's own over theirs
        "leaves": {"3-1": {"words": "Bản của chị …: 75. Bản của bạn: 80.",
                           "theirs": {"v-3-1": "75", …}}}}},
     "locked": {"3": "Kỳ đã khóa ngày …"}}

200: all saved, or nothing was touched. 409: some conflict. 423: something is locked
and nothing conflicts. 401: the session is over, with `sign_in`, the address to go to,
`held`, whether the values wait on the server, and `words` of both. 404: not an
official of the commune any more.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from assessments.actions.entering import Saved
from assessments.forms.entry import Token, named, shown, slug_of, stored_digest
from assessments.reports.entry import (
    CriterionState,
    EntryReport,
    entered_of,
    entry_report,
    saved_criterion,
)
from assessments.reports.law import kept_law
from assessments.views.entry_criterion import (
    CompositePart,
    conflict_of,
    criterion_part,
    lock_words,
    said_in,
)
from assessments.views.entry_held import release
from assessments.views.entry_leaf import LeafPart
from assessments.views.entry_page import progress
from assessments.views.entry_places import Place, period_set_of, place_of
from assessments.views.entry_saving import Attempt, save_posted, still_failed
from communes.clock import now


def answer_script(
    request: HttpRequest, year: int, unit_id: int, period_set_id: int
) -> JsonResponse:
    """Save what the script sent; where all was saved nothing else is read."""
    place = Place(unit_id, period_set_of(year, period_set_id))
    asked = kept_law(place.period_set).asked
    try:
        attempts = save_posted(place, request.POST, asked, request.user)
    except PermissionDenied as error:
        raise Http404 from error
    saved = [one.saved for one in attempts if one.saved]
    if saved and len(saved) == len(attempts):
        release(request, place, asked, set())
        return _all_saved(place, saved)
    place = place_of(request, year, unit_id, period_set_id)
    report = entry_report(place.unit_id, place.period_set)
    failed = still_failed(report, attempts)
    release(request, place, asked, set(failed))
    return _some_failed(report, attempts, failed)


def _all_saved(place: Place, saved: list[Saved]) -> JsonResponse:
    states = [
        saved_criterion(place.unit_id, place.period_set, one.result, one.rows)
        for one in saved
    ]
    entries = kept_law(place.period_set).asked.entries
    total = sum(len(entry.leaves) for entry in entries)
    entered = entered_of(saved[-1].rows.values())
    return _answer({str(one.number): _saved(one) for one in states}, entered, total)


def _some_failed(
    report: EntryReport, attempts: list[Attempt], failed: Mapping[int, Attempt]
) -> JsonResponse:
    conflicts, locked, saved = {}, {}, {}
    for attempt in attempts:
        state = report.criterion(attempt.number)
        if attempt.number not in failed:
            saved[str(attempt.number)] = _saved(state)
        elif attempt.refusal or not state.is_open:
            locked[str(attempt.number)] = attempt.refusal or lock_words(state)
        else:
            conflicts[str(attempt.number)] = _conflict(state, attempt)
    return _answer(saved, report.entered, len(report.leaves), conflicts, locked)


def _answer(
    saved: dict[str, Any],
    entered: int,
    total: int,
    conflicts: Mapping[str, Any] | None = None,
    locked: Mapping[str, str] | None = None,
) -> JsonResponse:
    conflicts, locked = conflicts or {}, locked or {}
    answer = {
        "words": _words(saved, conflicts, locked),
        "progress": progress(entered, total),
        "criteria": saved,
        "conflicts": conflicts,
        "locked": locked,
    }
    return JsonResponse(answer, status=409 if conflicts else 423 if locked else 200)


def _words(
    saved: Mapping[str, Any], conflicts: Mapping[str, Any], locked: Mapping[str, str]
) -> str:
    """What matters most of the answer: what was not saved goes first."""
    for conflict in conflicts.values():
        return str(conflict["text"])
    for why in locked.values():
        return _("Đã khóa: %(reason)s") % {"reason": why}
    if saved:
        return _("Đã lưu nháp lúc %(time)s.") % {"time": time_format(now().time())}
    return _("Mọi giá trị đã được lưu.")


def _saved(state: CriterionState) -> dict[str, Any]:
    part = criterion_part(state)
    leaves, composites = {}, {}
    for row in part.rows:
        if isinstance(row, CompositePart):
            composites[row.slug] = asdict(row.verdict)
        else:
            leaves[row.slug] = _leaf(row)
    return {
        "token": part.token,
        "verdict": asdict(part.verdict),
        "status": asdict(part.status),
        "leaves": leaves,
        "composites": composites,
    }


def _leaf(part: LeafPart) -> dict[str, Any]:
    return {
        **asdict(part.verdict),
        "error": part.error,
        "doubts": list(part.doubts),
    }


def _conflict(state: CriterionState, attempt: Attempt) -> dict[str, Any]:
    conflict = conflict_of(state, attempt)
    leaves = {}
    for leaf in state.leaves:
        slug, theirs = slug_of(leaf.leaf), shown(leaf.row)
        mine = attempt.fields[slug]
        if mine != theirs:
            leaves[slug] = {
                "words": _("Bản của %(who)s: %(theirs)s. Bản của bạn: %(mine)s.")
                % {
                    "who": conflict.who,
                    "theirs": said_in(leaf, theirs),
                    "mine": said_in(leaf, mine),
                },
                "theirs": named(slug, theirs),
            }
    return {
        "text": conflict.text,
        "keep": _("Giữ bản của %(who)s") % {"who": conflict.who},
        "token": str(Token(state.version, stored_digest(state))),
        "leaves": leaves,
    }
