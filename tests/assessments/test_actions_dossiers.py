import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from assessments.actions import (
    decide_dossier,
    give_up_dossier,
    open_dossier,
    save_dossier,
    withdraw,
)
from assessments.actions.dossiers import Answer
from assessments.actions.recognition import standing_of
from assessments.errors import AssessmentsError, StaleDossier
from assessments.models import Dossier, RecognitionDecision
from communes.choices import UnitKind
from communes.models import UnitVersion
from tests.assessments.round import DAY, make_round, shared_on_the_day
from tests.builders import (
    make_commune,
    make_document,
    make_membership,
    make_province,
    make_recognition,
)
from tests.round_builders import make_condition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def with_two_conditions():
    round_ = make_round()
    make_condition(round_.procedure, position=1)
    make_condition(round_.procedure, position=2, name_vi="Hài lòng")
    return round_


shared_round = shared_on_the_day(with_two_conditions)


def opened(round_, **over):
    said = {"unit": round_.commune, "tier": "ntm", "year": 2021}
    return open_dossier(**{**said, "by": round_.coordinator, **over})


def saved(dossier, by, answers=None, version=1, **fields):
    said = {"dossier": dossier, "version": version, "by": by}
    return save_dossier(answers=answers or {}, **said, **fields)


def decided(dossier, by, **over):
    said = {"document": make_document(), "decided_on": DAY, "number": "12/QĐ-UBND"}
    return decide_dossier(dossier=dossier, version=1, by=by, **{**said, **over})


def test_township_has_no_dossier(round_):
    town = make_commune("Phủ Thông", kind=UnitKind.THI_TRAN, parent=round_.district)

    with pytest.raises(AssessmentsError, match="chỉ lập hồ sơ cho xã") as said:
        opened(round_, unit=town)

    assert said.value.field == "unit"


def test_opened_dossier_asks_the_conditions_of_the_day(round_):
    dossier = opened(round_)

    assert (dossier.procedure, dossier.opened_by) == (
        round_.procedure,
        round_.coordinator,
    )
    assert [row.condition.name_vi for row in dossier.conditions.all()] == [
        "Không nợ đọng",
        "Hài lòng",
    ]
    assert dossier.conditions.first().is_met is None


@pytest.mark.parametrize("who", ["official", "district_officer", "agency_officer"])
def test_only_the_coordinator_keeps_dossiers(round_, who):
    by = getattr(round_, who)
    with pytest.raises(PermissionDenied):
        opened(round_, by=by)
    dossier = opened(round_)

    for attempt in (
        lambda: saved(dossier, by, poll_issued=1),
        lambda: decided(dossier, by),
        lambda: give_up_dossier(dossier=dossier, version=1, reason="Thôi", by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt()

    assert Dossier.objects.get().version == 1


def test_coordinator_of_another_province_opens_none(round_):
    other = make_membership(role="coordinator", unit=make_province("Thái Nguyên")).user

    with pytest.raises(PermissionDenied):
        opened(round_, by=other)


def test_administrator_opens(round_):
    assert opened(round_, by=make_membership().user).pk


def test_one_open_dossier_a_tier(round_):
    opened(round_)

    with pytest.raises(AssessmentsError, match="đang có hồ sơ"):
        opened(round_)

    assert opened(round_, tier="nang_cao").pk


def test_unit_that_is_gone_opens_none(round_):
    UnitVersion.objects.filter(unit=round_.commune).update(valid_to=DAY)

    with pytest.raises(AssessmentsError, match="không còn"):
        opened(round_)


def test_dossier_is_at_most_of_the_year_to_come(round_):
    with pytest.raises(AssessmentsError, match="muộn nhất là 2022") as said:
        opened(round_, year=2023)

    assert said.value.field == "year"
    assert opened(round_, year=2022).pk


def test_day_without_procedure_opens_none(round_):
    round_.procedure.valid_to = DAY
    round_.procedure.save()

    with pytest.raises(AssessmentsError, match="Chưa có trình tự"):
        opened(round_)


def test_saving_fills_in_and_remembers_who(round_):
    dossier = opened(round_)
    first, second = dossier.conditions.all()
    poll = {"poll_issued": 100, "poll_collected": 98, "poll_satisfied": 95}

    answers = {first.condition_id: Answer(True, "Có xác nhận")}
    done = saved(dossier, round_.coordinator, answers, **poll)

    assert (done.poll_satisfied, done.version) == (95, 2)
    first.refresh_from_db()
    assert (first.is_met, first.note) == (True, "Có xác nhận")
    assert (first.history.count(), second.history.count()) == (2, 1)
    last = dossier.history.first()
    assert (last.poll_issued, last.history_user) == (100, round_.coordinator)


def test_saving_over_what_was_not_read_is_stale(round_):
    dossier = opened(round_)
    saved(dossier, round_.coordinator, poll_issued=100)

    with pytest.raises(StaleDossier):
        saved(dossier, round_.coordinator, poll_issued=90)

    assert Dossier.objects.get().poll_issued == 100


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"poll_issued": 1, "poll_collected": 2}, "không quá phiếu phát ra"),
        ({"vote_members": 9, "vote_present": 9, "vote_in_favour": 8}, "phải có ngày"),
        ({"published_to": DAY}, "phải sau ngày đầu"),
    ],
)
def test_numbers_that_contradict_are_refused_in_words(round_, fields, words):
    dossier = opened(round_)

    with pytest.raises(AssessmentsError, match=words):
        saved(dossier, round_.coordinator, **fields)

    assert Dossier.objects.get().version == 1


