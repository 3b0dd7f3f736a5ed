import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assessments.actions.reviewing import agree, agree_many, comment, send_back
from assessments.errors import AssessmentsError, StaleResult
from assessments.events import verify_chain
from assessments.models import CriterionResult
from assessments.summaries import differences, recompute
from tests.assessments.round import make_round, shared_on_the_day
from tests.builders import make_membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def first_submitted():
    round_ = make_round()
    round_.submitted()
    return round_


shared_round = shared_on_the_day(first_submitted)


def agreed(round_, who, number=1, **over):
    result = round_.result(number)
    said = {"version": result.version, "by": getattr(round_, who), **over}
    return agree(result=result, **said)


def returned(round_, who, reason="Bổ sung hợp đồng", **over):
    result = round_.result()
    said = {"version": result.version, "by": getattr(round_, who), **over}
    return send_back(result=result, reason=reason, **said)


def test_district_then_agency_confirm(round_):
    at_agency = agreed(round_, "district_officer")
    done = agreed(round_, "agency_officer")

    account = round_.account
    assert (at_agency.status, at_agency.step.actor) == ("submitted", "agency")
    assert (done.status, done.step, account.confirmed_met) == ("confirmed", None, 1)
    assert [e.kind for e in account.events.all()] == [
        "saved",
        "submitted",
        "agreed",
        "confirmed",
    ]
    assert verify_chain(account) == []
    assert differences(account, recompute(account)) == {}


def test_return_opens_only_that_criterion_and_keeps_the_reason(round_):
    round_.submitted(2)

    result = returned(round_, "district_officer")

    assert (result.status, round_.result(2).status) == ("returned", "submitted")
    assert round_.account.declared_assessed == 1
    assert round_.account.events.last().note == "Bổ sung hợp đồng"
    assert round_.save(value=85).status == "returned"
    round_.submit()
    assert round_.result().status == "submitted"


def test_return_needs_a_reason(round_):
    with pytest.raises(AssessmentsError, match="phải nêu lý do"):
        returned(round_, "district_officer", reason=" ")

    assert round_.result().status == "submitted"


def test_confirming_carries_the_version_that_was_read(round_):
    read = round_.result()
    returned(round_, "district_officer")
    round_.save(value=60)
    round_.submit()

    with pytest.raises(StaleResult):
        agree(result=read, version=read.version, by=round_.district_officer)

    assert round_.result().status == "submitted"


def test_nobody_confirms_what_they_entered(round_):
    make_membership(user=round_.official, role="district_officer", unit=round_.district)
    with pytest.raises(AssessmentsError, match="người khác"):
        agreed(round_, "official")


def test_basically_met_is_a_verdict_with_its_reason(round_):
    round_.submitted(2, value=79)
    with pytest.raises(AssessmentsError, match="phải nêu lý do"):
        agreed(round_, "district_officer", 2, verdict="basically_met")

    said = {"verdict": "basically_met", "verdict_reason": "Còn một thôn"}
    result = agreed(round_, "district_officer", 2, **said)

    assert (result.computed, result.outcome) == ("not_met", "basically_met")
    assert round_.account.declared_outcomes[1] == "B"


def test_verdict_that_is_no_other_is_refused(round_):
    said = {"verdict": "met", "verdict_reason": "Đã kiểm tra"}

    with pytest.raises(AssessmentsError, match="đã là “Đạt”") as refusal:
        agreed(round_, "district_officer", **said)

    assert refusal.value.field == "verdict"
    assert round_.result().verdict == ""


def test_finding_stands_beside_the_value(round_):
    result = round_.result()

    event = comment(
        result=result,
        by=round_.district_officer,
        note="Đo lại tại hai thôn",
        found={"1.1": "78,5"},
    )

    assert (event.kind, event.new) == ("field_check", {"values": {"1.1": "78,5"}})
    assert round_.result().indicator_results.get().value == 80


def test_stranger_says_nothing(round_):
    with pytest.raises(PermissionDenied):
        comment(result=round_.result(), by=round_.stranger, note="Hay")


def test_many_at_once_only_without_warnings(round_):
    versions = {r.pk: r.version for r in (round_.result(), round_.submitted(2))}
    CriterionResult.objects.filter(criterion__number=2).update(doubts=1)

    with pytest.raises(AssessmentsError, match="xem riêng"):
        agree_many(versions=versions, by=round_.district_officer)
    CriterionResult.objects.update(doubts=0)
    done = agree_many(versions=versions, by=round_.district_officer)

    assert [one.step.actor for one in done] == ["agency", "agency"]


def test_closed_period_confirms_nothing(round_):
    round_.period.closed_at = timezone.now()
    round_.period.save()

    with pytest.raises(AssessmentsError, match="đã khóa"):
        agreed(round_, "district_officer")
