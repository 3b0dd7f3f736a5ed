import datetime as dt

import pytest
from django.utils import timezone

from tests.builders import (
    AS_OF,
    START,
    make_assessment,
    make_commune,
    make_criterion_result,
    make_document,
    make_draft,
    make_event,
    make_evidence,
    make_figure,
    make_indicator_result,
    make_level,
    make_period,
    make_period_set,
    make_plan,
    make_plan_item,
    make_procedure,
    make_province,
    make_recognition,
    make_set,
    make_step,
    make_user,
    make_written_name,
)
from tests.constraints import constraints_of, refused_by
from tests.round_builders import (
    make_condition,
    make_correction,
    make_dossier,
    make_dossier_condition,
    make_exception,
    make_held,
    make_notice,
    make_plan_value,
    make_postponement,
)

CONSTRAINTS = constraints_of("assessments")


def twice(build, *above, **same):
    build(*above, **same)
    build(*above, **same)


def account_twice():
    first = make_assessment()
    make_assessment(of=first, document=first.document)


def both_chosen():
    chosen = {"is_chosen": True, "chosen_reason": "Báo cáo cuối năm"}
    make_assessment(of=make_assessment(**chosen), **chosen)


def judged_without(name):
    """A met leaf that lacks its value or its level."""
    result = make_criterion_result()
    level = make_level(result.criterion.indicators.get(), region="TDMNPB")
    grounds = {"value": 1, "level": level, "outcome": "met"}
    make_indicator_result(result, **grounds | {name: None})


def result():
    return make_criterion_result()


def one():
    return make_set().criteria.get()


def place():
    return {"unit": make_province(), "document": make_document()}


def written():
    return {"province": make_province(), "unit": make_commune()}


def judged():
    return make_period_set(make_period(), make_set())


def leaf():
    return make_set().criteria.get().indicators.get()


def correction_by_one():
    person = make_user()
    decided = {"is_agreed": True, "decided_at": timezone.now()}
    make_correction(asked_by=person, decided_by=person, **decided)


def deadline():
    about = {"unit": make_commune(), "period": make_period()}
    return {"kind": "deadline", "person": make_user(), **about}


def held():
    return {"owner": make_user(), "unit": make_commune(), "period_set": judged()}


def steps():
    return {"procedure": make_procedure()}


def condition():
    other = make_procedure(period_kind="half_year", valid_to=AS_OF)
    return {"condition": make_condition(other)}


def closed_twice_over():
    """A dossier that ends both by a decision and by a reason."""
    ends = {"decision": make_recognition(), "closed_reason": "Xã rút hồ sơ"}
    make_dossier(closed_at=timezone.now(), **ends)


def refused_without_note():
    decided = {"decided_at": timezone.now(), "decided_by": make_user()}
    make_correction(is_agreed=False, **decided)


def carried():
    """A proof carried over to a period."""
    return {"carried_from": make_evidence(), "period": make_period(kind="half_year")}


def poll(issued, collected, satisfied):
    return {
        "poll_issued": issued,
        "poll_collected": collected,
        "poll_satisfied": satisfied,
    }


def vote(members, present, in_favour):
    return {
        "vote_members": members,
        "vote_present": present,
        "vote_in_favour": in_favour,
        "vote_on": AS_OF,
    }


def band(minimum, maximum):
    return {
        "metric": "in_band",
        "band_minimum": minimum,
        "band_maximum": maximum,
    }


