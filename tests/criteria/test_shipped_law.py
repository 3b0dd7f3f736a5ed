"""What the shipped files of the law hold."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from unicodedata import is_normalized

import pytest
import yaml
from django.conf import settings

from communes.choices import REGION_NAMES
from criteria.choices import Trust
from criteria.imports.checks import check
from criteria.imports.library import read_folder
from criteria.models import (
    CriteriaSet,
    Criterion,
    Level,
)
from criteria.rules.levels import Facts, choose_level
from tests.builders import make_province
from tests.criteria.small_law import (
    load_shipped,
)

SHIPPED = Path(settings.BASE_DIR) / "data" / "criteria"


@pytest.fixture(scope="module")
def shipped():
    return read_folder(SHIPPED)


def test_shipped_files_pass_every_check(shipped):
    assert check(shipped) == []


def test_shipped_yaml_is_composed_unicode(shipped):
    assert all(
        is_normalized("NFC", path.read_text(encoding="utf-8"))
        for path in SHIPPED.iterdir()
    )


@pytest.mark.parametrize(
    ("key", "criteria", "indicators"),
    [
        pytest.param("commune-ntm-2016-2020", 19, 49, id="1980/QĐ-TTg"),
        pytest.param("commune-ntm-2021-2025", 19, 57, id="318/QĐ-TTg"),
        pytest.param("commune-ntm-2021-2025-amended-2024", 19, 57, id="211/QĐ-TTg"),
    ],
)
def test_shipped_counts(shipped, key, criteria, indicators):
    found = shipped.sets[key].criteria

    assert len(found) == criteria
    assert sum(len(criterion.indicators) for criterion in found) == indicators


def test_shipped_uses_every_measure(shipped):
    used = {i.measure for s in shipped.sets.values() for i in s.walk() if i.measure}

    assert used == set(shipped.measures)


def test_shipped_invented_levels_are_marked(shipped):
    text = yaml.safe_load((SHIPPED / "bac-kan-illustrative.yaml").read_text("utf-8"))
    invented = [
        level
        for found in shipped.provincial
        for _code, level in found.levels
        if level.document == text["document"]
    ]

    assert invented
    assert {level.status for level in invented} == {Trust.ILLUSTRATIVE}
    assert shipped.documents[text["document"]].is_illustrative


def test_shipped_national_levels_are_never_illustrative(shipped):
    levels = [x for s in shipped.sets.values() for i in s.walk() for x in i.levels]

    assert Trust.ILLUSTRATIVE not in {level.status for level in levels}


def test_shipped_verified_levels_have_sources(shipped):
    levels = [x for s in shipped.sets.values() for i in s.walk() for x in i.levels]
    bare = [
        x.where
        for x in levels
        if x.status == Trust.VERIFIED and "http" not in x.source_note
    ]

    assert bare == []


def answers(shipped, key, day, classes):
    """The level of every leaf of a set for a commune of Bắc Kạn."""
    criteria_set = shipped.sets[key]
    facts = Facts(day.year, "TDMNPB", None, (6,), classes)
    rows = {
        leaf.code: [level.as_row(n) for n, level in enumerate(leaf.levels)]
        for leaf in criteria_set.walk()
        if leaf.measure
    }
    for found in shipped.provincial:
        for code, level in found.levels if found.set_key == key else ():
            rows[code].append(level.as_row(len(rows[code]), province_id=6))
    return {code: choose_level(r, facts, [], day).level for code, r in rows.items()}


@pytest.mark.parametrize("schools", ["le3", "gt3"])
@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("commune-ntm-2016-2020", dt.date(2020, 12, 31)),
        ("commune-ntm-2016-2020", dt.date(2021, 12, 31)),
        ("commune-ntm-2021-2025", dt.date(2022, 12, 31)),
    ],
)
def test_shipped_judges_every_leaf_of_bac_kan(shipped, key, day, schools):
    found = answers(shipped, key, day, {"schools": schools})

    assert [code for code, level in found.items() if level is None] == []


def test_shipped_has_no_level_of_clean_water_from_2024(shipped):
    key, day = "commune-ntm-2021-2025-amended-2024", dt.date(2024, 12, 31)

    found = answers(shipped, key, day, {"schools": "le3"})

    missing = [code for code, level in found.items() if level is None]
    assert missing == ["17.1a", "17.1b"]


@pytest.mark.parametrize(
    ("key", "year", "code", "value"),
    [
        ("commune-ntm-2016-2020", 2020, "4.2", "95"),
        ("commune-ntm-2016-2020", 2021, "10", "36"),
        ("commune-ntm-2016-2020", 2021, "15.3", "26.7"),
        ("commune-ntm-2021-2025", 2022, "10", "39"),
        ("commune-ntm-2021-2025", 2022, "5b", "50"),
        ("commune-ntm-2021-2025", 2022, "11", "13"),
        ("commune-ntm-2021-2025", 2022, "15.4", "50"),
    ],
)
def test_shipped_level_of_a_commune(shipped, key, year, code, value):
    found = answers(shipped, key, dt.date(year, 12, 31), {"schools": "le3"})

    assert found[code].value == Decimal(value)


def test_shipped_composites(shipped):
    composites = {i.code for s in shipped.sets.values() for i in s.walk() if i.parts}

    assert composites == {
        *("5", "7", "12.1", "12.2", "14.1", "14.2", "15.1", "17.1", "18.4")
    }


@pytest.mark.slow
@pytest.mark.django_db
def test_shipped_loads_once():
    make_province("Bắc Kạn", code="06")
    load_shipped()

    assert load_shipped() == "Không có gì phải làm.\n"
    assert CriteriaSet.objects.filter(published_at__isnull=False).count() == 3
    regions = set(Level.objects.values_list("region", flat=True))
    assert regions - {""} == set(REGION_NAMES)
    assert not Criterion.objects.filter(indicators__isnull=True).exists()
