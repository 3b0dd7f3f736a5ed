import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from accounts.roles import roles_of
from assessments.actions import lapse_accounts, move_on_waiting
from assessments.actions.reviewing import agree
from assessments.events import verify_chain
from assessments.models import Assessment, ReviewStep
from assessments.permissions import waiting_for
from communes.models import UnitVersion
from tests.assessments.round import DAY, make_round, shared_on_the_day
from tests.builders import make_document, make_membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def waiting_for_the_district():
    """One result waits for the district, which ends today."""
    round_ = make_round()
    round_.submitted()
    end(round_)
    return round_


shared_round = shared_on_the_day(waiting_for_the_district)


def end(round_, day=DAY):
    UnitVersion.objects.filter(unit=round_.district).update(valid_to=day)


def test_result_of_a_district_that_is_gone_moves_to_the_agency(round_):
    admin = make_membership().user

    assert move_on_waiting(by=admin) == [round_.result()]

    result, event = round_.result(), round_.account.events.last()
    assert (result.status, result.step.actor) == ("submitted", "agency")
    assert (event.kind, event.by) == ("moved", admin)
    assert "Huyện không còn" in event.note
    assert verify_chain(round_.account) == []
    assert waiting_for(roles_of(round_.agency_officer)).get() == result


def test_moving_on_twice_moves_once(round_):
    move_on_waiting()

    assert move_on_waiting() == []


@pytest.mark.parametrize("who", ["district_officer", "agency_officer", "coordinator"])
def test_only_administrators_move_on(round_, who):
    with pytest.raises(PermissionDenied):
        move_on_waiting(by=getattr(round_, who))


def test_district_that_is_gone_decides_nothing(round_):
    result = round_.result()

    assert not waiting_for(roles_of(round_.district_officer)).exists()
    with pytest.raises(PermissionDenied):
        agree(result=result, version=result.version, by=round_.district_officer)
    assert round_.result().version == result.version


def test_district_of_its_last_day_keeps_its_results(round_):
    end(round_, DAY + dt.timedelta(days=1))

    assert move_on_waiting() == []


def test_result_without_a_next_step_stays(round_):
    ReviewStep.objects.filter(actor="agency").update(actor="district")

    assert move_on_waiting() == []
    assert round_.result().step.position == 1


def test_result_frozen_by_closing_stays(round_):
    round_.close()

    assert move_on_waiting() == []


def test_command_tells_before_it_moves(round_):
    told, done = io.StringIO(), io.StringIO()

    call_command("move_on_waiting", stdout=told)
    assert "1 kết quả sẽ chuyển" in told.getvalue()
    assert round_.result().step.actor == "district"
    call_command("move_on_waiting", "--commit", stdout=done)

    assert "Sĩ Bình" in done.getvalue()
    assert round_.result().step.actor == "agency"


def test_lapsed_account_leaves_the_queue():
    round_ = make_round()
    result = round_.submitted()
    UnitVersion.objects.filter(unit=round_.commune).update(valid_to=DAY)
    queue = waiting_for(roles_of(round_.district_officer))
    assert queue.get() == result

    lapsed = lapse_accounts(units=[round_.commune], document=make_document())

    assert [account.pk for account in lapsed] == [result.assessment_id]
    assert not queue.all().exists()


def test_results_of_a_lapsed_account_do_not_move(round_):
    Assessment.objects.update(lapsed_at=timezone.now())

    assert move_on_waiting() == []
