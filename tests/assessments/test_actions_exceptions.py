import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from assessments.actions import give_exception, revoke_exception
from assessments.errors import AssessmentsError
from assessments.models import PeriodException
from assessments.reports.locks import locks_of
from communes.choices import UnitKind
from communes.models import UnitVersion
from tests.assessments.round import DAY, make_round, shared_on_the_day
from tests.builders import make_commune, make_membership, make_province, make_set

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

WEEK = dt.timedelta(days=7)


def closed():
    round_ = make_round()
    round_.close()
    return round_


shared_round = shared_on_the_day(closed)


def given(round_, **over):
    said = {
        "period": round_.period,
        "unit": round_.commune,
        "valid_from": DAY,
        "valid_to": DAY + WEEK,
        "reason": "Mất điện",
        "by": round_.coordinator,
        **over,
    }
    return give_exception(**said)


def test_township_is_given_no_late_entry(round_):
    town = make_commune("Phủ Thông", kind=UnitKind.THI_TRAN, parent=round_.district)

    with pytest.raises(AssessmentsError, match="chỉ gia hạn cho xã") as said:
        given(round_, unit=town)

    assert said.value.field == "unit"


def test_what_is_given_already_is_not_given_again(round_):
    criterion = round_.period_set.criteria_set.criteria.get(number=1)
    given(round_, criterion=criterion)

    with pytest.raises(AssessmentsError, match="đến hết 30/11/2021") as said:
        given(round_, criterion=criterion, valid_to=DAY + dt.timedelta(days=2))

    assert said.value.field == "valid_to"
    given(round_, criterion=criterion, valid_to=DAY + 2 * WEEK)
    given(round_, unit=round_.other_commune)
    revoke_exception(exception=given(round_), by=round_.coordinator)
    assert given(round_).criterion is None


def test_exception_opens_the_unit_alone(round_):
    given(round_, reason=" Mất điện ")

    assert PeriodException.objects.get().reason == "Mất điện"
    assert round_.save().status == "draft"
    other = locks_of(period=round_.period, unit_id=round_.other_commune.pk)
    assert "đã khóa" in other.whole


def test_exception_of_one_criterion_opens_no_other(round_):
    criterion = round_.period_set.criteria_set.criteria.get(number=1)
    given(round_, criterion=criterion)

    round_.save(1)
    with pytest.raises(AssessmentsError, match="đã khóa"):
        round_.save(2)


@pytest.mark.parametrize(("days", "is_open"), [(0, True), (6, True), (7, False)])
def test_exception_lasts_its_days(round_, settings, days, is_open):
    given(round_)
    settings.CLOCK_DAY = DAY + dt.timedelta(days=days)

    locks = locks_of(period=round_.period, unit_id=round_.commune.pk)

    assert (locks.whole == "") is is_open


@pytest.mark.parametrize(
    "who", ["official", "stranger", "district_officer", "agency_officer"]
)
def test_only_who_steers_the_province_gives(round_, who):
    with pytest.raises(PermissionDenied):
        given(round_, by=getattr(round_, who))


def test_coordinator_of_another_province_gives_nothing(round_):
    other = make_membership(role="coordinator", unit=make_province("Thái Nguyên")).user

    with pytest.raises(PermissionDenied):
        given(round_, by=other)


def test_administrator_gives(round_):
    assert given(round_, by=make_membership().user).pk


@pytest.mark.parametrize(
    ("over", "field", "words"),
    [
        ({"reason": " "}, "reason", "nêu lý do"),
        ({"valid_to": DAY}, "valid_to", "sau ngày bắt đầu"),
        ({"valid_from": DAY - WEEK}, "valid_from", "đã qua"),
        ({"valid_to": DAY + dt.timedelta(days=61)}, "valid_to", "không quá 60"),
    ],
)
def test_exception_refused(round_, over, field, words):
    with pytest.raises(AssessmentsError, match=words) as refusal:
        given(round_, **over)

    assert refusal.value.field == field


def test_exception_of_sixty_days_is_the_longest(round_):
    assert given(round_, valid_to=DAY + dt.timedelta(days=60)).pk


def test_exception_refuses_a_criterion_of_another_set(round_):
    strange = make_set(tier="nang_cao").criteria.get()

    with pytest.raises(AssessmentsError, match="không thuộc bộ"):
        given(round_, criterion=strange)


def test_open_period_needs_no_exception():
    with pytest.raises(AssessmentsError, match="đang mở"):
        given(make_round())


def test_period_without_round_has_none(round_):
    round_.period.round_document = None
    round_.period.save()

    with pytest.raises(AssessmentsError, match="không nhập"):
        given(round_)


def test_unit_that_is_gone_gets_none(round_):
    UnitVersion.objects.filter(unit=round_.commune).update(valid_to=DAY)

    with pytest.raises(AssessmentsError, match="phải còn hôm nay"):
        given(round_)


def test_revoked_exception_locks_again_and_stays(round_):
    exception = given(round_)
    round_.save()

    revoke_exception(exception=exception, by=round_.coordinator)

    assert exception.revoked_by == round_.coordinator
    with pytest.raises(AssessmentsError, match="đã khóa"):
        round_.save(value=90)
    with pytest.raises(AssessmentsError, match="đã hủy"):
        revoke_exception(exception=exception, by=round_.coordinator)


def test_official_revokes_nothing(round_):
    with pytest.raises(PermissionDenied):
        revoke_exception(exception=given(round_), by=round_.official)
