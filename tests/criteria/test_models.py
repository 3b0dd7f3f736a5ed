"""Each constraint of the law's tables, broken in the database itself."""

import datetime as dt
from contextlib import contextmanager

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from criteria.models import Level, MeasureOption
from tests.builders import make_document, make_province
from tests.criteria import builders as make

pytestmark = pytest.mark.django_db

FIRST = dt.date(2016, 12, 1)
SECOND = dt.date(2022, 3, 8)


@contextmanager
def refused(name):
    """SQLite names the columns of a plain unique constraint, not the constraint."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        yield


def test_measure_kind_known():
    with refused("measure_kind_known"):
        make.make_measure(kind="guess")


def test_measure_on_merger_known():
    with refused("measure_kind_known"):
        make.make_measure(on_merger="guess")


def test_measure_decimals_at_most_four():
    with refused("measure_decimals_at_most_four"):
        make.make_measure(decimals=5)


def test_measure_key_once():
    make.make_measure(key="power")

    with refused("key"):
        make.make_measure(key="power")


def test_measure_option_once():
    measure = make.make_measure(kind="choice")
    MeasureOption.objects.create(measure=measure, value=1, name_vi="a", name_en="a")

    with refused("measureoption_value_once|measure_id, .*value"):
        MeasureOption.objects.create(measure=measure, value=1, name_vi="b", name_en="b")


def test_set_days_in_order():
    with refused("criteriaset_days_in_order"):
        make.make_set(valid_from=FIRST, valid_to=FIRST)


def test_set_tier_known():
    with refused("criteriaset_tier_known"):
        make.make_set(tier="gold")


def test_set_unit_level_known():
    with refused("criteriaset_tier_known"):
        make.make_set(unit_level="region")


def test_set_amends_another():
    criteria_set = make.make_set()
    criteria_set.amends = criteria_set

    with refused("criteriaset_amends_another"):
        criteria_set.save()


def test_group_code_once():
    criteria_set = make.make_set()
    make.make_group(criteria_set, code="I")

    with refused("criteriongroup_code_once|criteria_set_id, .*code"):
        make.make_group(criteria_set, code="I")


def test_band_minimum_once():
    criteria_set = make.make_set()
    make.make_band(criteria_set, minimum=5, maximum=9)

    with refused("band_minimum_once|criteria_set_id, .*minimum"):
        make.make_band(criteria_set, minimum=5, maximum=8)


def test_band_limits_in_order():
    with refused("band_limits_in_order"):
        make.make_band(make.make_set(), minimum=9, maximum=8)


def test_criterion_number_once():
    criterion = make.make_criterion(number=4)

    with refused("criterion_number_once|criteria_set_id, .*number"):
        make.make_criterion(criterion.criteria_set, number=4)


def test_criterion_number_from_one():
    with refused("criterion_number_from_one"):
        make.make_criterion(number=0)


def test_lead_once():
    criterion = make.make_criterion()
    make.make_lead(criterion)

    with refused("criterionlead_once|criterion_id, .*sector"):
        make.make_lead(criterion)


def test_lead_days_in_order():
    with refused("criterionlead_days_in_order"):
        make.make_lead(make.make_criterion(), valid_from=FIRST, valid_to=FIRST)


def test_indicator_code_once():
    criterion = make.make_criterion()
    make.make_indicator(criterion, code="4.1", position=1)

    with refused("indicator_code_once|criterion_id, .*code"):
        make.make_indicator(criterion, code="4.1", position=2)


def test_indicator_position_once():
    criterion = make.make_criterion()
    make.make_indicator(criterion, code="4.1", position=1)

    with refused("indicator_position_once|criterion_id, .*position"):
        make.make_indicator(criterion, code="4.2", position=1)


@pytest.mark.parametrize(
    "over",
    [
        pytest.param({"operator": ""}, id="measure without operator"),
        pytest.param({"operator": "gt"}, id="unknown operator"),
        pytest.param({"combine": "all"}, id="leaf that combines"),
        pytest.param({"measure": None}, id="operator without measure"),
        pytest.param({"measure": None, "operator": ""}, id="neither"),
        pytest.param(
            {"measure": None, "operator": "", "combine": "most"}, id="unknown combine"
        ),
    ],
)
def test_indicator_leaf_or_composite(over):
    with refused("indicator_leaf_or_composite"):
        make.make_indicator(**over)


@pytest.mark.parametrize(
    ("combine", "at_least"),
    [
        pytest.param("at_least", None, id="number missing"),
        pytest.param("at_least", 0, id="none of them"),
        pytest.param("all", 2, id="number without need"),
    ],
)
def test_indicator_at_least_has_number(combine, at_least):
    with refused("indicator_at_least_has_number"):
        make.make_indicator(
            measure=None, operator="", combine=combine, at_least=at_least
        )


def test_indicator_composite_is_accepted():
    indicator = make.make_indicator(
        measure=None, operator="", combine="at_least", at_least=2
    )

    assert indicator.pk


def test_level_days_in_order():
    with refused("level_days_in_order"):
        make.make_level(valid_from=FIRST, valid_to=FIRST)


def test_level_layer_known():
    with refused("level_layer_known"):
        make.make_level(layer="district")


def test_level_status_known():
    with refused("level_layer_known"):
        make.make_level(status="guessed")


@pytest.mark.parametrize(
    "over",
    [
        {"attribute_scheme": "schools", "attribute_value": ""},
        {"attribute_scheme": "", "attribute_value": "gt3"},
    ],
    ids=["no value", "no scheme"],
)
def test_level_attribute_paired(over):
    with refused("level_attribute_paired"):
        make.make_level(**over)


def test_level_province_when_provincial():
    with refused("level_province_when_provincial"):
        make.make_level(layer="province")


def test_level_province_only_when_provincial():
    with refused("level_province_when_provincial"):
        make.make_level(layer="national", province=make_province())


def test_level_verified_paired():
    with refused("level_verified_paired"):
        make.make_level(verified_at=timezone.now())


def test_level_verified_by_needs_a_time():
    person = get_user_model().objects.create(username="hoa")

    with refused("level_verified_paired"):
        make.make_level(verified_by=person)


def test_level_superseded_by_another():
    level = make.make_level()

    with refused("level_superseded_by_another"):
        Level.objects.filter(pk=level.pk).update(superseded_by=level)


@pytest.mark.parametrize(
    "over",
    [
        {},
        {"region": ""},
        {"year": 2021},
        {"group": "1"},
        {"attribute_scheme": "schools", "attribute_value": "gt3"},
    ],
    ids=["region", "any", "year", "group", "attribute"],
)
def test_level_live_once(over):
    indicator = make.make_indicator()
    make.make_level(indicator, **over)

    with refused("level_live_once"):
        make.make_level(indicator, value=80, **over)


def test_level_live_once_per_province():
    indicator, province = make.make_indicator(), make_province()
    make.make_level(indicator, layer="province", province=province)

    with refused("level_live_once"):
        make.make_level(indicator, layer="province", province=province)


@pytest.mark.parametrize(
    "over",
    [
        {"region": "DBSH"},
        {"year": 2021},
        {"layer": "ministry"},
        {"valid_from": SECOND},
        {"attribute_scheme": "schools", "attribute_value": "le3"},
    ],
    ids=["region", "year", "layer", "day", "attribute"],
)
def test_level_for_another_case(over):
    level = make.make_level()

    other = make.make_level(level.indicator, **over)

    assert other.pk != level.pk


def test_level_live_once_forgets_superseded():
    indicator = make.make_indicator()
    old = make.make_level(indicator)
    new = make.make_level(indicator, superseded_by=old)
    Level.objects.filter(pk=old.pk).update(superseded_by=new)
    Level.objects.filter(pk=new.pk).update(superseded_by=None)

    assert Level.objects.live().get() == new


def test_substitution_once():
    criteria_set = make.make_set()
    make.make_substitution(criteria_set)

    with refused("substitutionrule_once|criteria_set_id, .*scheme"):
        make.make_substitution(criteria_set)


def test_substitution_days_in_order():
    with refused("substitutionrule_days_in_order"):
        make.make_substitution(make.make_set(), valid_from=FIRST, valid_to=FIRST)


@pytest.mark.parametrize("over", [{"scheme": "size"}, {"status": "guessed"}])
def test_substitution_scheme_known(over):
    with refused("substitutionrule_scheme_known"):
        make.make_substitution(make.make_set(), **over)


def test_cited_document_stays():
    document = make_document()
    make.make_level(document=document)

    with pytest.raises(IntegrityError):
        document.delete()


@pytest.mark.parametrize(
    ("limits", "label"), [((19, 19), "19"), ((15, 18), "15-18"), ((0, 4), "<5")]
)
def test_band_label(limits, label):
    band = make.make_band(make.make_set(), minimum=limits[0], maximum=limits[1])

    assert str(band) == label
