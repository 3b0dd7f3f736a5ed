"""The vectors that server and script share, asked of the form."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.forms.entry import posted, read, sentence, typed_faults
from criteria.models import Indicator, Measure

VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "judgements.json").read_text("utf-8")
)


def typed_into(typed, decimals):
    """What a form reads from the field of a share, and what it finds wrong."""
    leaf = Indicator(code="1.1", measure=Measure(kind="percent", decimals=decimals))
    return read(posted({"v-1-1": typed}, leaf), leaf, {})


@pytest.mark.parametrize(("typed", "decimals", "expected"), VECTORS["read"])
def test_form_reads_what_the_vectors_say(typed, decimals, expected):
    given, mark = typed_into(typed, decimals)

    if expected in typed_faults():
        said = {"text": typed, "places": decimals, "example": typed.replace(".", ",")}
        # A point that cannot be anything else is told with the way out.
        names = {expected, "decimal_point"}
        assert mark in {sentence(typed_faults()[name] % said) for name in names}
        assert given.entered.value is None
        assert given.typed == typed
    else:
        assert mark == ""
        assert given.entered.value == (Decimal(expected) if expected else None)
