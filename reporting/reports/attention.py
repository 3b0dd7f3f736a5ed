"""What an administrator has to look at, each with how many rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value

from accounts.attention import ATTENTION_PEOPLE, ATTENTION_ROLES
from assessments.attention import (
    ATTENTION_ACCOUNTS,
    ATTENTION_COMMUNES,
    ATTENTION_FIGURES,
    ATTENTION_LEVELS,
    ATTENTION_RECOGNITIONS,
)
from communes.attention import ATTENTION as ATTENTION_UNITS
from documents.attention import ATTENTION as ATTENTION_DOCUMENTS

Check = tuple[Any, Callable[[], QuerySet]]
# Most pressing first.
CHECKS: Mapping[str, Check] = {
    **ATTENTION_ACCOUNTS,
    **ATTENTION_COMMUNES,
    **ATTENTION_LEVELS,
    **ATTENTION_FIGURES,
    **ATTENTION_RECOGNITIONS,
    **ATTENTION_UNITS,
    **ATTENTION_ROLES,
    **ATTENTION_PEOPLE,
    **ATTENTION_DOCUMENTS,
}


@dataclass(frozen=True, slots=True)
class Attention:
    """One kind of row to look at; `key` is the filter that lists exactly these."""

    key: str
    title: str
    count: int
    app_label: str
    model_name: str


def needs_attention() -> list[Attention]:
    """Every check with its count, those with rows first; counted by one statement."""
    rows = {key: question() for key, (_title, question) in CHECKS.items()}
    counts = _counts(rows)
    found = [
        Attention(
            key=key,
            title=str(title),
            count=counts[key],
            app_label=rows[key].model._meta.app_label,
            model_name=rows[key].model._meta.model_name or "",
        )
        for key, (title, _question) in CHECKS.items()
    ]
    return sorted(found, key=lambda one: one.count == 0)


def _counts(rows: Mapping[str, QuerySet]) -> dict[str, int]:
    counts = dict.fromkeys(rows, 0)
    # An empty set would make no statement of its own.
    asked = [_count(key, one) for key, one in rows.items() if not one.query.is_empty()]
    if asked:
        counts.update(asked[0].union(*asked[1:], all=True))
    return counts


def _count(key: str, rows: QuerySet) -> QuerySet:
    named = rows.order_by().annotate(check_key=Value(key)).values("check_key")
    return named.annotate(check_count=Count("pk")).values_list(
        "check_key", "check_count"
    )
