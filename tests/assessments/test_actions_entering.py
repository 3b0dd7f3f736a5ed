import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assessments.actions.values import Given
from assessments.errors import AssessmentsError, NotReady, StaleResult
from assessments.events import verify_chain
from assessments.models import Assessment, CriterionResult, ResultEvent
from assessments.summaries import differences, recompute
from criteria.models import Level
from tests.assessments.round import DAY, make_round
from tests.builders import (
    START,
    make_assessment,
    make_level,
    make_membership,
    make_user,
)
from tests.round_builders import make_exception

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def refused(round_, why, call):
    """The call is refused, and nothing is written."""
    before = (ResultEvent.objects.count(), Assessment.objects.count())
    with pytest.raises(AssessmentsError, match=why):
        call()
    assert (ResultEvent.objects.count(), Assessment.objects.count()) == before


def test_first_save_makes_the_account_with_its_criteria(round_):
    result = round_.save()

    leaf = result.indicator_results.get()
    assert (result.status, result.version, result.computed) == ("draft", 2, "met")
    assert (leaf.value, leaf.outcome) == (80, "met")
    assert round_.account.is_chosen
    assert round_.account.criterion_results.count() == 2


def test_draft_is_in_no_count(round_):
    round_.save()

    account = round_.account
    assert (account.declared_assessed, account.confirmed_assessed) == (0, 0)
    assert differences(account, recompute(account)) == {}


def test_account_beside_a_chosen_one_is_not_chosen(round_):
    make_assessment(
        unit=round_.commune,
        period=round_.period,
        criteria_set=round_.period_set.criteria_set,
        is_chosen=True,
        chosen_reason="Báo cáo",
    )

    round_.save()

    own = Assessment.objects.get(document=round_.period.round_document)
    assert not own.is_chosen


def test_unreadable_value_is_kept_as_typed(round_):
    result = round_.save(given={"1.1": Given(typed="12.5")})

    leaf = result.indicator_results.get()
    assert (leaf.typed, leaf.value, leaf.outcome) == ("12.5", None, "not_assessed")


def test_save_tells_old_and_new(round_):
    round_.save(value=70)
    round_.save(value="75.5")

    event = round_.account.events.last()
    assert (event.kind, event.by) == ("saved", round_.official)
    assert (event.old, event.new) == (
        {"values": {"1.1": "70"}},
        {"values": {"1.1": "75.5"}},
    )
    assert verify_chain(round_.account) == []


def test_second_editor_of_a_criterion_is_told(round_):
    round_.save(value=70)

    with pytest.raises(StaleResult):
        round_.save(value=71, version=0, by=_colleague(round_))

    assert round_.result().indicator_results.get().value == 70


def test_editors_of_different_criteria_never_meet(round_):
    round_.save(1, version=0)
    round_.save(2, version=0, by=_colleague(round_))

    assert [round_.result(n).version for n in (1, 2)] == [2, 2]


def _colleague(round_):
    membership = make_membership(
        user=make_user(), role="commune_official", unit=round_.commune
    )
    return membership.user


@pytest.mark.parametrize(
    "who", ["stranger", "district_officer", "agency_officer", "coordinator"]
)
def test_only_officials_of_the_commune_enter(round_, who):
    with pytest.raises(PermissionDenied):
        round_.save(by=getattr(round_, who))

    assert not Assessment.objects.exists()


def test_ended_membership_enters_no_more(round_):
    round_.official.memberships.update(valid_to=DAY)

    with pytest.raises(PermissionDenied):
        round_.save()


def test_disabled_account_enters_no_more(round_):
    round_.official.is_active = False

    with pytest.raises(PermissionDenied):
        round_.save()


def test_period_without_a_round_is_locked(round_):
    round_.period.round_document = None
    round_.period.save()
    round_.period_set.period = round_.period

    refused(round_, "không nhập kết quả trên cổng", round_.save)


def test_closed_period_is_locked_unless_reopened_for_the_unit(round_):
    round_.save()
    close(round_.period)

    refused(round_, "đã khóa", round_.save)
    give_days(round_, criterion_id=round_.criterion_id(1))

    assert round_.save(value=90).indicator_results.get().value == 90
    refused(round_, "đã khóa", lambda: round_.save(2))


def test_exception_ends_with_its_days(round_):
    round_.save()
    close(round_.period)
    give_days(round_, valid_from=DAY - dt.timedelta(days=7), valid_to=DAY)

    refused(round_, "đã khóa", round_.save)


def close(period):
    period.closed_at = timezone.now()
    period.save()


def give_days(round_, **over):
    days = {"valid_from": DAY, "valid_to": DAY + dt.timedelta(days=3), **over}
    make_exception(period=round_.period, unit=round_.commune, **days)


def test_merged_commune_is_only_read(round_):
    round_.save()
    round_.commune.versions.update(valid_to=DAY)

    refused(round_, "không còn", round_.save)


def test_lapsed_account_is_locked(round_):
    round_.save()
    Assessment.objects.update(lapsed_at=timezone.now())

    refused(round_, "đã dừng", round_.save)


def test_submitted_result_is_locked(round_):
    round_.submitted()

    with pytest.raises(StaleResult):
        round_.save(value=90)

    assert round_.result().indicator_results.get().value == 80


def test_submit_waits_at_the_first_step_and_is_declared(round_):
    result = round_.submitted()

    account = round_.account
    assert (result.status, result.step.actor) == ("submitted", "district")
    assert result.submitted_by == round_.official
    assert (account.declared_met, account.confirmed_met) == (1, 0)
    assert differences(account, recompute(account)) == {}
    assert account.events.last().kind == "submitted"


def test_submit_tells_all_that_is_missing_and_writes_nothing(round_):
    round_.save(1)
    round_.save(2, given={"2.1": Given(typed="nhiều")})

    with pytest.raises(NotReady) as refusal:
        round_.submit(1, 2)

    [owed] = refusal.value.owed
    assert (owed.criterion_id, "nhiều" in owed.message) == (
        round_.criterion_id(2),
        True,
    )
    assert set(CriterionResult.objects.values_list("status", flat=True)) == {"draft"}


def test_yes_needs_a_proof_to_be_submitted():
    round_ = make_round("yes_no")
    round_.save(value=1)
    with pytest.raises(NotReady, match="Còn chỗ phải sửa"):
        round_.submit()

    round_.prove()
    round_.submit()

    assert round_.result().status == "submitted"


def test_no_needs_no_proof():
    round_ = make_round("yes_no")

    assert round_.submitted(value=0).computed == "not_met"


def test_later_level_changes_nothing_submitted(round_):
    leaf = round_.submitted().indicator_results.get()
    later = make_level(leaf.indicator, value=95, valid_from=START + dt.timedelta(1))

    Level.objects.filter(pk=leaf.level_id).update(superseded_by=later)

    result = round_.result()
    assert (result.computed, result.indicator_results.get().level) == (
        "met",
        leaf.level,
    )
    assert differences(round_.account, recompute(round_.account)) == {}


def test_submit_without_a_procedure_is_refused(round_):
    round_.save()
    round_.procedure.steps.all().delete()

    refused(round_, "Chưa có trình tự", round_.submit)
