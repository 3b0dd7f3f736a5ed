"""One person of each role around one commune, and the rows that routes ask for."""

from dataclasses import dataclass

from django.test import Client

from accounts.models import User
from accounts.sessions import SECOND_FACTOR
from assessments.models import Assessment, ImportDraft, PeriodSet
from communes.models import Unit
from tests.builders import (
    START,
    make_agency,
    make_assessment,
    make_commune,
    make_criterion_result,
    make_district,
    make_draft,
    make_membership,
    make_period,
    make_period_set,
    make_province,
    make_set,
    make_user,
)

# In the order of the table's columns. "commune" is an official of the commune whose
# rows are asked for, "other" one of its neighbour, "former" has no role any more.
WHO = (
    "anonymous",
    "commune",
    "other",
    "district",
    "agency",
    "coordinator",
    "viewer",
    "administrator",
    "former",
)


@dataclass
class World:
    """A province, a district, a commune with a draft result, and an uploaded sheet."""

    province: Unit
    district: Unit
    commune: Unit
    period_set: PeriodSet
    assessment: Assessment
    draft: ImportDraft
    people: dict[str, User]


def make_world() -> World:
    province = make_province()
    district = make_district(parent=province, province=province)
    commune = make_commune("Sĩ Bình", parent=district)
    neighbour = make_commune("Vũ Muộn", parent=district)
    period, criteria_set = make_period(), make_set()
    period_set = make_period_set(period, criteria_set)
    assessment = make_assessment(
        unit=commune, period=period, criteria_set=criteria_set, district=district
    )
    make_criterion_result(assessment)
    places = {"commune": commune, "other": neighbour, "district": district}
    people = _people(places | {"coordinator": province})
    draft = make_draft(owner=people["coordinator"], province=province)
    return World(province, district, commune, period_set, assessment, draft, people)


def _people(places: dict[str, Unit]) -> dict[str, User]:
    roles = {
        "commune": {"role": "commune_official", "unit": places["commune"]},
        "other": {"role": "commune_official", "unit": places["other"]},
        "district": {"role": "district_officer", "unit": places["district"]},
        "agency": {
            "role": "agency_officer",
            "agency": make_agency(unit=places["coordinator"]),
        },
        "coordinator": {"role": "coordinator", "unit": places["coordinator"]},
        "viewer": {"role": "national_viewer"},
        "administrator": {"role": "administrator"},
        "former": {"role": "administrator", "valid_to": START.replace(year=2010)},
    }
    people = {}
    for who, said in roles.items():
        over = {"username": who, "email": f"{who}@example.vn", "password": "x"}
        if who == "administrator":
            over |= {"is_staff": True, "is_superuser": True}
        people[who] = make_user(**over)
        make_membership(user=people[who], **said)
    return people


def client_of(world: World, who: str, *, with_factor: bool = True) -> Client:
    """A browser in which this person is signed in, with the second factor passed."""
    client = Client()
    if who == "anonymous":
        return client
    client.force_login(world.people[who])
    if with_factor:
        session = client.session
        session[SECOND_FACTOR] = world.people[who].pk
        session.save()
    return client
