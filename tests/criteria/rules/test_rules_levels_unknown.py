"""Unknown classes are named only where they could change the level."""

from tests.criteria.rules.rule_builders import (
    BAC_KAN,
    HARDSHIP,
    POVERTY,
    SAFE_ZONE,
    SCHOOLS,
    choose,
    facts,
    provincial,
    row,
)

POOR = {"hardship": "yes"}
NOT_POOR = {"hardship": "no"}


def test_unknown_hardship_is_named_where_levels_differ() -> None:
    answer = choose(POVERTY, facts("BTB"), [HARDSHIP, SAFE_ZONE])

    assert answer.level == POVERTY[1]
    assert answer.unknown == ("hardship", "safe_zone")


def test_unknown_hardship_is_silent_where_levels_agree() -> None:
    rows = [row(1, 80, region="TDMNPB"), row(2, 80, region="BTB")]

    assert choose(rows, facts("BTB"), [HARDSHIP]).unknown == ()


def test_unknown_hardship_is_silent_in_the_uplands() -> None:
    answer = choose(POVERTY, facts("TDMNPB"), [HARDSHIP, SAFE_ZONE])

    assert answer.level == POVERTY[0]
    assert answer.unknown == ()


def test_unknown_hardship_is_silent_once_a_safe_zone_is_known() -> None:
    unit = facts("BTB", classes={"safe_zone": "yes"})

    assert choose(POVERTY, unit, [HARDSHIP, SAFE_ZONE]).unknown == ()


def test_unknown_below_a_higher_layer_is_silent() -> None:
    rows = [*SCHOOLS, provincial(30, 60, BAC_KAN)]

    assert choose(rows, facts()).unknown == ()


def test_unknown_region_is_named() -> None:
    answer = choose(POVERTY, facts(None, classes=NOT_POOR), [HARDSHIP])

    assert answer.unknown == ("region",)


def test_unknown_region_is_silent_where_hardship_decides() -> None:
    answer = choose(POVERTY, facts(None, classes=POOR), [HARDSHIP])

    assert answer.level == POVERTY[0]
    assert answer.unknown == ()


def test_unknown_class_and_schools_are_both_named() -> None:
    rows = [*SCHOOLS, row(24, 80, region="BTB", layer="ministry")]

    answer = choose(rows, facts("BTB"), [HARDSHIP])

    assert answer.level == rows[-1]
    assert answer.unknown == ("hardship", "schools")
