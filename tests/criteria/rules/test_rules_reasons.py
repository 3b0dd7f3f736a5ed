"""The reason of a level as people read it."""

from dataclasses import replace
from typing import Any

import pytest

from criteria.rules.levels import Answer, reason
from tests.criteria.rules.rule_builders import (
    BAC_KAN,
    HARDSHIP,
    INCOME,
    POVERTY,
    QUANG_TRI,
    REGION_NAMES,
    SAFE_ZONE,
    SCHOOLS,
    SOC_TRANG,
    choose,
    facts,
    provincial,
    row,
)

POOR = {"hardship": "yes"}


def words(answer: Answer) -> str:
    return reason(answer, REGION_NAMES)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([row(1, 80)], "Mức quốc gia theo 318/QĐ-TTg.", id="318-national"),
        pytest.param(
            [row(1, 80, layer="ministry", document="1491/QĐ-BGDĐT")],
            "Mức của bộ, ngành theo 1491/QĐ-BGDĐT.",
            id="1491-ministry",
        ),
        pytest.param(
            [provincial(1, 80, BAC_KAN)],
            "Mức của tỉnh theo 1861/QĐ-UBND.",
            id="1861-province",
        ),
        pytest.param(
            INCOME,
            "Mức quốc gia năm 2022 theo 318/QĐ-TTg. "
            "Vùng áp dụng: Trung du miền núi phía Bắc.",
            id="318-income-by-year-and-region",
        ),
        pytest.param(
            [row(1, 80, status="unverified")],
            "Mức quốc gia theo 318/QĐ-TTg. Mức này chưa đối chiếu văn bản gốc.",
            id="unverified",
        ),
        pytest.param(
            [row(1, 80, status="illustrative")],
            "Mức quốc gia theo 318/QĐ-TTg. Mức minh họa.",
            id="illustrative",
        ),
    ],
)
def test_reason_of_a_level(rows: list[Any], expected: str) -> None:
    assert words(choose(rows, facts())) == expected


@pytest.mark.parametrize(
    ("region", "province", "name"),
    [
        pytest.param("BTB", QUANG_TRI, "Bắc Trung Bộ", id="318-north-central"),
        pytest.param("DBSCL", SOC_TRANG, "Đồng bằng sông Cửu Long", id="318-mekong"),
    ],
)
def test_reason_of_a_substituted_region(region: str, province: int, name: str) -> None:
    answer = choose(POVERTY, facts(region, province, classes=POOR), [HARDSHIP])

    assert words(answer) == (
        "Mức quốc gia theo 318/QĐ-TTg. "
        f"Vùng áp dụng: Trung du miền núi phía Bắc, thay cho vùng {name}. "
        "Lý do: xã đặc biệt khó khăn áp dụng mức của vùng TDMNPB (318/QĐ-TTg)."
    )


def test_reason_of_a_substituted_unknown_region() -> None:
    answer = choose(POVERTY, facts(None, classes=POOR), [HARDSHIP])

    assert "thay cho" not in words(answer)
    assert "Vùng áp dụng: Trung du miền núi phía Bắc. Lý do: xã" in words(answer)


def test_reason_prints_one_full_stop_after_the_rule() -> None:
    rule = replace(HARDSHIP, text="Xã đặc biệt khó khăn.")

    answer = choose(POVERTY, facts("BTB", classes=POOR), [rule])

    assert words(answer).endswith("Lý do: Xã đặc biệt khó khăn (318/QĐ-TTg).")


def test_reason_names_what_could_change_the_level() -> None:
    answer = choose(POVERTY, facts("BTB"), [HARDSHIP, SAFE_ZONE])

    assert words(answer).endswith(
        "Chưa rõ diện đặc biệt khó khăn; diện an toàn khu nên mức có thể khác."
    )


def test_reason_without_level_names_schools() -> None:
    answer = choose(SCHOOLS, facts())

    assert words(answer) == "Chưa có mức quy định: chưa rõ số trường học."


def test_reason_without_level_names_zone() -> None:
    by_zone = row(1, 80, attribute_scheme="zone", attribute_value="III")

    answer = choose([by_zone], facts())

    assert words(answer) == "Chưa có mức quy định: chưa rõ khu vực I, II hay III."


def test_reason_without_level_and_nothing_unknown() -> None:
    # 2.1 of 318/QĐ-TTg is left to the province, which has issued nothing.
    assert words(choose([], facts())) == "Chưa có mức quy định cho trường hợp này."


def test_reason_without_level_still_tells_the_substitution() -> None:
    answer = choose(POVERTY[1:], facts("BTB", classes=POOR), [HARDSHIP])

    assert words(answer).startswith("Chưa có mức quy định cho trường hợp này. Vùng áp")


def test_reason_of_a_tie() -> None:
    answer = choose([row(1, 80), row(2, 85)], facts())

    assert words(answer) == "Chưa có mức quy định: nhiều mức ngang nhau cùng áp dụng."


def test_reason_shows_a_region_without_name_by_its_key() -> None:
    answer = choose([row(1, 80, region="TN")], facts("TN"))

    assert words(answer).endswith("Vùng áp dụng: TN.")


def test_reason_shows_an_unnamed_scheme_by_its_key() -> None:
    by_border = row(1, 80, attribute_scheme="border", attribute_value="yes")

    assert words(choose([by_border], facts())).endswith("chưa rõ border.")
