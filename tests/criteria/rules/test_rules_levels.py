"""Which level applies to a unit, as the law says."""

import datetime as dt

import pytest

from tests.criteria.rules.rule_builders import (
    BAC_KAN,
    HARDSHIP,
    INCOME,
    POVERTY,
    QUANG_TRI,
    SCHOOLS,
    SIGNED_211,
    SIGNED_318,
    SOC_TRANG,
    THAI_NGUYEN,
    choose,
    chosen_id,
    facts,
    provincial,
    row,
)

POOR = {"hardship": "yes"}
NOT_POOR = {"hardship": "no"}


# Regional columns


@pytest.mark.parametrize(
    ("region", "classes", "expected"),
    [
        pytest.param("TDMNPB", {}, 1, id="318-uplands"),
        pytest.param("BTB", NOT_POOR, 2, id="318-north-central"),
        pytest.param("BTB", POOR, 1, id="318-north-central-disadvantaged"),
        pytest.param("DBSCL", POOR, 1, id="318-mekong-disadvantaged"),
        pytest.param("DBSCL", {}, 3, id="318-mekong-hardship-unknown"),
        pytest.param("TN", NOT_POOR, None, id="318-no-column-for-region"),
        pytest.param(None, NOT_POOR, None, id="318-region-unknown"),
    ],
)
def test_poverty_level_by_region(
    region: str | None, classes: dict[str, str], expected: int | None
) -> None:
    assert chosen_id(POVERTY, facts(region, classes=classes), [HARDSHIP]) == expected


def test_answer_keeps_real_and_effective_region() -> None:
    answer = choose(POVERTY, facts("BTB", QUANG_TRI, classes=POOR), [HARDSHIP])

    assert (answer.region, answer.effective_region) == ("BTB", "TDMNPB")
    assert answer.substitution == HARDSHIP
    assert answer.unknown == ()


@pytest.mark.parametrize(
    ("region", "year", "value"),
    [
        pytest.param("TDMNPB", 2021, 36, id="318-income-uplands-2021"),
        pytest.param("TDMNPB", 2022, 39, id="318-income-uplands-2022"),
        pytest.param("DBSCL", 2022, 53, id="318-income-mekong-2022"),
        pytest.param("DBSCL", 2026, None, id="318-income-year-not-listed"),
    ],
)
def test_income_level_by_region_and_year(
    region: str, year: int, value: int | None
) -> None:
    level = choose(INCOME, facts(region, year=year)).level

    assert (level.value if level else None) == value


def test_group_level_of_2026() -> None:
    rows = [row(1, 70, group="1"), row(2, 60, group="2")]

    assert chosen_id(rows, facts(None, group="2")) == 2
    assert chosen_id(rows, facts(None, group="3")) is None
    assert chosen_id(rows, facts(None, classes={"group": "1"})) == 1


def test_group_unknown_is_named() -> None:
    answer = choose([row(1, 70, group="1")], facts(None))

    assert answer.level is None
    assert answer.unknown == ("group",)


# Schools: 1491/QĐ-BGDĐT, by number of schools except in two regions


@pytest.mark.parametrize(
    ("region", "classes", "value", "unknown"),
    [
        pytest.param("TDMNPB", {"schools": "≤3"}, 50, (), id="1491-up-to-three"),
        pytest.param("TDMNPB", {"schools": ">3"}, 70, (), id="1491-more-than-three"),
        pytest.param("TDMNPB", {}, None, ("schools",), id="1491-schools-unknown"),
        pytest.param("DBSH", NOT_POOR, 100, (), id="1491-red-river-asks-no-number"),
    ],
)
def test_school_level(
    region: str, classes: dict[str, str], value: int | None, unknown: tuple[str, ...]
) -> None:
    answer = choose(SCHOOLS, facts(region, classes=classes), [HARDSHIP])

    assert (answer.level.value if answer.level else None) == value
    assert answer.unknown == unknown


# Layers and provinces


