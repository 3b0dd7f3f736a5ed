"""The append-only trail: events chained by hash within an assessment."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, Max

from accounts.models import User
from assessments.choices import ValueBasis
from assessments.models import Assessment, CriterionResult, ResultEvent
from communes.clock import now
from criteria.book import Entered


def entered_text(entered: Entered, typed: str = "") -> str:
    """One leaf as the trail says it: the value, why not, or what was typed."""
    if typed:
        return f"“{typed}”"
    if entered.value is None:
        return entered.not_applicable_reason
    estimate = " (ước)" if entered.basis == ValueBasis.ESTIMATE else ""
    return f"{entered.value.normalize():f}{estimate}"


def digest(event: ResultEvent) -> str:
    """SHA-256 over the former hash and everything the event says."""
    said = {
        "assessment": event.assessment_id,
        "criterion_result": event.criterion_result_id,
        "sequence": event.sequence,
        "kind": event.kind,
        "at": event.at.astimezone(dt.UTC).isoformat(),
        "by": event.by_id,
        "origin": event.origin,
        "old": event.old,
        "new": event.new,
        "note": event.note,
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256((event.previous_hash + text).encode()).hexdigest()


def next_event(
    assessment: Assessment, last: ResultEvent | None = None, **said: Any
) -> ResultEvent:
    """An unsaved event that follows `last` of the same assessment."""
    event = ResultEvent(
        assessment=assessment,
        sequence=last.sequence + 1 if last else 1,
        previous_hash=last.hash if last else "",
        at=now(),
        **said,
    )
    event.hash = digest(event)
    return event


def last_events(assessments: Iterable[Assessment]) -> dict[int, ResultEvent]:
    """The last event of each account that has any; one query."""
    rows = (
        ResultEvent.objects.filter(assessment__in=assessments)
        .annotate(latest=Max("assessment__events__sequence"))
        .filter(sequence=F("latest"))
    )
    return {event.assessment_id: event for event in rows}


def append_event(
    assessment: Assessment,
    *,
    kind: str,
    origin: str,
    criterion_result: CriterionResult | None = None,
    by: User | None = None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    note: str = "",
    last: ResultEvent | None = None,
) -> ResultEvent:
    """Write one event behind the last; the unique sequence decides a race.

    `last` where it was read already, behind the lock of the account.
    """
    last = last or assessment.events.order_by("-sequence").first()
    event = next_event(
        assessment,
        last,
        kind=kind,
        origin=origin,
        criterion_result=criterion_result,
        by=by,
        old=old or {},
        new=new or {},
        note=note,
    )
    event.save(force_insert=True)
    return event


def verify_chain(assessment: Assessment) -> list[int]:
    """Sequences of events that are not what was once written, or not in their place."""
    return [e.sequence for e in broken_in(assessment.events.order_by("sequence"))]


def broken_in(events: Iterable[ResultEvent]) -> Iterator[ResultEvent]:
    """Events of any assessments, in order, that break the chain of their own one."""
    last: ResultEvent | None = None
    for event in events:
        former = last if last and last.assessment_id == event.assessment_id else None
        is_next = event.sequence == (former.sequence if former else 0) + 1
        follows = event.previous_hash == (former.hash if former else "")
        if not (is_next and follows and event.hash == digest(event)):
            yield event
        last = event
