import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assessments.actions import choose_account, record_results
from assessments.actions.accounts import Account
from assessments.errors import AssessmentsError
from assessments.events import verify_chain
from assessments.models import (
    Assessment,
    CriterionResult,
    IndicatorResult,
    Period,
    ResultEvent,
)
from assessments.summaries import differences, recompute
from criteria.book import Entered
from tests.builders import (
    make_assessment,
    make_commune,
    make_district,
    make_document,
    make_membership,
    make_period,
    make_procedure,
    make_province,
    make_set,
    make_step,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db

# By the rules of `world`: the second criterion asks for 80%.
GOOD = Account({"1.1": Entered(Decimal(1)), "2.1": Entered(Decimal(80))})
WEAK = Account({"1.1": Entered(Decimal(1)), "2.1": Entered(Decimal("79.9"))})


@pytest.fixture
def world():
    """A period judged by a set of two criteria, and two communes of a district."""
    criteria_set = make_set("yes_no", "percent")
    district = make_district()
    return SimpleNamespace(
        criteria_set=criteria_set,
        period=make_period(criteria_set),
        district=district,
        communes=[make_commune(name, parent=district) for name in ("An", "Ba")],
    )


def record(world, *accounts, **over):
    said = {
        "period": world.period,
        "criteria_set": world.criteria_set,
        "document": make_document(),
        "origin": "test",
    }
    given = zip(world.communes, accounts, strict=False)
    said["accounts"] = {unit.pk: account for unit, account in given}
    return record_results(**{**said, **over})


def recorded(world):
    return Assessment.objects.get(unit=world.communes[0])


def written():
    models = (Assessment, CriterionResult, IndicatorResult, ResultEvent)
    return [model.objects.count() for model in models]


def test_record_results_judged_by_the_rules(world):
    assert record(world, GOOD, WEAK) == 2

    letters = Assessment.objects.order_by("pk").values_list(
        "confirmed_outcomes", "confirmed_met", "confirmed_assessed"
    )
    assert list(letters) == [("MM", 2, 2), ("MF", 1, 2)]


def test_record_results_keeps_value_and_level(world):
    record(world, WEAK)

    row = IndicatorResult.objects.get(indicator__code="2.1")
    assert (row.value, row.outcome) == (Decimal("79.9"), "not_met")
    assert row.level.value == 80
    assert row.level_reason


def test_record_results_freezes_version_and_places(world):
    record(world, GOOD)

    version = world.communes[0].versions.get()
    assessment = recorded(world)
    assert assessment.unit_version == version
    assert assessment.district_id == world.district.pk
    assert assessment.province_id == version.province_id


def test_record_results_stores_the_summary_of_its_rows(world):
    estimate = Entered(Decimal(90), basis="estimate")
    reason = Entered(not_applicable_reason="Không có chợ")
    record(world, Account({"1.1": reason, "2.1": estimate}), Account({}))

    for assessment in Assessment.objects.all():
        assert differences(assessment, recompute(assessment)) == {}
    assert recorded(world).confirmed_outcomes == "NM"
    assert recorded(world).estimates == 1


def test_record_results_writes_one_event_each(world):
    document = make_document()

    record(world, GOOD, WEAK, document=document, by=make_user())

    events = ResultEvent.objects.order_by("assessment__unit")
    assert [(e.sequence, e.kind) for e in events] == [(1, "loaded")] * 2
    assert events[1].new == {
        "document": document.key,
        "values": {"1.1": "1", "2.1": "79.9"},
    }
    assert all(verify_chain(e.assessment) == [] for e in events)


def test_record_results_event_without_blanks(world):
    reason = Entered(not_applicable_reason="Không có chợ")
    record(world, Account({"1.1": reason, "2.1": Entered()}))

    assert ResultEvent.objects.get().new["values"] == {"1.1": "Không có chợ"}


@pytest.mark.parametrize("communes", [2, 20])
def test_record_results_queries_constant(
    world, communes, django_assert_max_num_queries
):
    units = [make_commune(parent=world.district) for _ in range(communes)]
    accounts = {unit.pk: GOOD for unit in units}

    with django_assert_max_num_queries(20):
        record(world, accounts=accounts)


def test_record_results_in_batches(world, monkeypatch):
    monkeypatch.setattr("assessments.actions.accounts.UNITS_A_BATCH", 1)
    done = []

    record(world, GOOD, WEAK, progress=done.append)

    assert done == [1, 1]
    assert written()[0] == 2


@pytest.mark.parametrize("chosen_reason", ["", "Báo cáo cuối năm"])
def test_record_results_chosen_with_reason(world, chosen_reason):
    record(world, GOOD, chosen_reason=chosen_reason)

    assert recorded(world).is_chosen is bool(chosen_reason)


def test_record_results_illustrative_with_document(world):
    record(world, GOOD, document=make_document(is_illustrative=True))

    assert recorded(world).illustrative


def test_record_results_keeps_reported_count(world):
    record(world, Account({}, reported_criteria=17))

    assert (recorded(world).reported_criteria, recorded(world).declared_met) == (17, 0)


def test_record_results_draft_is_not_declared(world):
    record(world, Account(GOOD.values, status="draft"))

    assessment = recorded(world)
    assert (assessment.declared_outcomes, assessment.confirmed_outcomes) == ("??", "??")


def test_record_results_submitted_is_not_confirmed(world):
    make_procedure(period_kind="half_year")
    procedure = make_procedure()
    make_step(procedure, position=2)
    first = make_step(procedure, position=1)

    record(world, Account(GOOD.values, statuses={2: "submitted"}))

    assessment = recorded(world)
    assert (assessment.declared_outcomes, assessment.confirmed_outcomes) == ("MM", "M?")
    waiting = assessment.criterion_results.get(criterion__number=2)
    assert (waiting.step, waiting.confirmed_at) == (first, None)


@pytest.mark.parametrize(
    "account",
    [Account(status="submitted"), Account(statuses={1: "submitted"})],
    ids=["account", "criterion"],
)
def test_record_results_refuses_submitted_without_step(world, account):
    make_step(make_procedure(valid_to=dt.date(2021, 1, 1)))

    with pytest.raises(AssessmentsError, match="trình tự xác nhận"):
        record(world, account)

    assert written() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("account", "message"),
    [
        (Account({"9.9": Entered(Decimal(1))}), r"chỉ tiêu: 9\.9"),
        (Account(statuses={3: "draft"}), "tiêu chí số: 3"),
    ],
    ids=["indicator", "criterion"],
)
def test_record_results_refuses_unknown(world, account, message):
    with pytest.raises(AssessmentsError, match=message):
        record(world, GOOD, account)

    assert written() == [0, 0, 0, 0]


