from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction

from tests.builders import START, make_check, make_measure


@contextmanager
def refused(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        yield


WHOLE = [
    {"limit": None},
    {"example_value": 100},
    {"kind": "jump", "limit": 30},
    {"kind": "jump", "limit": None, "example_other": 1},
    {"kind": "jump", "limit": 0, "example_other": 1},
    {"kind": "not_above", "limit": None, "example_other": 1},
    {"kind": "adds_up", "limit": 100, "example_other": 1},
    {"kind": "guess"},
]


@pytest.mark.django_db
@pytest.mark.parametrize("over", WHOLE)
def test_rule_is_whole(over):
    with refused("checkrule_whole"):
        make_check(**over)


@pytest.mark.django_db
def test_example_of_not_above_breaks_its_rule():
    both = {"measure": make_measure(), "other": make_measure(), "limit": None}
    said = {"kind": "not_above", "example_value": 5, **both}

    with refused("checkrule_whole"):
        make_check(**said, example_other=6)
    with refused("checkrule_whole"):
        make_check(**said, example_other=None)

    assert make_check(**said, example_other=4).pk


@pytest.mark.django_db
def test_measure_is_not_compared_to_itself():
    one = make_measure()
    said = {"kind": "not_above", "limit": None, "example_value": 5, "example_other": 4}

    with refused("checkrule_measure_known"):
        make_check(measure=one, other=one, **said)
    with refused("checkrule_measure_known"):
        make_check(measure=None, other=one, **said)


@pytest.mark.django_db
def test_rule_without_a_measure_is_about_every_share():
    assert make_check(measure=None).pk


@pytest.mark.django_db
def test_rule_days_in_order():
    with refused("checkrule_days_in_order"):
        make_check(valid_to=START)
