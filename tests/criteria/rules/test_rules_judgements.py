"""The vectors that server and script share, asked of the server."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from criteria.choices import Operator, Outcome
from criteria.rules.distance import words
from criteria.rules.judgements import SENTENCES, TABLE, Side, exported
from criteria.rules.outcomes import judge

VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "judgements.json").read_text("utf-8")
)


def typed_number(typed: str) -> Decimal:
    """A typed value of the vectors; those that are judged are all right."""
    bare = typed.removesuffix("%").strip()
    return Decimal(bare.replace(".", "").replace(",", "."))


@pytest.mark.parametrize("case", VECTORS["judged"], ids=lambda c: "-".join(map(str, c)))
@pytest.mark.parametrize(("language", "column"), [("vi", 0), ("en", 1)])
def test_server_says_what_the_vectors_say(case, language, column):
    kind, operator, level, unit, decimals, typed, outcome, *said = case
    value, needed = typed_number(typed), Decimal(level)

    with override(language):
        text = words(
            value, operator, needed, kind, VECTORS["units"][unit][column], decimals
        )

    assert judge(value, operator, needed) == outcome
    assert text == said[column].replace("_", "\u00a0")


def test_table_is_complete_and_every_sentence_is_known():
    assert set(TABLE) == set(Operator)
    rows = [row for sides in TABLE.values() for row in sides.values()]
    assert all(set(sides) == set(Side) for sides in TABLE.values())
    assert {row.outcome for row in rows} == {Outcome.MET, Outcome.NOT_MET}
    assert {row.sentence for row in rows} <= set(SENTENCES)


@pytest.mark.parametrize(("language", "met"), [("vi", "Đạt"), ("en", "Met")])
def test_export_speaks_the_active_language(language, met):
    with override(language):
        table = exported()

    assert (table["language"], table["sentences"]["yes"]) == (language, met)
    assert json.loads(json.dumps(table)) == table
