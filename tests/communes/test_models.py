"""Every rule of the units' tables, broken in the database itself."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from communes.choices import Extent, SuccessionKind, UnitKind, UnitLevel
from communes.models import (
    Commune,
    District,
    Province,
    Succession,
    SuccessionLink,
    Unit,
)
from tests.builders import (
    make_classification,
    make_commune,
    make_unit,
    make_version,
)
from tests.communes.territory import Territory
from tests.constraints import constraints_of, refused_by

pytestmark = pytest.mark.django_db

RULES = constraints_of("communes")
START, END = dt.date(2020, 2, 1), dt.date(2025, 7, 1)
DAY = dt.timedelta(days=1)


def change(row, rule: str, **fields) -> None:
    """Write fields past every form; the rule must refuse it."""
    with refused_by(RULES[rule]):
        type(row).objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("unitversion_days_in_order", {"valid_to": dt.date(2004, 8, 31)}),
        ("unitversion_days_in_order", {"valid_to": dt.date(2004, 8, 30)}),
        ("unitversion_kind_known", {"kind": "lang"}),
        ("unitversion_has_parent_unless_province", {"parent": None}),
        ("unitversion_has_parent_unless_province", {"province": None}),
        ("unitversion_has_parent_unless_province", {"kind": UnitKind.TINH}),
        ("unitversion_has_name", {"name": ""}),
        ("unitversion_has_name", {"name_search": ""}),
        ("unitversion_has_name", {"name_sort": ""}),
    ],
)
def test_version_refuses(land: Territory, rule, fields) -> None:
    change(land.si_binh.versions.get(), rule, **fields)


def test_province_refuses_parent(land: Territory) -> None:
    version = land.province.versions.get()

    change(version, "unitversion_has_parent_unless_province", parent=land.na_ri)


def test_version_refuses_itself_as_parent(land: Territory) -> None:
    version = land.si_binh.versions.get()

    change(version, "unitversion_not_its_own_parent", parent=land.si_binh)


def test_version_refuses_second_from_same_day(land: Territory) -> None:
    land.si_binh.versions.update(valid_to=START)

    with refused_by(RULES["unitversion_starts_once"]):
        make_version(land.si_binh, province=land.province, valid_to=START)


def test_version_refuses_second_open(land: Territory) -> None:
    with refused_by(RULES["unitversion_one_open"]):
        make_version(land.si_binh, province=land.province, valid_from=START)


def test_version_refuses_open_code_twice(land: Territory) -> None:
    with refused_by(RULES["unitversion_open_code_once"]):
        make_version(make_unit(), province=land.province, code="01978")


def test_version_allows_many_without_code(land: Territory) -> None:
    make_version(make_unit(), province=land.province, code="")
    make_version(make_unit(), province=land.province, code="")


def test_version_clean_names_field_of_reversed_days(land: Territory) -> None:
    version = land.si_binh.versions.get()
    version.valid_to = version.valid_from

    with pytest.raises(ValidationError) as refusal:
        version.full_clean()

    assert "valid_to" in refusal.value.message_dict


def test_unit_refuses_unknown_level(land: Territory) -> None:
    change(land.si_binh, "unit_level_known", level="vung")


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("classification_days_in_order", {"valid_to": dt.date(2004, 8, 31)}),
        ("classification_scheme_known", {"scheme": "mau"}),
        ("classification_scheme_known", {"value": ""}),
    ],
)
def test_classification_refuses(land: Territory, rule, fields) -> None:
    change(make_classification(land.si_binh), rule, **fields)


def test_classification_refuses_second_from_same_day(land: Territory) -> None:
    make_classification(land.si_binh, valid_to=START)

    with refused_by(RULES["classification_starts_once"]):
        make_classification(land.si_binh, valid_to=END)


def test_classification_refuses_second_open(land: Territory) -> None:
    make_classification(land.si_binh)

    with refused_by(RULES["classification_one_open"]):
        make_classification(land.si_binh, valid_from=START)


@pytest.fixture
def link(land: Territory) -> SuccessionLink:
    succession = Succession.objects.create(
        day=START, kind=SuccessionKind.MERGE, document=land.document
    )
    return SuccessionLink.objects.create(
        succession=succession,
        predecessor=land.si_binh,
        successor=land.vu_muon,
        extent=Extent.WHOLE,
        is_main=True,
    )


def test_succession_refuses_unknown_kind(link: SuccessionLink) -> None:
    change(link.succession, "succession_kind_known", kind="mua")


def test_link_refuses_unknown_extent(link: SuccessionLink) -> None:
    change(link, "successionlink_extent_known", extent="half")


def test_link_refuses_unit_succeeding_itself(link: SuccessionLink) -> None:
    change(link, "successionlink_two_units", successor=link.predecessor)


def test_link_refuses_same_pair_twice(link: SuccessionLink) -> None:
    link.pk, link.is_main = None, False

    with refused_by(RULES["successionlink_once"]):
        link.save()


def test_link_refuses_second_main_successor(link: SuccessionLink) -> None:
    link.pk, link.successor = None, make_unit()

    with refused_by(RULES["successionlink_one_main"]):
        link.save()


def test_every_constraint_is_broken_here() -> None:
    files = [Path(__file__), Path(__file__).with_name("test_maps_models.py")]
    text = "".join(file.read_text(encoding="utf-8") for file in files)

    assert not [name for name in RULES if name not in text]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (START - DAY, False),
        (START, True),
        (END - DAY, True),
        (END, False),
    ],
    ids=["eve", "first day", "last day", "day after"],
)
def test_in_force_on_is_half_open(land: Territory, day, expected) -> None:
    unit = make_commune(parent=land.na_ri, valid_from=START, valid_to=END)

    assert unit.versions.in_force_on(day).exists() is expected
    assert Unit.objects.in_force_on(day).filter(pk=unit.pk).exists() is expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (dt.date(2019, 1, 1), START, False),
        (dt.date(2019, 1, 1), START + DAY, True),
        (END - DAY, None, True),
        (END, None, False),
        (dt.date(2019, 1, 1), None, True),
    ],
)
def test_overlapping_counts_common_days(land, start, end, expected) -> None:
    unit = make_commune(parent=land.na_ri, valid_from=START, valid_to=END)

    assert unit.versions.overlapping(start, end).exists() is expected


def test_open_version_is_in_force_for_ever(land: Territory) -> None:
    assert land.si_binh.versions.in_force_on(dt.date(2100, 1, 1)).exists()


def test_levels_have_their_own_managers(land: Territory) -> None:
    assert [unit.pk for unit in Province.objects.all()] == [land.province.pk]
    assert District.objects.count() == 2
    assert Commune.objects.in_force_on(START).count() == 2


def test_unit_is_called_as_in_its_newest_version(land: Territory) -> None:
    assert str(land.si_binh) == "Xã Sĩ Bình"
    assert str(make_unit(UnitLevel.VILLAGE)).startswith("#")
