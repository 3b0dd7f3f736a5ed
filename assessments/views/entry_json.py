"""The page of entering as data, for its script.

POST the fields of one or more criteria to the address of the page, just as the form
sends them (`t-3`, `v-3-1`, `r-3-1`, `b-3-1`, `n-3-1`, `csrfmiddlewaretoken`), with
`Accept: application/json`. The answer, whatever its status:

    {"saved_at": "14:32",                 what the clock of the page says; "" if nothing
     "words": "Đã lưu nháp lúc 14:32.",   for the status line
     "progress": "Đã nhập 41 trên 57 chỉ tiêu",
     "criteria": {"3": {                  each criterion that was posted and saved
        "token": "5.0f…",                 takes the place of t-3
        "verdict": {"css": "met", "text": "Đạt"},
        "status": {"css": "draft", "text": "Bản nháp"},
        "leaves": {"3-1": {"verdict": {"css": …, "text": …}, "error": "",
                           "doubts": ["…"]}},
        "composites": {"3-1": {"css": …, "text": …}}}},
     "conflicts": {"3": {                 somebody was faster: nothing of it was saved
        "text": "Chưa lưu: chị … đã sửa tiêu chí 3 lúc …", "who": "…",
        "token": "6.9c…",                 send this to save one's own over theirs
        "leaves": {"3-1": {"theirs": "75", "mine": "80", "fields": {"v": "75", …}}}}},
     "locked": {"3": "Kỳ đã khóa ngày …"}}

200: all saved, or nothing was touched. 409: some conflict. 423: something is locked
and nothing conflicts. 401: the session is over, with `sign_in`, the address to go to,
and `held`, whether the values wait on the server. 404: not an official of the commune
any more.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from assessments.forms.entry import Token, shown, slug_of
from assessments.reports.entry import CriterionState, EntryReport
from assessments.views.entry_criterion import (
    CompositePart,
    conflict_of,
    criterion_part,
    fields_words,
    lock_words,
    stored_digest,
)
from assessments.views.entry_leaf import LeafPart
from assessments.views.entry_page import progress
from assessments.views.entry_saving import Attempt
from communes.clock import now


def wants_json(request: HttpRequest) -> bool:
    """Whether the script asks, not a reader."""
    return request.headers.get("Accept", "").startswith("application/json")


def json_answer(
    report: EntryReport, attempts: list[Attempt], failed: Mapping[int, Attempt]
) -> JsonResponse:
    """What became of each criterion that was posted and touched."""
    conflicts, locked, saved = {}, {}, {}
    for attempt in attempts:
        state = report.criterion(attempt.number)
        if attempt.number not in failed:
            saved[str(attempt.number)] = _saved(state)
        elif attempt.refusal or not state.is_open:
            locked[str(attempt.number)] = attempt.refusal or lock_words(state)
        else:
            conflicts[str(attempt.number)] = _conflict(state, attempt)
    saved_at = time_format(now().time()) if saved else ""
    answer = {
        "saved_at": saved_at,
        "words": _("Đã lưu nháp lúc %(time)s.") % {"time": saved_at} if saved else "",
        "progress": progress(report),
        "criteria": saved,
        "conflicts": conflicts,
        "locked": locked,
    }
    return JsonResponse(answer, status=409 if conflicts else 423 if locked else 200)


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
        "verdict": asdict(part.verdict),
        "error": part.error,
        "doubts": list(part.doubts),
    }


def _conflict(state: CriterionState, attempt: Attempt) -> dict[str, Any]:
    conflict = conflict_of(state, attempt)
    leaves = {}
    for leaf in state.leaves:
        slug, theirs = slug_of(leaf.leaf), shown(leaf.row)
        if attempt.fields[slug] != theirs:
            names = {"v": theirs.value, "r": theirs.reason}
            leaves[slug] = {
                "theirs": fields_words(theirs),
                "mine": fields_words(attempt.fields[slug]),
                "fields": {**names, "b": theirs.estimate, "n": theirs.note},
            }
    return {
        "text": conflict.text,
        "who": conflict.who,
        "token": str(Token(state.version, stored_digest(state))),
        "leaves": leaves,
    }
