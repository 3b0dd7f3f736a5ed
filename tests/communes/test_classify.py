import datetime as dt

import pytest

from communes.actions import classify
from communes.choices import Basis, Scheme
from communes.errors import UnitsError
from tests.builders import make_classification
from tests.communes.territory import DAY, Territory

EVE = DAY - dt.timedelta(days=1)


def to_zone(land: Territory, value: str, day: dt.date = DAY, **over):
    return classify(
        unit=land.si_binh,
        scheme=Scheme.ZONE,
        value=value,
        day=day,
        document=land.document,
        **over,
    )


def test_classify_ends_former_class_on_the_day(land: Territory) -> None:
    make_classification(land.si_binh, value="III")

    to_zone(land, "I", basis=Basis.INFERRED)

    rows = land.si_binh.classifications
    assert rows.in_force_on(EVE).get().value == "III"
    assert rows.in_force_on(DAY).get().value == "I"
    assert rows.in_force_on(DAY).get().basis == Basis.INFERRED


def test_classify_leaves_other_schemes_alone(land: Territory) -> None:
    make_classification(land.si_binh, scheme=Scheme.HARDSHIP, value="dbkk")

    to_zone(land, "III")

    assert land.si_binh.classifications.in_force_on(DAY).count() == 2


@pytest.mark.parametrize(
    ("value", "day", "field"),
    [
        ("III", DAY, "value"),
        ("I", dt.date(2004, 8, 30), "day"),
        ("I", dt.date(2004, 8, 31), "day"),
        (" ", DAY, "value"),
    ],
    ids=["same class", "unit not in force", "classed that day", "empty"],
)
def test_classify_refuses(land: Territory, value, day, field) -> None:
    make_classification(land.si_binh, value="III")

    with pytest.raises(UnitsError) as refusal:
        to_zone(land, value, day)

    assert land.si_binh.classifications.get().valid_to is None
    assert refusal.value.field == field


def test_classify_refuses_before_later_class(land: Territory) -> None:
    make_classification(land.si_binh, valid_from=dt.date(2021, 6, 4))

    with pytest.raises(UnitsError, match="hoặc sau đó"):
        to_zone(land, "I")


def test_classify_ends_with_unit_that_has_ended_since(land: Territory) -> None:
    end = dt.date(2025, 7, 1)
    land.si_binh.versions.update(valid_to=end)

    row = to_zone(land, "III")

    assert row.valid_to == end
    assert not land.si_binh.classifications.in_force_on(end).exists()
