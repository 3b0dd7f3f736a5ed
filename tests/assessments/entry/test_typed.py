"""The vectors that server and script share, asked of the form."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.forms.entry import posted, read, sentence
from assessments.imports.cells import number_faults, ways_out
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

    faults = number_faults(decimals)
    if expected in faults:
        said = {"text": typed.strip(), "places": decimals}
        if expected in {"ambiguous", "decimal_point"}:
            said |= ways_out(typed, decimals)
        assert mark == sentence(faults[expected] % said)
        assert (given.entered.value, given.typed) == (None, typed)
    else:
        assert mark == ""
        assert given.entered.value == Decimal(expected)


@pytest.mark.parametrize(("typed", "decimals", "whole", "parts"), VECTORS["ways_out"])
def test_ways_out_are_those_of_the_vectors_and_are_taken(typed, decimals, whole, parts):
    _given, mark = typed_into(typed, decimals)

    assert ways_out(typed.removesuffix("%").strip(), decimals) == {
        "whole": whole,
        "parts": parts,
    }
    assert parts in mark
    assert [typed_into(way, decimals)[1] for way in (whole, parts)] == ["", ""]
