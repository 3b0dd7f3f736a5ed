"""What people do is dated by the programme's day, which stands still in the demo."""

import datetime as dt

import pytest
from django.utils.timezone import localtime

from assessments.actions import ask_correction, choose_account, give_exception
from assessments.actions.imports import remember_name
from assessments.actions.plans import Promised, register_plan, save_plan
from assessments.models import Assessment
from criteria.book import Entered
from tests.assessments.round import DAY
from tests.builders import make_assessment, make_document
from tests.round_builders import make_dossier

pytestmark = pytest.mark.django_db

NINETY = Entered(value=90)


def corrected(round_):
    round_.confirmed()
    round_.close()
    said = {"reason": "Nhập nhầm", "document": make_document(), "by": round_.official}
    correction = ask_correction(result=round_.result(), given={"1.1": NINETY}, **said)
    return [correction.asked_at]


def excepted(round_):
    round_.close()
    late = give_exception(
        period=round_.period,
        unit=round_.commune,
        valid_from=DAY,
        valid_to=DAY + dt.timedelta(days=3),
        reason="Mất điện",
        by=round_.coordinator,
    )
    return [late.given_at]


def named(round_):
    said = {"name_folded": "si binh", "district_folded": "", "unit": round_.commune}
    written = remember_name(province=round_.province, by=round_.coordinator, **said)
    return [written.chosen_at]


def entered(round_):
    round_.save()
    return [round_.account.created_at, round_.result().updated_at]


def chosen(round_):
    round_.save()
    other = make_assessment(of=round_.account)
    Assessment.objects.update(updated_at="2020-01-01T00:00Z")
    said = {"chosen_reason": "Văn bản sau", "by": round_.coordinator}
    return [choose_account(assessment=other, **said).updated_at]


def planned(round_):
    said = {"unit_id": round_.commune.pk, "period_set": round_.period_set}
    promised = Promised(frozenset({round_.criterion_id()}))
    plan = save_plan(**said, promised=promised, version=0, by=round_.official)
    said = {"version": plan.version, "by": round_.official}
    register_plan(plan=plan, late_reason="Muộn", **said)
    return [state.history_date for state in plan.history.all()]


def remembered(round_):
    row = make_dossier(unit=round_.commune, procedure=round_.procedure)
    return [state.history_date for state in row.history.all()]


ACTS = [corrected, excepted, named, entered, chosen, planned, remembered]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_moment_is_of_the_standing_day(round_, act):
    moments = act(round_)

    assert moments
    assert {localtime(moment).date() for moment in moments} == {DAY}
