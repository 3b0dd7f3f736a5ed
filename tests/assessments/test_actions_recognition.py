import datetime as dt

import pytest

from assessments.actions import recognise, withdraw
from assessments.actions.recognition import standing_of
from assessments.errors import AssessmentsError
from assessments.models import RecognitionDecision
from tests.builders import AS_OF, make_commune, make_document, make_recognition

pytestmark = pytest.mark.django_db

LATER = dt.date(2023, 5, 4)


def recognise_it(unit, **over):
    said = {"tier": "ntm", "document": make_document(), "known_by": AS_OF}
    return recognise(unit=unit, **{**said, **over})


def withdraw_it(unit, **over):
    said = {
        "tier": "ntm",
        "document": make_document(),
        "decided_on": LATER,
        "note": "Không giữ",
    }
    return withdraw(unit=unit, **{**said, **over})


def test_recognise_without_day_or_year():
    decision = recognise_it(make_commune(), basis="inferred")

    assert (decision.kind, decision.year, decision.decided_on) == (
        "recognised",
        None,
        None,
    )


def test_recognise_takes_the_year_of_the_decision():
    decision = recognise_it(make_commune(), decided_on=dt.date(2020, 12, 30))

    assert decision.year == 2020


def test_recognise_refuses_twice():
    unit = make_commune()
    recognise_it(unit)

    with pytest.raises(AssessmentsError, match="đang được công nhận"):
        recognise_it(unit, known_by=LATER)

    assert RecognitionDecision.objects.count() == 1


def test_recognise_at_another_tier():
    unit = make_commune()
    recognise_it(unit)

    assert recognise_it(unit, tier="nang_cao").pk


def test_recognise_again_after_withdrawal():
    unit = make_commune()
    recognise_it(unit)
    withdraw_it(unit)

    again = recognise_it(unit, known_by=dt.date(2024, 1, 1))

    assert standing_of(unit, "ntm", dt.date(2024, 1, 1)) == again


def test_recognise_refuses_decision_after_day_known():
    with pytest.raises(AssessmentsError) as refusal:
        recognise_it(make_commune(), decided_on=LATER)

    assert refusal.value.field == "decided_on"


def test_retained_keeps_standing():
    unit = make_commune()
    recognise_it(unit)

    retained = recognise_it(unit, kind="retained", known_by=LATER)

    assert standing_of(unit, "ntm", LATER) == retained


def test_retained_refuses_without_standing():
    with pytest.raises(AssessmentsError, match="chưa được công nhận"):
        recognise_it(make_commune(), kind="retained")


def test_retained_refuses_after_withdrawal():
    unit = make_commune()
    recognise_it(unit)
    withdraw_it(unit)

    with pytest.raises(AssessmentsError, match="chưa được công nhận"):
        recognise_it(unit, kind="retained", known_by=dt.date(2024, 1, 1))


@pytest.mark.parametrize(
    ("day", "is_alive"),
    [
        (dt.date(2016, 12, 31), False),
        (dt.date(2017, 1, 1), True),
        (dt.date(2020, 1, 9), True),
        (dt.date(2020, 1, 10), False),
    ],
    ids=["day before", "first day", "last day", "day after"],
)
def test_recognise_only_during_life(day, is_alive):
    unit = make_commune(valid_from=dt.date(2017, 1, 1), valid_to=dt.date(2020, 1, 10))

    if is_alive:
        assert recognise_it(unit, known_by=day).pk
    else:
        with pytest.raises(AssessmentsError, match="không tồn tại vào ngày"):
            recognise_it(unit, known_by=day)


def test_recognise_decided_during_life_known_after():
    """A report of 2021 tells of a decision for a commune merged in 2020."""
    unit = make_commune(valid_to=dt.date(2020, 1, 10))

    assert recognise_it(unit, decided_on=dt.date(2019, 12, 30)).year == 2019


def test_withdraw_ends_standing():
    unit = make_commune()
    recognised = recognise_it(unit)

    withdraw_it(unit)

    assert standing_of(unit, "ntm", LATER - dt.timedelta(days=1)) == recognised
    assert standing_of(unit, "ntm", LATER) is None


def test_withdraw_keeps_its_year():
    unit = make_commune()
    recognise_it(unit)

    withdrawal = withdraw_it(unit)

    assert (withdrawal.kind, withdrawal.year) == ("withdrawn", 2023)


@pytest.mark.parametrize("over", [{}, {"tier": "nang_cao"}], ids=["never", "tier"])
def test_withdraw_refuses_without_standing(over):
    unit = make_commune()
    if over:
        make_recognition(unit=unit)

    with pytest.raises(AssessmentsError, match="chưa được công nhận"):
        withdraw_it(unit, **over)


def test_withdraw_refuses_twice():
    unit = make_commune()
    recognise_it(unit)
    withdraw_it(unit)

    with pytest.raises(AssessmentsError, match="chưa được công nhận"):
        withdraw_it(unit, decided_on=dt.date(2024, 1, 1))


def test_withdraw_refuses_before_recognition():
    unit = make_commune()
    recognise_it(unit)

    with pytest.raises(AssessmentsError, match="chưa được công nhận"):
        withdraw_it(unit, decided_on=AS_OF - dt.timedelta(days=1))


def test_withdraw_needs_a_reason():
    unit = make_commune()
    recognise_it(unit)

    with pytest.raises(AssessmentsError, match="phải nêu lý do"):
        withdraw_it(unit, note=" ")

    assert RecognitionDecision.objects.count() == 1


def test_second_withdrawal_on_one_day_is_refused_in_words():
    unit = make_commune()
    recognise_it(unit)
    withdraw_it(unit)
    recognise_it(unit, known_by=LATER)

    with pytest.raises(AssessmentsError, match="đã có"):
        withdraw_it(unit)
