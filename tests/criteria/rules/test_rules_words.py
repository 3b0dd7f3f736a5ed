"""Values, levels and distances in words. `_` stands for a no-break space."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.choices import MeasureKind, Operator, Outcome
from criteria.rules.distance import (
    level_words,
    value_words,
    words,
)
from criteria.rules.outcomes import judge

MONEY = "triệu đồng/người/năm"
GRADES = {1: "Trung bình", 2: "Khá", 3: "Tốt"}


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def spaced(text: str) -> str:
    return text.replace("_", "\u00a0")


# Words of distance


@pytest.mark.parametrize(
    ("value", "operator", "level", "kind", "unit", "expected"),
    [
        pytest.param(
            "36.4",
            "ge",
            "39",
            "number",
            MONEY,
            "Còn thiếu 2,6_triệu đồng/người/năm",
            id="318-10-income-below",
        ),
        pytest.param(
            "40.5",
            "ge",
            "39",
            "number",
            MONEY,
            "Đạt, cao hơn mức 1,5_triệu đồng/người/năm",
            id="318-10-income-above",
        ),
        pytest.param(
            "68", "ge", "80", "percent", "%", "Còn thiếu 12_điểm_%", id="318-3.1-below"
        ),
        pytest.param(
            "82",
            "ge",
            "80",
            "percent",
            "%",
            "Đạt, cao hơn mức 2_điểm_%",
            id="318-3.1-above",
        ),
        pytest.param(
            "80", "ge", "80", "percent", "%", "Đạt, đúng mức", id="318-3.1-at-level"
        ),
        pytest.param(
            "14.4",
            "le",
            "13",
            "percent",
            "%",
            "Còn cao hơn mức 1,4_điểm_%",
            id="318-11-poverty-above",
        ),
        pytest.param(
            "9", "le", "13", "percent", "%", "Đạt, thấp hơn mức 4_điểm_%", id="318-11"
        ),
        pytest.param("13", "le", "13", "percent", "%", "Đạt, đúng mức", id="318-11-at"),
        pytest.param("11", "eq", "0", "count", "nhà", "Còn 11_nhà", id="318-9.1"),
        pytest.param("11", "le", "0", "count", "nhà", "Còn 11_nhà", id="9.1-as-limit"),
        pytest.param("3", "eq", "0", "percent", "%", "Còn 3_%", id="none-may-be-left"),
        pytest.param("0", "eq", "0", "count", "nhà", "Đạt, đúng mức", id="9.1-met"),
        pytest.param("1", "eq", "3", "count", "nhà", "Còn thiếu 2_nhà", id="eq-below"),
        pytest.param(
            "5", "eq", "3", "count", "nhà", "Còn cao hơn mức 2_nhà", id="eq-above"
        ),
        pytest.param("2", "ge", "3", "number", "", "Còn thiếu 1", id="no-unit"),
        pytest.param("1", "eq", "1", "yes_no", "", "Đạt", id="318-1.1-yes"),
        pytest.param("0", "eq", "1", "yes_no", "", "Còn phải hoàn thành", id="318-1.1"),
        pytest.param("0", "ge", "1", "yes_no", "", "Còn phải hoàn thành", id="yes-ge"),
        pytest.param("1", "ge", "2", "choice", "", "Còn thấp hơn mức", id="choice-ge"),
        pytest.param("3", "ge", "2", "choice", "", "Đạt, cao hơn mức", id="choice-met"),
        pytest.param("2", "ge", "2", "choice", "", "Đạt, đúng mức", id="choice-at"),
        pytest.param("3", "le", "2", "choice", "", "Còn cao hơn mức", id="choice-le"),
        pytest.param(
            "1", "le", "2", "choice", "", "Đạt, thấp hơn mức", id="choice-le2"
        ),
        pytest.param(None, "ge", "80", "percent", "%", "Chưa có giá trị", id="none"),
        pytest.param(
            "68", "ge", None, "percent", "%", "Chưa có mức quy định", id="318-2.1"
        ),
        pytest.param(
            None, "eq", "1", "yes_no", "", "Chưa có giá trị", id="yes-no-no-value"
        ),
        pytest.param(None, "ge", None, "count", "", "Chưa có giá trị", id="neither"),
    ],
)
def test_words(
    value: str | None,
    operator: str,
    level: str | None,
    kind: str,
    unit: str,
    expected: str,
) -> None:
    found = words(number(value), operator, number(level), kind, unit, 1)

    assert found == spaced(expected)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        pytest.param("79.96", 1, "Còn thiếu 0,04_điểm_%", id="second-decimal"),
        pytest.param("79.96", 0, "Còn thiếu 0,04_điểm_%", id="from-none"),
        pytest.param("79.6", 0, "Còn thiếu 0,4_điểm_%", id="one-more"),
        pytest.param("79.9999", 1, "Còn thiếu 0,0001_điểm_%", id="finest-stored"),
        pytest.param("79.99999", 1, "Còn thiếu 0,0001_điểm_%", id="finer-than-stored"),
        pytest.param("80.04", 1, "Đạt, cao hơn mức 0,04_điểm_%", id="above"),
    ],
)
def test_words_never_say_a_gap_of_zero(
    value: str, decimals: int, expected: str
) -> None:
    found = words(Decimal(value), "ge", Decimal(80), "percent", "%", decimals)

    assert found == spaced(expected)


# Words of levels and values


@pytest.mark.parametrize(
    ("operator", "level", "kind", "unit", "expected"),
    [
        pytest.param("ge", "80", "percent", "%", "từ 80_%", id="318-3.1"),
        pytest.param("le", "12", "percent", "%", "không quá 12_%", id="318-11"),
        pytest.param(
            "le", "6.5000", "percent", "%", "không quá 6,5_%", id="318-11-btb"
        ),
        pytest.param("eq", "0", "count", "nhà", "bằng 0_nhà", id="318-9.1"),
        pytest.param("ge", "39", "number", MONEY, f"từ 39_{MONEY}", id="318-10"),
        pytest.param("eq", "1", "yes_no", "", "Đạt", id="318-1.1"),
        pytest.param("ge", "2", "choice", "", "từ Khá", id="choice"),
        pytest.param("ge", "9", "choice", "", "từ 9", id="choice-without-name"),
        pytest.param("ge", None, "percent", "%", "Chưa có mức quy định", id="318-2.1"),
    ],
)
def test_level_words(
    operator: str, level: str | None, kind: str, unit: str, expected: str
) -> None:
    found = level_words(operator, number(level), kind, unit, 0, GRADES)

    assert found == spaced(expected)


def test_level_words_need_no_options() -> None:
    assert level_words("ge", Decimal(2), "choice", "", 0) == "từ 2"


def test_level_words_refuse_unknown_operator() -> None:
    with pytest.raises(ValueError, match="gt"):
        level_words("gt", Decimal(2), "percent", "%", 0)


@pytest.mark.parametrize(
    ("value", "kind", "unit", "expected"),
    [
        ("75.5", "percent", "%", "75,5_%"),
        ("75.25", "percent", "%", "75,3_%"),
        ("1234", "count", "hộ", "1.234_hộ"),
        ("36.4", "number", MONEY, f"36,4_{MONEY}"),
        ("0", "percent", "%", "0_%"),
        ("1", "yes_no", "", "Đạt"),
        ("0", "yes_no", "", "Chưa"),
        ("3", "choice", "", "Tốt"),
        ("2.5", "choice", "", "2,5"),
        (None, "percent", "%", "Chưa có giá trị"),
        (None, "yes_no", "", "Chưa có giá trị"),
    ],
)
def test_value_words(value: str | None, kind: str, unit: str, expected: str) -> None:
    assert value_words(number(value), kind, unit, 1, GRADES) == spaced(expected)


def test_value_words_refuse_unknown_kind() -> None:
    with pytest.raises(ValueError, match="share"):
        value_words(None, "share", "%", 0)


# What must hold of any value

values = st.decimals(0, 10_000, places=4)
operators = st.sampled_from([str(o) for o in Operator])
kinds = st.sampled_from([str(k) for k in MeasureKind])


@given(values, operators, values, kinds, st.integers(0, 4))
def test_words_say_met_exactly_when_met(
    value: Decimal, operator: str, level: Decimal, kind: str, decimals: int
) -> None:
    text = words(value, operator, level, kind, "hộ", decimals)

    is_met = judge(value, operator, level) == Outcome.MET
    assert text.startswith("Đạt") == is_met
    assert text.startswith("Còn") != is_met
    assert " 0\u00a0" not in text


@given(values, st.integers(0, 4))
def test_level_words_never_round(level: Decimal, decimals: int) -> None:
    text = level_words("ge", level, "percent", "%", decimals)

    digits = text.removeprefix("từ ").removesuffix("\u00a0%")
    assert Decimal(digits.replace(".", "").replace(",", ".")) == level
