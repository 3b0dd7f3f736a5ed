"""Soft warnings in words, as commune and reviewer read them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from criteria.choices import CheckKind
from criteria.models import Measure
from criteria.rules.distance import value_words


def doubt_words(kept: Mapping[str, Any], measure: Measure) -> str:
    """One warning as a result keeps it; `measure` is that of the doubted leaf."""
    compared = value_words(
        Decimal(kept["compared"]), measure.kind, measure.unit, measure.decimals
    )
    words = {
        CheckKind.JUMP: _("Kiểm tra lại: đổi nhiều so với năm trước (%(compared)s)."),
        CheckKind.ABOVE_LIMIT: _("Kiểm tra lại: cao hơn %(compared)s."),
        CheckKind.NOT_ABOVE: _(
            "Kiểm tra lại: cao hơn chỉ tiêu %(other)s bao trùm nó (%(compared)s)."
        ),
        CheckKind.ADDS_UP: _(
            "Kiểm tra lại: không cộng đủ với chỉ tiêu %(other)s (%(compared)s)."
        ),
    }
    # Warnings kept before they named the other have none.
    said = {"compared": compared, "other": kept.get("other", "…")}
    return words[CheckKind(kept["kind"])] % said
