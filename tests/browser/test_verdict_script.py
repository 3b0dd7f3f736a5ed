"""The vectors that server and script share, asked of the script in the browser; and
the weight of all scripts.
"""

import gzip
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from criteria.rules.judgements import exported

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "judgements.json").read_text("utf-8")
)
SAY = """async ([cases, units, column, table]) => {
  const { exact, judge, read, words } = await import("/static/js/verdict.js");
  return cases.map(([kind, operator, level, unit, decimals, typed]) => {
    const asked = { kind, decimals, unit: units[unit][column] };
    const { value } = read(typed, kind, decimals);
    const judged = judge(value, operator, exact(level), table);
    return [judged.outcome, words(value, exact(level), judged, asked, table)];
  });
}"""
READ = """async (cases) => {
  const { exact, read } = await import("/static/js/verdict.js");
  return cases.map(([typed, decimals, expected]) => {
    const { value, fault } = read(typed, "percent", decimals);
    if (fault) return fault;
    return value === exact(expected) ? expected : value.toString();
  });
}"""
WAYS_OUT = """async (cases) => {
  const { waysOut } = await import("/static/js/verdict.js");
  return cases.map(([typed, decimals]) => {
    const { whole, parts } = waysOut(typed, decimals);
    return [typed, decimals, `${whole}`, parts];
  });
}"""


@pytest.mark.parametrize(("language", "column"), [("vi", 0), ("en", 1)])
def test_script_says_what_the_vectors_say(page, language, column):
    page.goto("/tai-khoan/dang-nhap/")
    with override(language):
        table = exported()

    said = page.evaluate(SAY, [VECTORS["judged"], VECTORS["units"], column, table])

    expected = [
        [case[6], case[7 + column].replace("_", "\u00a0")] for case in VECTORS["judged"]
    ]
    assert said == expected


def test_script_reads_what_the_vectors_say(page):
    page.goto("/tai-khoan/dang-nhap/")

    read = page.evaluate(READ, VECTORS["read"])

    assert read == [expected for _typed, _decimals, expected in VECTORS["read"]]


def test_script_offers_the_ways_out_of_the_vectors(page):
    page.goto("/tai-khoan/dang-nhap/")

    assert page.evaluate(WAYS_OUT, VECTORS["ways_out"]) == VECTORS["ways_out"]


def test_scripts_fit_their_budget():
    scripts = (settings.BASE_DIR / "static" / "js").glob("*.js")
    ours = [path for path in scripts if path.name != "admin-pickers.js"]

    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in ours}

    assert "entry.js" in sizes
    assert sum(sizes.values()) <= 10 * 1024, sizes
