"""Every door to a result of a closed period is locked; one test a door."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.actions import (
    ask_correction,
    choose_account,
    move_on_waiting,
    record_results,
)
from assessments.actions.accounts import Account
from assessments.actions.documents import Citation
from assessments.actions.evidence import ForCriteria, detach
from assessments.actions.imports import Correction, ResultsPlan, import_results
from assessments.actions.proofs import attach_link
from assessments.actions.reviewing import agree, send_back
from assessments.errors import AssessmentsError
from assessments.models import CriterionResult, IndicatorResult, ResultEvent
from assessments.reports.stored import read_accounts
from communes.models import UnitVersion
from criteria.book import Entered
from tests.assessments.round import DAY, make_round, shared_on_the_day
from tests.builders import make_assessment, make_document, make_evidence, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

SEVENTY = {"1.1": Entered(value=Decimal(70))}


def closed():
    """A draft, a submitted and a confirmed result in a period that is closed."""
    round_ = make_round("percent", "percent", "percent")
    round_.save(1)
    round_.submitted(2)
    round_.confirmed(3)
    round_.close()
    return round_


shared_round = shared_on_the_day(closed)


@pytest.fixture(autouse=True)
def _nothing_changes(round_):
    """Whatever is tried, results, values and the trail stay as they were."""

    def written():
        return [
            list(model.objects.order_by("pk").values())
            for model in (CriterionResult, IndicatorResult, ResultEvent)
        ]

    before = written()
    yield
    assert written() == before


def test_door_saving(round_):
    with pytest.raises(AssessmentsError, match="đã khóa"):
        round_.save(1, 70)


def test_door_handing_in(round_):
    with pytest.raises(AssessmentsError, match="đã khóa"):
        round_.submit(1)


def test_door_form(round_, client):
    client.force_login(round_.official)
    place = [2021, round_.commune.pk, round_.period_set.pk]
    url = reverse("entry:page", args=place)
    page = client.get(url).content.decode()
    assert 'name="v-1-1"' not in page

    response = client.post(url, {"t-1": f"2.{'0' * 16}", "v-1-1": "70"})

    assert response.status_code < 500


@pytest.mark.parametrize("number", [1, 2, 3])
def test_door_admin(round_, admin_client, number):
    result = round_.result(number)
    url = reverse("admin:assessments_criterionresult_change", args=[result.pk])
    page = admin_client.get(url).content.decode()
    assert 'name="status"' not in page

    assert admin_client.post(url, {"status": "draft"}).status_code == 403


@pytest.mark.parametrize("name", ["assessment", "indicatorresult", "resultevent"])
def test_door_admin_of_other_rows(admin_client, name):
    url = reverse(f"admin:assessments_{name}_add")

    assert admin_client.post(url, {}).status_code == 403


def a_plan(round_, document, **over):
    return ResultsPlan(
        period=round_.period,
        criteria_set=round_.period_set.criteria_set,
        province_id=round_.province.pk,
        citation=Citation(key=document.key),
        origin="import",
        **over,
    )


def test_door_import_of_new_accounts(round_):
    new = {round_.other_commune.pk: Account(values=SEVENTY)}

    with pytest.raises(AssessmentsError, match="đã khóa"):
        import_results(
            plan=a_plan(round_, make_document(), new=new), by=round_.coordinator
        )


def test_door_import_over_an_account(round_):
    before = read_accounts([round_.account])[round_.commune.pk]
    change = Correction(Account(values=SEVENTY), before)
    document = round_.period.round_document
    plan = a_plan(round_, document, corrections={round_.commune.pk: change})

    with pytest.raises(AssessmentsError, match="đã khóa"):
        import_results(plan=plan, by=round_.coordinator)


def test_door_import_over_what_communes_enter(round_):
    """Not even while the period is open: the level above never edits."""
    type(round_.period).objects.update(closed_at=None, closed_by=None)
    before = read_accounts([round_.account])[round_.commune.pk]
    change = Correction(Account(values=SEVENTY), before)
    document = round_.period.round_document
    plan = a_plan(round_, document, corrections={round_.commune.pk: change})

    with pytest.raises(AssessmentsError, match="xã tự nhập"):
        import_results(plan=plan, by=round_.coordinator)


def test_door_recording(round_):
    with pytest.raises(AssessmentsError, match="đã khóa"):
        record_results(
            period=round_.period,
            criteria_set=round_.period_set.criteria_set,
            document=make_document(),
            accounts={round_.other_commune.pk: Account(values=SEVENTY)},
            origin="action",
        )


def test_door_choosing(round_):
    rival = make_assessment(of=round_.account)

    with pytest.raises(AssessmentsError, match="đã khóa"):
        choose_account(assessment=rival, chosen_reason="Khác", by=round_.coordinator)


@pytest.mark.parametrize("number", [1, 2])
def test_door_correction(round_, number):
    with pytest.raises(AssessmentsError, match="đã xác nhận"):
        ask_correction(
            result=round_.result(number),
            given={f"{number}.1": Entered(value=Decimal(70))},
            reason="Nhập nhầm",
            document=make_document(),
            by=round_.coordinator,
        )


@pytest.mark.parametrize("move", [agree, send_back])
def test_door_review(round_, move):
    result = round_.result(2)
    said = {"reason": "Sai"} if move is send_back else {}

    with pytest.raises(AssessmentsError, match="đã khóa"):
        move(result=result, version=result.version, by=round_.district_officer, **said)


def test_door_evidence(round_):
    ids = {round_.criterion_id(1)}
    purpose = ForCriteria(round_.commune.pk, round_.period, ids)

    with pytest.raises(AssessmentsError, match="đã khóa"):
        attach_link(
            purpose=purpose, link="https://example.org/", title="", by=round_.official
        )


def test_door_taking_a_proof_off(round_):
    proof = make_evidence(unit=round_.commune, period=round_.period)
    proof.criterion_results.add(round_.result(1))

    with pytest.raises(AssessmentsError, match="đã khóa"):
        detach(evidence=proof, criterion_id=round_.criterion_id(1), by=round_.official)

    assert proof.criterion_results.exists()


def test_door_moving_on(round_):
    UnitVersion.objects.filter(unit=round_.district).update(valid_to=DAY)

    assert move_on_waiting(by=make_user(is_superuser=True)) == []