def test_record_results_refuses_unit_not_in_force(world):
    gone = make_commune(parent=world.district, valid_to=world.period.as_of)
    never = make_unit()

    with pytest.raises(AssessmentsError, match=rf"{gone.pk}, {never.pk}\.$"):
        record(
            world,
            accounts={world.communes[0].pk: GOOD, gone.pk: GOOD, never.pk: GOOD},
        )

    assert written() == [0, 0, 0, 0]


def test_record_results_refuses_closed_period(world):
    Period.objects.update(closed_at=timezone.now())
    world.period.refresh_from_db()

    with pytest.raises(AssessmentsError, match="đã khóa"):
        record(world, GOOD)

    assert written() == [0, 0, 0, 0]


def test_record_results_refuses_set_of_no_period(world):
    with pytest.raises(AssessmentsError) as refusal:
        record(world, GOOD, criteria_set=make_set())

    assert refusal.value.field == "criteria_set"
    assert written() == [0, 0, 0, 0]


def test_record_results_refuses_document_twice(world):
    document = make_document()
    record(world, GOOD, document=document)

    with pytest.raises(AssessmentsError, match="đã có đánh giá"):
        record(world, WEAK, GOOD, document=document)

    assert written()[0] == 1


def test_record_results_refuses_second_chosen(world):
    record(world, GOOD, chosen_reason="Báo cáo cuối năm")

    with pytest.raises(AssessmentsError, match="được chọn"):
        record(world, WEAK, chosen_reason="Báo cáo khác")

    assert written()[0] == 1


def test_choose_account_former_steps_back():
    former = make_assessment(is_chosen=True, chosen_reason="Báo cáo cuối năm")
    rival = make_assessment(of=former)

    choose_account(assessment=rival, chosen_reason=" Số đã thẩm tra ")

    former.refresh_from_db()
    rival.refresh_from_db()
    assert (former.is_chosen, rival.is_chosen) == (False, True)
    assert rival.chosen_reason == "Số đã thẩm tra"


def test_choose_account_leaves_others_alone():
    chosen = {"is_chosen": True, "chosen_reason": "Báo cáo cuối năm"}
    neighbour = make_assessment(**chosen)
    elsewhere = make_assessment(of=neighbour, unit=make_commune())

    choose_account(assessment=elsewhere, chosen_reason="Số đã thẩm tra")

    neighbour.refresh_from_db()
    assert neighbour.is_chosen


@pytest.mark.parametrize("chosen_reason", ["", "  "])
def test_choose_account_needs_reason(chosen_reason):
    assessment = make_assessment()

    with pytest.raises(AssessmentsError) as refusal:
        choose_account(assessment=assessment, chosen_reason=chosen_reason)

    assessment.refresh_from_db()
    assert refusal.value.field == "chosen_reason"
    assert not assessment.is_chosen
    assert not assessment.events.exists()


def test_choose_account_writes_event():
    former = make_assessment(is_chosen=True, chosen_reason="Báo cáo cuối năm")
    rival = make_assessment(of=former)
    user = make_membership().user

    choose_account(assessment=rival, chosen_reason="Số đã thẩm tra", by=user)

    event = rival.events.get()
    assert (event.kind, event.by, event.note) == ("chosen", user, "Số đã thẩm tra")
    assert (event.old, event.new) == ({"chosen": [former.pk]}, {"chosen": rival.pk})
    stepped_back = former.events.get()
    assert (stepped_back.kind, stepped_back.new) == ("chosen", {"chosen": rival.pk})


def test_choose_account_refuses_person_of_another_province():
    assessment = make_assessment()
    stranger = make_membership(role="coordinator", unit=make_province()).user

    with pytest.raises(PermissionDenied):
        choose_account(assessment=assessment, chosen_reason="Số mới", by=stranger)

    assessment.refresh_from_db()
    assert not assessment.is_chosen


def test_choose_account_follows_the_trail(world):
    record(world, GOOD)
    assessment = recorded(world)

    choose_account(assessment=assessment, chosen_reason="Số đã thẩm tra")

    assert [e.sequence for e in assessment.events.all()] == [1, 2]
    assert verify_chain(assessment) == []
