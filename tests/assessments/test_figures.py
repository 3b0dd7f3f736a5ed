"""Which published figures cannot be, and why."""

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from assessments.rules.figures import Figure, impossible

DAY = dt.date(2021, 12, 31)
numbers = count(1)


def figure(metric: str, value: Any, **over: Any) -> Figure:
    """A figure of one statement about 19 criteria."""
    said = {"as_of": DAY, "source": (1, "ntm", DAY, 1), "set_size": 19, **over}
    return Figure(id=next(numbers), metric=metric, value=Decimal(str(value)), **said)


def bands(full: int, high: int, middle: int, low: int, **over: Any) -> list[Figure]:
    limits = [(19, 19), (15, 18), (10, 14), (5, 9)]
    counts = [full, high, middle, low]
    return [
        figure("in_band", n, band=band, **over)
        for band, n in zip(limits, counts, strict=True)
    ]


def reasons(*figures: Figure) -> str:
    return " ".join(text for said in impossible(figures).values() for text in said)


def test_figures_of_2021_are_possible() -> None:
    assert impossible([*bands(20, 6, 58, 12), figure("average", 13)]) == {}


def test_average_of_rounded_figures_is_possible() -> None:
    told = bands(20, 6, 58, 12, denominator=96)

    assert impossible([*told, figure("average", 13)]) == {}


@pytest.mark.parametrize(
    ("impossible_figure", "words"),
    [
        (figure("meets_all", 97, denominator=96), "hơn tổng số 96"),
        (figure("recognised", "20.5"), "số nguyên"),
        (figure("average", "19.2"), "lớn hơn 19"),
        (figure("in_band", 3, band=(15, 20)), "vượt quá 19"),
    ],
)
def test_figure_that_contradicts_itself_is_told(impossible_figure, words) -> None:
    assert words in reasons(impossible_figure)


def test_bands_of_more_communes_than_there_are_are_told() -> None:
    told = [*bands(20, 6, 58, 13), figure("communes", 96)]

    assert "được 97, hơn tổng số 96" in reasons(*told)


def test_bands_that_overlap_are_told() -> None:
    told = [
        figure("in_band", 3, band=(15, 18)),
        figure("in_band", 4, band=(10, 15)),
    ]

    assert len(impossible(told)) == 2


def test_average_outside_the_bands_is_told() -> None:
    told = [*bands(20, 6, 58, 12, denominator=96), figure("average", "15.1")]

    assert "từ 11,56 đến 14,67" in reasons(*told)


def test_average_beside_incomplete_bands_is_left_alone() -> None:
    told = [*bands(20, 6, 58, 11, denominator=96), figure("average", "15.1")]

    assert impossible(told) == {}


def test_top_band_that_differs_from_the_whole_is_told() -> None:
    assert "Khác số xã đạt đủ" in reasons(
        *bands(20, 6, 58, 12), figure("meets_all", 21)
    )


def test_more_in_the_year_than_ever_is_told() -> None:
    told = [figure("recognised", 21), figure("recognised_in_year", 22)]

    assert "đã công nhận" in reasons(*told)


def test_figures_of_two_documents_are_not_compared() -> None:
    other = (1, "ntm", DAY, 2)
    told = [figure("recognised", 21), figure("recognised_in_year", 22, source=other)]

    assert impossible(told) == {}


def test_unknown_set_leaves_the_average_alone() -> None:
    assert impossible([figure("average", 25, set_size=None)]) == {}
