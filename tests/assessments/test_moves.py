"""Every move of the workflow by every role from every state and step."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from assessments.actions.reviewing import agree, send_back
from assessments.errors import AssessmentsError
from assessments.models import ResultEvent
from tests.assessments.round import make_round, shared_on_the_day
from tests.builders import (
    make_agency,
    make_district,
    make_membership,
    make_province,
    make_user,
)

pytestmark = pytest.mark.django_db

# The number of the criterion that is in each state.
STATES = {"draft": 1, "at district": 2, "at agency": 3, "returned": 4, "confirmed": 5}
MOVES = ["save", "submit", "agree", "return"]
PEOPLE = [
    *("official", "district_officer", "agency_officer", "coordinator"),
    *("other commune", "other district", "other sector", "other province"),
    *("viewer", "administrator", "nobody"),
]
# Who makes a move, where anybody can (18/2022/QĐ-TTg).
ALLOWED = {
    ("save", "draft"): "official",
    ("save", "returned"): "official",
    ("submit", "draft"): "official",
    ("submit", "returned"): "official",
    ("agree", "at district"): "district_officer",
    ("return", "at district"): "district_officer",
    ("agree", "at agency"): "agency_officer",
    ("return", "at agency"): "agency_officer",
}


def with_every_state():
    """A round with a criterion in each state, and the people of every role."""
    round_ = make_round(*["percent"] * len(STATES))
    round_.save(1)
    for number in (2, 3, 4):
        round_.submitted(number)
    round_.confirmed(5)
    made(round_, "agree", 3, round_.district_officer)
    made(round_, "return", 4, round_.district_officer)
    return round_, {**_at_work(round_), **_elsewhere(round_)}


def _at_work(round_):
    places = ("official", "district_officer", "agency_officer", "coordinator")
    return {place: getattr(round_, place) for place in places}


def _elsewhere(round_):
    province = make_province("Cao Bằng")
    district = make_district("Na Rì", province=round_.province, parent=round_.province)
    other = make_agency(unit=round_.province, sector="y-te")
    return {
        "other commune": round_.stranger,
        "other district": person("district_officer", unit=district),
        "other sector": person("agency_officer", agency=other),
        "other province": person("coordinator", unit=province),
        "viewer": person("national_viewer"),
        "administrator": person("administrator"),
        "nobody": make_user(),
    }


def person(role, **place):
    return make_membership(user=make_user(), role=role, **place).user


def made(round_, move, number, by):
    """The move, made by a person."""
    if move == "save":
        return round_.save(number, 90, by=by)
    if move == "submit":
        return round_.submit(number, by=by)
    result = round_.result(number)
    if move == "agree":
        return agree(result=result, version=result.version, by=by)
    return send_back(result=result, version=result.version, by=by, reason="Bổ sung")


shared_round = shared_on_the_day(with_every_state)

CASES = list(itertools.product(MOVES, STATES, PEOPLE))


@pytest.mark.parametrize(("move", "state", "who"), CASES)
def test_move_is_of_one_role_at_one_step(round_, move, state, who):
    round_, people = round_
    before = (round_.result(STATES[state]).version, ResultEvent.objects.count())
    is_allowed = ALLOWED.get((move, state)) == who

    if is_allowed:
        made(round_, move, STATES[state], people[who])
    else:
        with pytest.raises((PermissionDenied, AssessmentsError)):
            made(round_, move, STATES[state], people[who])

    after = (round_.result(STATES[state]).version, ResultEvent.objects.count())
    assert (after == before) is not is_allowed