def test_decision_recognises_and_closes(round_):
    done = decided(opened(round_), round_.coordinator)

    decision = RecognitionDecision.objects.get()
    assert (decision.kind, decision.number, decision.year) == (
        "recognised",
        "12/QĐ-UBND",
        2021,
    )
    assert (done.decision, done.closed_by) == (decision, round_.coordinator)
    assert standing_of(round_.commune, "ntm", DAY) == decision


def test_decision_on_a_recognised_unit_retains(round_):
    make_recognition(unit=round_.commune, known_by=dt.date(2018, 12, 31))

    done = decided(opened(round_), round_.coordinator)

    assert done.decision.kind == "retained"


def test_decision_of_a_day_to_come_is_refused(round_):
    dossier = opened(round_)

    with pytest.raises(AssessmentsError):
        decided(dossier, round_.coordinator, decided_on=DAY + dt.timedelta(days=1))

    assert Dossier.objects.get().closed_at is None


def test_giving_up_needs_a_reason(round_):
    dossier, by = opened(round_), round_.coordinator
    with pytest.raises(AssessmentsError, match="phải nêu lý do"):
        give_up_dossier(dossier=dossier, version=1, reason=" ", by=by)

    done = give_up_dossier(dossier=dossier, version=1, reason="Rút", by=by)

    assert (done.closed_reason, done.decision) == ("Rút", None)
    assert opened(round_).pk != dossier.pk


def test_closed_dossier_is_not_touched(round_):
    dossier, by = opened(round_), round_.coordinator
    decided(dossier, by)

    with pytest.raises(AssessmentsError, match="đã kết thúc"):
        saved(dossier, by, version=2, poll_issued=1)
    with pytest.raises(AssessmentsError, match="đã kết thúc"):
        decided(dossier, by)


def test_coordinator_withdraws_in_the_own_province(round_):
    decided(opened(round_), round_.coordinator)
    said = {"unit": round_.commune, "tier": "ntm", "decided_on": DAY, "note": "Sai"}

    with pytest.raises(PermissionDenied):
        withdraw(**said, document=make_document(), by=round_.official)
    withdraw(**said, document=make_document(), by=round_.coordinator)

    assert standing_of(round_.commune, "ntm", DAY) is None
