from decimal import Decimal

import pytest

from tests.builders import make_document, make_province, make_target
from tests.constraints import constraints_of, refused_by

CONSTRAINTS = constraints_of("reporting")


def target_twice():
    same = {"unit": make_province(), "document": make_document()}
    make_target(**same)
    make_target(**same)


# What only the named constraint refuses.
VIOLATIONS = [
    ("target_once", target_twice),
    ("target_years_in_order", lambda: make_target(year_to=2020)),
    ("target_baseline_before", lambda: make_target(baseline_year=2025)),
    (
        "target_share_of_units",
        lambda: make_target(value_unit="percent", value=Decimal("100.5")),
    ),
    ("target_metric_known", lambda: make_target(metric="happiness")),
    ("target_metric_known", lambda: make_target(tier="gold")),
    ("target_metric_known", lambda: make_target(direction="about")),
    ("target_metric_known", lambda: make_target(value_unit="dozen")),
    ("target_metric_known", lambda: make_target(applies_to="some")),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "violate"), VIOLATIONS)
def test_constraint_refuses(name, violate):
    with refused_by(CONSTRAINTS[name]):
        violate()


def test_constraints_all_violated():
    assert {name for name, _ in VIOLATIONS} == set(CONSTRAINTS)


@pytest.mark.django_db
def test_target_of_one_year_accepted():
    target = make_target(year_to=2021, baseline_year=2020)

    assert target.pk
