import datetime as dt

import pytest

from tests.builders import START, make_agency, make_membership, make_province, make_user
from tests.constraints import constraints_of, refused_by

CONSTRAINTS = constraints_of("accounts")


def twice(build, **same):
    build(**same)
    build(**same)


# What only the named constraint refuses.
VIOLATIONS = [
    (
        "agency_once",
        lambda: twice(make_agency, unit=make_province()),
    ),
    ("agency_days_in_order", lambda: make_agency(valid_to=START)),
    ("membership_days_in_order", lambda: make_membership(valid_to=START)),
    ("membership_place_fits_role", lambda: make_membership(role="commune_official")),
    ("membership_place_fits_role", lambda: make_membership(role="agency_officer")),
    ("membership_place_fits_role", lambda: make_membership(unit=make_province())),
    ("membership_place_fits_role", lambda: make_membership(role="mayor")),
    (
        "membership_unit_once",
        lambda: twice(
            make_membership,
            user=make_user(),
            role="coordinator",
            unit=make_province(),
        ),
    ),
    (
        "membership_agency_once",
        lambda: twice(
            make_membership,
            user=make_user(),
            role="agency_officer",
            agency=make_agency(),
        ),
    ),
    ("membership_free_once", lambda: twice(make_membership, user=make_user())),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "violate"), VIOLATIONS)
def test_constraint_refuses(name, violate):
    with refused_by(CONSTRAINTS[name]):
        violate()


def test_constraints_all_violated():
    assert {name for name, _ in VIOLATIONS} == set(CONSTRAINTS)


@pytest.mark.django_db
def test_membership_repeats_from_another_day():
    former = make_membership(valid_to=dt.date(2020, 1, 1))

    later = make_membership(user=former.user, valid_from=dt.date(2020, 1, 1))

    assert later.pk != former.pk


@pytest.mark.django_db
def test_user_called_by_full_name():
    assert str(make_user(full_name="Nông Thị Hà")) == "Nông Thị Hà"


@pytest.mark.django_db
def test_user_called_by_username_without_name():
    assert str(make_user(username="ha")) == "ha"
