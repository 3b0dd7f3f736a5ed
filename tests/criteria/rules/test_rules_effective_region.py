"""Whose levels judge a unit: 318/QĐ-TTg and its change by 211/QĐ-TTg."""

import datetime as dt
from dataclasses import replace

import pytest

from criteria.rules.levels import (
    effective_region,
)
from tests.criteria.rules.rule_builders import (
    DAY,
    HARDSHIP,
    SAFE_ZONE,
    SIGNED_211,
    ZONE_III,
    facts,
)

POOR = {"hardship": "yes"}
NOT_POOR = {"hardship": "no"}


@pytest.mark.parametrize(
    ("region", "classes", "day", "expected", "document"),
    [
        pytest.param("BTB", POOR, DAY, "TDMNPB", "318/QĐ-TTg", id="318-north-central"),
        pytest.param("DBSCL", POOR, DAY, "TDMNPB", "318/QĐ-TTg", id="318-mekong-delta"),
        pytest.param("BTB", NOT_POOR, DAY, "BTB", None, id="318-not-disadvantaged"),
        pytest.param("BTB", {}, DAY, "BTB", None, id="318-unknown-is-not-applied"),
        pytest.param("TDMNPB", POOR, DAY, "TDMNPB", None, id="318-already-uplands"),
        pytest.param(None, POOR, DAY, "TDMNPB", "318/QĐ-TTg", id="318-region-unknown"),
        pytest.param(None, {}, DAY, None, None, id="318-nothing-known"),
        pytest.param(
            "BTB", {"safe_zone": "yes"}, DAY, "TDMNPB", "318/QĐ-TTg", id="318-safe-zone"
        ),
        pytest.param(
            "BTB",
            {"zone": "III"},
            SIGNED_211,
            "TDMNPB",
            "211/QĐ-TTg",
            id="211-zone-iii",
        ),
        pytest.param(
            "BTB",
            {"zone": "III"},
            SIGNED_211 - dt.timedelta(1),
            "BTB",
            None,
            id="211-day-before",
        ),
        pytest.param(
            "BTB", {"zone": "I"}, SIGNED_211, "BTB", None, id="211-zone-i-not-named"
        ),
    ],
)
def test_effective_region(
    region: str | None,
    classes: dict[str, str],
    day: dt.date,
    expected: str | None,
    document: str | None,
) -> None:
    rules = [HARDSHIP, SAFE_ZONE, ZONE_III]

    found, rule = effective_region(facts(region, classes=classes), rules, day)

    assert found == expected
    assert (rule.document if rule else None) == document


def test_effective_region_rule_ends_on_its_last_day() -> None:
    ended = replace(HARDSHIP, valid_to=DAY)
    unit = facts("BTB", classes=POOR)

    before, _ = effective_region(unit, [ended], DAY - dt.timedelta(1))
    after, _ = effective_region(unit, [ended], DAY)

    assert (before, after) == ("TDMNPB", "BTB")


@pytest.mark.parametrize("scheme", ["area", "zone"])
def test_effective_region_latest_rule_decides(scheme: str) -> None:
    later = replace(ZONE_III, scheme=scheme, effective_region="TN")
    unit = facts("BTB", classes={**POOR, scheme: "III"})

    for rules in ([HARDSHIP, later], [later, HARDSHIP]):
        assert effective_region(unit, rules, SIGNED_211) == ("TN", later)