# What only the named constraint refuses.
VIOLATIONS = [
    ("period_once", lambda: twice(make_period)),
    ("period_as_of_in_year", lambda: make_period(as_of=dt.date(2022, 1, 1))),
    (
        "period_closes_from_its_year",
        lambda: make_period(closes_on=dt.date(2020, 12, 31)),
    ),
    ("period_kind_known", lambda: make_period(kind="month")),
    ("period_closed_with_time", lambda: make_period(closed_by=make_user())),
    ("periodset_one_set", lambda: twice(make_period_set, make_period(), make_set())),
    ("procedure_days_in_order", lambda: make_procedure(valid_to=START)),
    ("procedure_one_open", lambda: twice(make_procedure)),
    ("reviewstep_position_once", lambda: twice(make_step, make_procedure())),
    ("reviewstep_actor_known", lambda: make_step(actor="village")),
    ("assessment_once_a_document", account_twice),
    ("assessment_one_chosen", both_chosen),
    ("assessment_chosen_with_reason", lambda: make_assessment(is_chosen=True)),
    (
        "assessment_counts_in_order",
        lambda: make_assessment(declared_met=1, declared_assessed=1),
    ),
    (
        "assessment_counts_in_order",
        lambda: make_assessment(declared_met=1, declared_counted=1),
    ),
    (
        "assessment_counts_in_order",
        lambda: make_assessment(
            declared_assessed=1, confirmed_assessed=1, confirmed_met=1
        ),
    ),
    (
        "assessment_counts_in_order",
        lambda: make_assessment(
            declared_assessed=1, confirmed_counted=1, confirmed_met=1
        ),
    ),
    ("assessment_counts_in_order", lambda: make_assessment(confirmed_assessed=1)),
    ("criterionresult_once", lambda: twice(make_criterion_result, make_assessment())),
    ("criterionresult_status_known", lambda: make_criterion_result(status="lost")),
    ("criterionresult_waits_at_step", lambda: make_criterion_result(step=make_step())),
    (
        "criterionresult_waits_at_step",
        lambda: make_criterion_result(status="submitted"),
    ),
    (
        "criterionresult_waits_at_step",
        lambda: make_criterion_result(status="submitted", step=make_step()),
    ),
    (
        "criterionresult_waits_at_step",
        lambda: make_criterion_result(waits_since=timezone.now()),
    ),
    (
        "criterionresult_confirmed_with_time",
        lambda: make_criterion_result(status="confirmed"),
    ),
    (
        "criterionresult_confirmed_with_time",
        lambda: make_criterion_result(confirmed_at=timezone.now()),
    ),
    (
        "criterionresult_computed_never_basic",
        lambda: make_criterion_result(computed="basically_met"),
    ),
    (
        "criterionresult_verdict_with_reason",
        lambda: make_criterion_result(verdict="met"),
    ),
    (
        "criterionresult_verdict_with_reason",
        lambda: make_criterion_result(verdict="fine", verdict_reason="Đã kiểm tra"),
    ),
    (
        "criterionresult_verdict_with_reason",
        lambda: make_criterion_result(verdict_reason="Đã kiểm tra"),
    ),
    ("indicatorresult_once", lambda: twice(make_indicator_result, result())),
    ("indicatorresult_basis_known", lambda: make_indicator_result(basis="guess")),
    (
        "indicatorresult_typed_or_value",
        lambda: make_indicator_result(value=1, typed="1"),
    ),
    (
        "indicatorresult_value_or_reason",
        lambda: make_indicator_result(value=1, not_applicable_reason="Không có chợ"),
    ),
    ("indicatorresult_outcome_has_ground", lambda: judged_without("value")),
    ("indicatorresult_outcome_has_ground", lambda: judged_without("level")),
    (
        "indicatorresult_outcome_has_ground",
        lambda: make_indicator_result(outcome="not_applicable"),
    ),
    ("resultevent_sequence_once", lambda: twice(make_event, make_assessment())),
    ("resultevent_kind_known", lambda: make_event(kind="rumour")),
    ("evidence_one_of_three", lambda: make_evidence(link="")),
    ("evidence_one_of_three", lambda: make_evidence(document=make_document())),
    ("evidence_one_of_three", lambda: make_evidence(kind="document", link="")),
    (
        "evidence_one_of_three",
        lambda: make_evidence(kind="file", link="", file="evidence/a.pdf"),
    ),
    ("evidence_one_of_three", lambda: make_evidence(kind="rumour")),
    ("recognition_once", lambda: twice(make_recognition, **place())),
    ("recognition_kind_known", lambda: make_recognition(kind="praised")),
    ("recognition_kind_known", lambda: make_recognition(tier="gold")),
    ("recognition_kind_known", lambda: make_recognition(basis="heard")),
    ("recognition_year_not_later", lambda: make_recognition(year=2022)),
    (
        "recognition_day_in_year",
        lambda: make_recognition(year=2020, decided_on=dt.date(2021, 1, 1)),
    ),
    (
        "recognition_day_in_year",
        lambda: make_recognition(year=None, decided_on=dt.date(2021, 1, 1)),
    ),
    ("plan_once", lambda: twice(make_plan, **place())),
    ("plan_tier_known", lambda: make_plan(tier="gold")),
    (
        "planpostponement_once",
        lambda: twice(make_postponement, plan=make_plan(), by=make_user()),
    ),
    ("planpostponement_with_reason", lambda: make_postponement(reason="")),
    ("plan_registered_with_time", lambda: make_plan(registered_by=make_user())),
    (
        "planvalue_once",
        lambda: twice(make_plan_value, plan=make_plan(), indicator=leaf()),
    ),
    ("periodexception_days_in_order", lambda: make_exception(valid_to=AS_OF)),
    ("periodexception_with_reason", lambda: make_exception(reason="")),
    ("correction_one_open", lambda: twice(make_correction, criterion_result=result())),
    ("correction_with_reason", lambda: make_correction(reason="")),
    ("correction_decided_whole", lambda: make_correction(is_agreed=True)),
    ("correction_decided_whole", lambda: make_correction(decided_at=timezone.now())),
    ("correction_two_people", correction_by_one),
    ("correction_refused_with_reason", refused_without_note),
    ("periodexception_revoked_whole", lambda: make_exception(revoked_by=make_user())),
    ("notice_of_unit_once", lambda: twice(make_notice, **deadline())),
    ("evidence_carried_once", lambda: twice(make_evidence, **carried())),
    ("heldinput_once", lambda: twice(make_held, **held())),
    (
        "heldinput_days_in_order",
        lambda: make_held(expires_at=dt.datetime(2021, 1, 1, tzinfo=dt.UTC)),
    ),
    ("notice_kind_known", lambda: make_notice(kind="gossip")),
    ("notice_about_one_thing", lambda: make_notice(unit=make_commune())),
    (
        "notice_about_one_thing",
        lambda: make_notice(
            criterion_result=result(), period=make_period(kind="half_year")
        ),
    ),
    (
        "recognitioncondition_position_once",
        lambda: twice(make_condition, make_procedure()),
    ),
    ("dossier_one_open", lambda: twice(make_dossier, unit=make_commune(), **steps())),
    ("dossier_tier_known", lambda: make_dossier(tier="gold")),
    ("dossier_poll_in_order", lambda: make_dossier(poll_collected=10)),
    (
        "dossier_vote_with_day",
        lambda: make_dossier(**vote(9, 9, 9) | {"vote_on": None}),
    ),
    ("dossier_poll_in_order", lambda: make_dossier(**poll(10, 11, 9))),
    ("dossier_poll_in_order", lambda: make_dossier(**poll(10, 9, 10))),
    ("dossier_vote_in_order", lambda: make_dossier(**vote(9, 10, 9))),
    ("dossier_vote_in_order", lambda: make_dossier(**vote(9, 8, 9))),
    ("dossier_published_in_order", lambda: make_dossier(published_to=AS_OF)),
    (
        "dossier_published_in_order",
        lambda: make_dossier(published_from=AS_OF, published_to=AS_OF),
    ),
    ("dossier_closed_whole", lambda: make_dossier(closed_reason="Xã rút hồ sơ")),
    (
        "dossier_closed_whole",
        lambda: make_dossier(closed_at=timezone.now(), closed_by=make_user()),
    ),
    ("dossier_closed_whole", closed_twice_over),
    (
        "dossiercondition_once",
        lambda: twice(make_dossier_condition, dossier=make_dossier(), **condition()),
    ),
    ("planitem_once", lambda: twice(make_plan_item, plan=make_plan(), criterion=one())),
    ("publishedfigure_once", lambda: twice(make_figure, **place())),
    ("publishedfigure_once", lambda: twice(make_figure, **place(), **band(5, 9))),
    ("publishedfigure_band_limits", lambda: make_figure(**band(9, 5))),
    ("publishedfigure_band_limits", lambda: make_figure(**band(5, None))),
    ("publishedfigure_band_limits", lambda: make_figure(**band(None, 9))),
    ("publishedfigure_band_limits", lambda: make_figure(band_maximum=9)),
    ("publishedfigure_metric_known", lambda: make_figure(metric="happiness")),
    ("publishedfigure_metric_known", lambda: make_figure(tier="gold")),
    ("publishedfigure_metric_known", lambda: make_figure(value=-1)),
    ("writtenname_once", lambda: twice(make_written_name, **written())),
    ("writtenname_has_name", lambda: make_written_name(name_folded="")),
    (
        "importdraft_ends_after_start",
        lambda: make_draft(expires_at=dt.datetime(2021, 1, 1, tzinfo=dt.UTC)),
    ),
    ("importdraft_kind_with_period", lambda: make_draft(kind="results")),
    ("importdraft_kind_with_period", lambda: make_draft(period_set=judged())),
    ("importdraft_kind_with_period", lambda: make_draft(kind="plans")),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "violate"), VIOLATIONS)
