"""Why a level applies, in the reader's language."""

from typing import Protocol

from django.conf import settings
from django.utils.translation import get_language, override

from communes.choices import REGION_NAMES
from criteria.book import level_row
from criteria.models import Level
from criteria.rules.reasons import reason, recorded_reason
from criteria.rules.rows import Answer

RECORDED = settings.LANGUAGE_CODE


class Judged(Protocol):
    """What tells by which level, and why, something was judged."""

    @property
    def level(self) -> Level | None: ...

    @property
    def level_reason(self) -> str: ...

    @property
    def effective_region(self) -> str: ...


def why_level(result: Judged) -> tuple[str, str]:
    """The reason and its language, "" where that is the reader's.

    Results keep the reason in Vietnamese. It is told anew in another language where
    the level alone gives every sentence of it; else it stands as recorded.
    """
    if get_language() == RECORDED or not result.level_reason:
        return result.level_reason, ""
    if result.level is not None:
        with override(RECORDED):
            recorded = recorded_reason(_answer(result), REGION_NAMES)
        if recorded == result.level_reason:
            return reason(_answer(result), REGION_NAMES), ""
    return result.level_reason, RECORDED


def _answer(result: Judged) -> Answer:
    """What can be said from the level alone: no substitution, nothing unknown."""
    region = result.effective_region or None
    return Answer(
        level=level_row(result.level) if result.level else None,
        region=region,
        effective_region=region,
        substitution=None,
        unknown=(),
        ambiguous=False,
    )
