"""Many officials at once: one of those who meet wins, those who do not meet all do."""

from collections import Counter

import pytest
from django.db import connection

from accounts.models import Membership, User
from assessments.events import verify_chain
from assessments.models import Assessment, IndicatorResult
from assessments.summaries import differences, recompute_all
from tests.assessments.racing import DONE, Save, race
from tests.assessments.round import DAY, make_round
from tests.builders import START, make_commune

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

EDITORS = 32 if connection.vendor == "postgresql" else 16
CRITERIA = 19
COMMUNES = 27


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.CLOCK_DAY = DAY


def officials(unit_ids):
    """One official for each entry, of that commune."""
    start = User.objects.count()
    people = User.objects.bulk_create(
        User(username=f"can-bo-{start + n}") for n, _ in enumerate(unit_ids)
    )
    Membership.objects.bulk_create(
        Membership(
            user=person, role="commune_official", unit_id=unit_id, valid_from=START
        )
        for person, unit_id in zip(people, unit_ids, strict=True)
    )
    return people


def assert_whole():
    """Every chain and every stored count is as its rows say."""
    accounts = list(Assessment.objects.select_related("criteria_set"))
    fresh = recompute_all(accounts)
    assert [a.pk for a in accounts if differences(a, fresh[a.pk])] == []
    assert [a.pk for a in accounts if verify_chain(a)] == []


@pytest.mark.parametrize("is_first", [True, False])
def test_of_many_on_one_criterion_one_wins_and_the_others_are_told(tmp_path, is_first):
    round_ = make_round()
    if not is_first:
        round_.save(2)
    people = officials([round_.commune.pk] * EDITORS)
    saves = [
        Save(
            round_.commune.pk,
            round_.period_set.pk,
            round_.criterion_id(1),
            "1.1",
            value,
            person.pk,
        )
        for value, person in enumerate(people)
    ]

    told = race(saves, EDITORS, tmp_path / "race.sqlite3")

    assert Counter(told) == {DONE: 1, "StaleResult": EDITORS - 1}
    stored = IndicatorResult.objects.get(indicator__code="1.1")
    assert stored.value == told.index(DONE)
    assert_whole()


def test_officials_on_different_criteria_never_meet(tmp_path):
    round_ = make_round(*["percent"] * CRITERIA)
    communes = [
        make_commune(f"Xã {n}", parent=round_.district) for n in range(COMMUNES)
    ]
    places = [(unit.pk, n) for n in range(1, CRITERIA + 1) for unit in communes]
    people = officials([unit_id for unit_id, _number in places])
    ids = {n: round_.criterion_id(n) for n in range(1, CRITERIA + 1)}
    saves = [
        Save(unit_id, round_.period_set.pk, ids[n], f"{n}.1", n, person.pk)
        for (unit_id, n), person in zip(places, people, strict=True)
    ]

    told = race(saves, EDITORS, tmp_path / "race.sqlite3")

    assert len(saves) >= 500
    assert Counter(told) == {DONE: len(saves)}
    values = IndicatorResult.objects.values_list(
        "criterion_result__assessment__unit", "criterion_result__criterion__number"
    )
    assert set(values) == set(places)
    assert_whole()
