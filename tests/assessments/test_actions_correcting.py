from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assessments.actions import ask_correction, decide_correction
from assessments.errors import AssessmentsError
from assessments.events import verify_chain
from assessments.models import Assessment, Correction, CriterionResult
from assessments.summaries import differences, recompute
from criteria.book import Entered
from tests.assessments.round import make_round, shared_on_the_day
from tests.builders import make_document, make_membership, make_province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

FEW = {"1.1": Entered(value=Decimal(60))}


def closed():
    """One criterion confirmed as met, one submitted; the period closed."""
    round_ = make_round()
    round_.confirmed(1)
    round_.submitted(2)
    round_.close()
    return round_


shared_round = shared_on_the_day(closed)


@pytest.fixture
def second(round_):
    """Another person of the coordination office."""
    return make_membership(role="coordinator", unit=round_.province).user


def asked(round_, by="official", number=1, **over):
    said = {"given": FEW, "reason": "Nhập nhầm", "document": make_document(), **over}
    by = getattr(round_, by) if isinstance(by, str) else by
    return ask_correction(result=round_.result(number), by=by, **said)


def decided(correction, by, is_agreed=True, note=""):
    return decide_correction(
        correction=correction, is_agreed=is_agreed, by=by, note=note
    )


def test_asking_changes_nothing_yet(round_):
    correction = asked(round_, reason=" Nhập nhầm ")

    assert (correction.old["1.1"]["value"], correction.new["1.1"]["value"]) == (
        "80.0000",
        "60",
    )
    assert round_.result().computed == "met"
    assert round_.account.events.last().kind == "closed"


def test_unit_of_a_kind_that_the_period_does_not_judge_is_refused(round_, second):
    waiting = asked(round_)
    round_.commune.versions.update(kind="thi_tran")

    with pytest.raises(AssessmentsError, match="không đánh giá đơn vị"):
        asked(round_, number=1)
    with pytest.raises(AssessmentsError, match="không đánh giá đơn vị"):
        decided(waiting, second)
    decided(waiting, second, is_agreed=False, note="Là thị trấn")

    assert round_.result().computed == "met"


def test_agreed_correction_is_written_judged_and_told(round_):
    version = round_.result().version
    correction = asked(round_)

    decided(correction, round_.coordinator)

    result, account = round_.result(), round_.account
    assert (result.status, result.computed) == ("confirmed", "not_met")
    assert result.version == version + 1
    assert account.confirmed_met == 0
    event = account.events.last()
    assert (event.kind, event.by, event.note) == (
        "corrected",
        round_.coordinator,
        "Nhập nhầm",
    )
    assert event.old["values"] == {"1.1": "80"}
    assert event.new["values"] == {"1.1": "60"}
    assert event.new["document"] == correction.document.key
    assert verify_chain(account) == []
    assert differences(account, recompute(account)) == {}


def test_verdict_on_the_former_values_goes_with_them(round_):
    CriterionResult.objects.filter(pk=round_.result().pk).update(
        verdict="basically_met", verdict_reason="Còn một thôn"
    )

    decided(asked(round_), round_.coordinator)

    assert (round_.result().verdict, round_.result().verdict_reason) == ("", "")
    assert round_.account.events.last().old["verdict"] == "basically_met"


def test_refused_correction_keeps_its_reason_and_the_result(round_):
    correction = asked(round_)
    with pytest.raises(AssessmentsError, match="phải nêu lý do"):
        decided(correction, round_.coordinator, is_agreed=False, note=" ")

    done = decided(correction, round_.coordinator, is_agreed=False, note="Đúng rồi")

    assert (done.is_agreed, done.decided_note) == (False, "Đúng rồi")
    assert round_.result().computed == "met"
    assert asked(round_).is_agreed is None


def test_nobody_decides_on_their_own_request(round_, second):
    correction = asked(round_, "coordinator")

    with pytest.raises(AssessmentsError, match="phải khác"):
        decided(correction, round_.coordinator)

    assert decided(correction, second).is_agreed


@pytest.mark.parametrize("who", ["stranger", "district_officer", "agency_officer"])
def test_others_neither_ask_nor_decide(round_, who):
    with pytest.raises(PermissionDenied):
        asked(round_, who)
    with pytest.raises(PermissionDenied):
        decided(asked(round_), getattr(round_, who))

    assert Correction.objects.get().is_agreed is None


def test_commune_does_not_decide(round_):
    correction = asked(round_, "coordinator")

    with pytest.raises(PermissionDenied):
        decided(correction, round_.official)


def test_coordinator_of_another_province_does_nothing(round_):
    other = make_membership(role="coordinator", unit=make_province("Thái Nguyên")).user

    with pytest.raises(PermissionDenied):
        asked(round_, other)
    with pytest.raises(PermissionDenied):
        decided(asked(round_), other)


def test_administrator_decides(round_):
    assert decided(asked(round_), make_membership().user).is_agreed


def test_correction_is_decided_once(round_, second):
    correction = asked(round_)
    decided(correction, round_.coordinator)

    with pytest.raises(AssessmentsError, match="đã được quyết định"):
        decided(correction, second, is_agreed=False, note="Khác")


def test_one_correction_a_criterion_at_a_time(round_):
    asked(round_)

    with pytest.raises(AssessmentsError, match="đang có đề nghị"):
        asked(round_, "coordinator")


def test_correction_refused_where_values_moved_meanwhile(round_, second):
    correction = asked(round_)
    leaf = round_.result().indicator_results.get()
    leaf.value = 85
    leaf.save()

    with pytest.raises(AssessmentsError, match="đã khác lúc đề nghị"):
        decided(correction, second)

    assert round_.result().indicator_results.get().value == 85


def test_open_period_is_not_corrected():
    round_ = make_round()
    round_.confirmed()

    with pytest.raises(AssessmentsError, match="đang mở"):
        asked(round_)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lapsed_at": timezone.now()}, "đã dừng"),
        ({"is_chosen": False}, "được chọn"),
    ],
)
def test_account_that_counts_no_more_is_not_corrected(round_, change, words):
    correction = asked(round_)
    Assessment.objects.update(**change)

    with pytest.raises(AssessmentsError, match=words):
        decided(correction, round_.coordinator)
    with pytest.raises(AssessmentsError, match=words):
        asked(round_, "coordinator")


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"reason": " "}, "nêu lý do"),
        ({"given": {"1.1": Entered(value=Decimal(80))}}, "thay đổi"),
        ({"given": {"9.9": Entered(value=Decimal(80))}}, "không có chỉ tiêu"),
        ({"number": 2, "given": {"2.1": Entered()}}, "đã xác nhận"),
    ],
    ids=["blank reason", "nothing new", "strange leaf", "not confirmed"],
)
def test_request_refused(round_, over, words):
    with pytest.raises(AssessmentsError, match=words):
        asked(round_, **over)

    assert not Correction.objects.exists()
