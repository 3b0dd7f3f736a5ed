import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions import close_period, open_period, open_round
from assessments.errors import AssessmentsError
from assessments.events import verify_chain
from assessments.models import Assessment, Period
from assessments.reports.unfinished import unfinished_of
from communes.models import UnitVersion
from tests.assessments.round import DAY, make_round
from tests.builders import (
    AS_OF,
    make_assessment,
    make_period,
    make_set,
    make_user,
    make_version,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def admin():
    return make_user(is_superuser=True, is_staff=True)


def test_round_makes_its_document(admin):
    period = open_round(period=make_period(), by=admin)

    document = period.round_document
    assert (document.kind, document.key) == ("round", "dot-nhap-2021-year")
    assert (document.issued_on, document.is_illustrative) == (DAY, False)
    assert "2021" in document.title


def test_period_is_opened_with_its_round(admin):
    said = {"year": 2021, "kind": "half_year", "as_of": DAY, "by": admin}

    period = open_period(criteria_sets=[make_set()], has_round=True, **said)

    assert period.round_document.key == "dot-nhap-2021-half-year"


def test_round_opens_once(admin):
    period = open_round(period=make_period(), by=admin)

    with pytest.raises(AssessmentsError, match="đã mở cho xã nhập"):
        open_round(period=period, by=admin)


@pytest.mark.parametrize("action", [open_round, close_period])
@pytest.mark.parametrize("who", ["coordinator", "official", "agency_officer"])
def test_only_administrators_open_and_close(action, who):
    round_ = make_round()

    with pytest.raises(PermissionDenied):
        action(period=round_.period, by=getattr(round_, who))

    assert Period.objects.get().closed_at is None


@pytest.mark.parametrize("action", [open_round, close_period])
def test_closed_period_is_neither_opened_nor_closed_again(action, admin):
    period = close_period(period=make_period(), by=admin)

    with pytest.raises(AssessmentsError, match="đã khóa"):
        action(period=period, by=admin)


def test_closing_says_so_in_every_account(admin):
    round_ = make_round()
    round_.submitted()
    other = make_assessment(of=round_.account, district=round_.district)

    period = close_period(period=round_.period, by=admin)

    assert (period.closed_by, period.closed_at.date()) == (admin, DAY)
    for account in (round_.account, other):
        event = account.events.last()
        assert (event.kind, event.by, event.old) == ("closed", admin, {})
        assert verify_chain(account) == []
    assert round_.result().status == "submitted"


def test_closing_passes_over_lapsed_accounts(admin):
    account = make_assessment()
    Assessment.objects.update(lapsed_at="2021-11-01T00:00Z")

    close_period(period=account.period, by=admin)

    assert not account.events.exists()


def test_closing_keeps_the_place_on_the_day_of_the_period(admin):
    """The commune became a town of the province while its results were entered."""
    round_ = make_round()
    round_.save()
    UnitVersion.objects.filter(unit=round_.commune).update(valid_to=DAY)
    old = round_.account.unit_version_id
    place = {"province": round_.province, "parent": round_.province}
    new = make_version(round_.commune, valid_from=DAY, **place)

    close_period(period=round_.period, by=admin)

    account = round_.account
    assert (account.unit_version, account.district) == (new, None)
    event = account.events.last()
    assert (event.old["unit_version_id"], event.new["unit_version_id"]) == (old, new.pk)
    assert event.old["district_id"] == round_.district.pk
    assert new.valid_from < AS_OF


def test_unfinished_counts_what_stays(django_assert_num_queries):
    round_ = make_round()
    round_.submitted(1)

    with django_assert_num_queries(1):
        left = unfinished_of(round_.period)

    (row,) = left.rows
    assert (left.done, left.units) == (0, 1)
    assert (row.name, row.open, row.waiting) == ("Sĩ Bình", 1, 1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no rows")
def test_closing_locks_the_period_then_its_accounts(admin):
    account = make_assessment()

    with CaptureQueriesContext(connection) as captured:
        close_period(period=account.period, by=admin)

    period, accounts = (q["sql"] for q in captured if " FOR " in q["sql"])
    assert 'FROM "assessments_period"' in period
    assert 'ORDER BY "assessments_assessment"."id"' in accounts