def test_highest_layer_wins_over_more_keys() -> None:
    rows = [
        row(1, 13, region="TDMNPB", year=2022),
        row(2, 12, layer="ministry", region="TDMNPB"),
        provincial(3, 10, BAC_KAN),
    ]

    assert chosen_id(rows, facts()) == 3
    assert chosen_id(rows[:2], facts()) == 2


def test_more_keys_win_within_a_layer() -> None:
    rows = [row(1, 80), row(2, 75, region="TDMNPB"), *INCOME]

    assert chosen_id(rows, facts()) == 12
    assert chosen_id(rows[:2], facts()) == 2
    assert chosen_id(rows[:2], facts("BTB")) == 1


def test_level_of_another_province_does_not_apply() -> None:
    rows = [row(1, 80), provincial(2, 90, SOC_TRANG)]

    assert chosen_id(rows, facts(province=BAC_KAN)) == 1


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        pytest.param(NOT_POOR, 2, id="unaddressed-applies-in-own-region"),
        pytest.param(POOR, 1, id="unaddressed-not-for-substituted-318"),
        pytest.param({}, 2, id="unaddressed-applies-while-hardship-unknown"),
    ],
)
def test_unaddressed_provincial_level(classes: dict[str, str], expected: int) -> None:
    rows = [row(1, 80), provincial(2, 90, QUANG_TRI)]

    answer = choose(rows, facts("BTB", QUANG_TRI, classes=classes), [HARDSHIP])

    assert answer.level
    assert answer.level.id == expected
    assert answer.unknown == (() if classes else ("hardship",))


def test_provincial_level_addressed_to_effective_region() -> None:
    rows = [
        provincial(1, 85, QUANG_TRI, region="TDMNPB"),
        provincial(2, 90, QUANG_TRI, region="BTB"),
    ]

    assert chosen_id(rows, facts("BTB", QUANG_TRI, classes=POOR), [HARDSHIP]) == 1
    assert chosen_id(rows, facts("BTB", QUANG_TRI, classes=NOT_POOR), [HARDSHIP]) == 2


def test_dissolved_province_still_applies_on_its_territory() -> None:
    # Bắc Kạn joined Thái Nguyên on 1 July 2025.
    rows = [row(1, 80), provincial(2, 90, BAC_KAN)]
    day = dt.date(2025, 12, 31)

    inside = facts(province_ids=(THAI_NGUYEN, BAC_KAN))
    outside = facts(province_ids=(THAI_NGUYEN,))

    assert chosen_id(rows, inside, day=day) == 2
    assert chosen_id(rows, outside, day=day) == 1


def test_successor_level_wins_over_dissolved_province() -> None:
    rows = [
        provincial(1, 90, BAC_KAN, region="TDMNPB", year=2022),
        provincial(2, 95, THAI_NGUYEN),
    ]

    assert chosen_id(rows, facts(province_ids=(THAI_NGUYEN, BAC_KAN))) == 2


def test_latest_dissolved_province_wins() -> None:
    rows = [provincial(1, 90, BAC_KAN), provincial(2, 95, 7)]

    assert chosen_id(rows, facts(province_ids=(THAI_NGUYEN, 7, BAC_KAN))) == 2


# Days


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(SIGNED_318 - dt.timedelta(1), None, id="318-day-before"),
        pytest.param(SIGNED_318, 1, id="318-day-signed"),
        pytest.param(SIGNED_211 - dt.timedelta(1), 1, id="211-day-before"),
        pytest.param(SIGNED_211, 2, id="211-day-signed"),
    ],
)
def test_level_in_force_on_boundary_days(day: dt.date, expected: int | None) -> None:
    rows = [row(1, 80, valid_to=SIGNED_211), row(2, 85, valid_from=SIGNED_211)]

    assert chosen_id(rows, facts(), day=day) == expected


def test_superseded_level_gives_way_to_its_correction() -> None:
    rows = [row(1, 80, superseded=True), row(2, 75)]

    assert chosen_id(rows, facts()) == 2


def test_tie_gives_no_level() -> None:
    rows = [row(1, 80, region="TDMNPB"), row(2, 85, year=2022), row(3, 70)]

    answer = choose(rows, facts())

    assert answer.level is None
    assert answer.ambiguous
