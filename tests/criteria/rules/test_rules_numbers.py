"""Numbers as people read them."""

from decimal import Decimal

import pytest
from django.utils import translation

from criteria.rules.distance import (
    format_vi,
)


@pytest.mark.parametrize(
    ("given_number", "decimals", "vietnamese", "english"),
    [
        ("1234.5", 1, "1.234,5", "1,234.5"),
        ("1234567", 0, "1.234.567", "1,234,567"),
        ("75.50", 1, "75,5", "75.5"),
        ("80.0000", 2, "80", "80"),
        ("100", 0, "100", "100"),
        ("1000", 1, "1.000", "1,000"),
        ("0", 1, "0", "0"),
        ("0.05", 1, "0,1", "0.1"),
        ("12.25", 1, "12,3", "12.3"),
        ("13.31", 2, "13,31", "13.31"),
        ("-2.6", 1, "−2,6", "−2.6"),
        ("-0.04", 1, "0", "0"),
    ],
)
def test_format_vi(
    given_number: str, decimals: int, vietnamese: str, english: str
) -> None:
    assert format_vi(Decimal(given_number), decimals) == vietnamese
    with translation.override("en"):
        assert format_vi(Decimal(given_number), decimals) == english


def test_format_vi_without_language_is_vietnamese() -> None:
    with translation.override(None):
        assert format_vi(Decimal("2.6"), 1) == "2,6"