def test_constraint_refuses(name, violate):
    with refused_by(CONSTRAINTS[name]):
        violate()


def test_constraints_all_violated():
    assert {name for name, _ in VIOLATIONS} == set(CONSTRAINTS)


@pytest.mark.django_db
def test_procedure_closed_and_open_side_by_side():
    make_procedure(valid_to=dt.date(2020, 1, 1))

    assert make_procedure(valid_from=dt.date(2020, 1, 1)).pk


@pytest.mark.django_db
def test_assessment_of_two_documents_one_chosen():
    chosen = make_assessment(is_chosen=True, chosen_reason="Báo cáo cuối năm")

    rival = make_assessment(of=chosen)

    assert rival.unit_id == chosen.unit_id
    assert list(type(rival).objects.chosen()) == [chosen]


@pytest.mark.django_db
def test_assessment_lapsed_is_not_chosen():
    chosen = {"is_chosen": True, "chosen_reason": "Báo cáo cuối năm"}
    lapsed = make_assessment(**chosen, lapsed_at=timezone.now())

    assert lapsed not in type(lapsed).objects.chosen()


@pytest.mark.django_db
def test_assessment_for_year_by_kind_and_tier():
    chosen = {"is_chosen": True, "chosen_reason": "Báo cáo cuối năm"}
    asked = make_assessment(**chosen)
    half = make_period(kind="half_year")
    make_assessment(of=asked, period=half, **chosen)
    make_assessment(of=asked, criteria_set=make_set(tier="nang_cao"), **chosen)

    assert list(type(asked).objects.for_year(2021, "ntm")) == [asked]
    assert not type(asked).objects.for_year(2020, "ntm")


@pytest.mark.django_db
def test_criterion_result_outcome_is_verdict_first():
    computed = make_criterion_result(computed="not_met")
    judged = make_criterion_result(
        make_assessment(of=computed.assessment, unit=make_commune()),
        computed="not_met",
        verdict="basically_met",
        verdict_reason="Đã kiểm tra",
    )

    assert (computed.outcome, judged.outcome) == ("not_met", "basically_met")


@pytest.mark.django_db
def test_figure_of_zero_in_band_from_zero_accepted():
    assert make_figure(value=0, **band(0, 0)).pk
