from decimal import Decimal

import pytest
from django.utils.translation import override

from criteria.models import Band
from criteria.rules.outcomes import Counting
from reporting.pages.parts import band_css, band_label, missing_words, number, signed
from reporting.reports.rows import CommuneRow


def make_row(letters):
    return CommuneRow(
        unit_id=1,
        name="Sĩ Bình",
        kind="xa",
        name_sort="",
        name_search="si binh",
        code="01978",
        district_id=None,
        has_results=bool(letters),
        met=letters.count("M"),
        assessed=len(letters) - letters.count("?"),
        letters=letters,
        illustrative=False,
        estimates=0,
        unverified_levels=0,
        illustrative_levels=0,
        source=None,
        met_before=None,
    )


@pytest.mark.parametrize(
    ("minimum", "maximum", "label"),
    [(19, 19, "đủ 19"), (15, 18, "15–18"), (0, 4, "dưới 5")],
)
def test_band_label_says_the_range(minimum, maximum, label):
    assert band_label(Band(minimum=minimum, maximum=maximum)) == label


@pytest.mark.parametrize(
    ("value", "text"), [(2, "+2"), (0, "0"), (-1, "−1"), (-12, "−12")]
)
def test_signed_writes_the_sign(value, text):
    assert signed(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, 0, "chưa có"),
        (0, 0, "0"),
        (1248, 0, "1.248"),
        (Decimal("13"), 1, "13,0"),
        (20.83, 1, "20,8"),
        (Decimal("-0.5"), 1, "−0,5"),
        (-5, 0, "−5"),
    ],
)
def test_number_is_written_in_vietnamese(value, decimals, text):
    assert number(value, decimals) == text


def test_number_is_written_in_english():
    with override("en"):
        assert number(Decimal("1248.5"), 1) == "1,248.5"


@pytest.mark.parametrize(
    ("minima", "css"),
    [
        ([19, 15, 10, 5, 0], ["b19", "b15", "b10", "b5", "b0"]),
        ([10, 5, 0], ["b19", "b15", "b0"]),
        ([1, 0], ["b19", "b0"]),
    ],
    ids=["five", "three", "two"],
)
def test_band_css_keeps_the_colours_of_the_ends(minima, css):
    bands = [Band(minimum=m, maximum=m) for m in minima]

    assert list(band_css(bands).values()) == css


@pytest.mark.parametrize(
    ("letters", "text"),
    [
        ("MMM", "không thiếu"),
        ("MFM", "2"),
        ("FMF", "1, 3"),
        ("FM?", "1; 1 chưa đánh giá"),
        ("MM?", "1 chưa đánh giá"),
    ],
)
def test_missing_words_keeps_failing_and_open_apart(letters, text):
    row = make_row(letters=letters)
    counting = Counting(not_applicable_counts=True, basically_met_counts=False)

    said = missing_words(row, [1, 2, 3], counting)

    assert said == text


@pytest.mark.parametrize(
    ("value", "text"), [(Decimal("9.375"), "9,4"), (Decimal("12.28125"), "12,3")]
)
def test_number_rounds_instead_of_cutting_off(value, text):
    assert number(value, 1) == text
