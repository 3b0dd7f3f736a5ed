"""Small provinces with results, judged by the rules like real ones."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.actions import record_results
from assessments.actions.accounts import Account
from assessments.models import Period
from communes.choices import UnitKind
from communes.models import Unit
from criteria.book import Entered
from criteria.models import Band, CriteriaSet
from tests.builders import (
    AS_OF,
    make_commune,
    make_district,
    make_document,
    make_period,
    make_province,
    make_set,
    publish,
)

# A set of six criteria: met at 80 %.
SIZE = 6
BANDS = [(6, 6), (3, 5), (0, 2)]
NAMES = ["Ân Tình", "Bộc Bố", "Cổ Linh", "Đồng Phúc", "Sĩ Bình", "Yên Mỹ"]


@dataclass
class World:
    """A province of one district and one ward, its set and its years, latest first.

    `misses` says how many criteria each commune misses in 2021.
    """

    misses: tuple[int, ...]
    province: Unit
    district: Unit
    ward: Unit
    communes: list[Unit]
    criteria_set: CriteriaSet
    periods: list[Period]


def make_world(
    misses: tuple[int, ...] = (0, 1, 2), years: tuple[int, ...] = (2021, 2020)
) -> World:
    """A world with confirmed results of `years`."""
    province = make_province()
    district = make_district(parent=province, province=province)
    world = World(
        misses=misses,
        province=province,
        district=district,
        ward=make_commune("Đức Xuân", parent=district, kind=UnitKind.PHUONG),
        communes=[make_commune(_name(i), parent=district) for i in range(len(misses))],
        criteria_set=make_banded_set(),
        periods=[],
    )
    for year in years:
        record_year(world, year)
    return world


def _name(place: int) -> str:
    name, turn = NAMES[place % len(NAMES)], place // len(NAMES)
    return f"{name} {turn + 1}" if turn else name


def make_banded_set(size: int = SIZE) -> CriteriaSet:
    """A set whose first criterion is yes or no and the others a percentage."""
    kinds = ["yes_no", *["percent"] * (size - 1)]
    criteria_set = make_set(*kinds, published=False)
    for minimum, maximum in BANDS:
        Band.objects.create(criteria_set=criteria_set, minimum=minimum, maximum=maximum)
    publish(criteria_set)
    return criteria_set


def open_year(world: World, year: int) -> Period:
    """The period of a year, judged by the world's set."""
    period = make_period(world.criteria_set, year=year, as_of=dt.date(year, 12, 31))
    world.periods.append(period)
    return period


def record_year(world: World, year: int) -> Period:
    """Confirmed results of every commune; each year before 2021 one criterion less."""
    period = open_year(world, year)
    missed = [min(SIZE, number + AS_OF.year - year) for number in world.misses]
    pairs = zip(world.communes, missed, strict=True)
    record(world, period, {unit.pk: account(number) for unit, number in pairs})
    return period


def record(world: World, period: Period, accounts: dict[int, Account]) -> None:
    """One document's accounts, chosen."""
    record_results(
        period=period,
        criteria_set=world.criteria_set,
        document=make_document(),
        accounts=accounts,
        origin="test",
        chosen_reason="Báo cáo cuối năm",
    )


def account(missed: int, **over: Any) -> Account:
    """Values that miss the last `missed` criteria."""
    values = {
        f"{number}.1": Entered(_value(number, number <= SIZE - missed))
        for number in range(1, SIZE + 1)
    }
    return Account(values=values, **over)


def _value(number: int, is_met: bool) -> Decimal:
    return Decimal(is_met) if number == 1 else Decimal(90 if is_met else 60)
