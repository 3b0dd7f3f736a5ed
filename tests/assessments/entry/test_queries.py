"""How many queries a save of the script takes, whatever the size of the set."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Period
from assessments.reports.keep import forget
from criteria.models import Level
from tests.assessments.entry.desk import Desk
from tests.assessments.round import make_round
from tests.builders import START, make_level

pytestmark = pytest.mark.django_db

MOST = 10


@pytest.fixture
def _kept(settings):
    """The law is kept, as it is in production."""
    settings.LAW_KEPT_FOR = 3600
    forget()
    yield
    forget()


@pytest.mark.usefixtures("_kept")
@pytest.mark.parametrize("count", [3, 30])
def test_save_of_the_script_takes_few_queries(client, count):
    desk = Desk(client, make_round(*["percent"] * count))
    client.force_login(desk.round.official)
    # The first save in a while reads what is kept.
    assert desk.as_json(desk.fields(v_1_1="70")).status_code == 200
    form = desk.fields(v_1_1="75")

    with CaptureQueriesContext(connection) as queries:
        assert desk.as_json(form).status_code == 200

    asked = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= MOST, "\n".join(asked)


@pytest.mark.usefixtures("_kept")
def test_what_is_handed_in_is_judged_by_the_level_of_that_moment(desk):
    desk.type(v_1_1="85")
    leaf = desk.round.result().indicator_results.get()
    stricter = make_level(
        leaf.indicator, value=90, valid_from=START + dt.timedelta(days=1)
    )
    Level.objects.filter(pk=leaf.level_id).update(superseded_by=stricter)

    desk.round.submit()

    assert desk.round.result().computed == "not_met"


@pytest.mark.usefixtures("_kept")
def test_period_closed_a_moment_ago_is_locked(desk):
    desk.type(v_1_1="85")
    form = desk.fields(v_1_1="86")
    Period.objects.update(closed_at=timezone.now())

    assert desk.as_json(form).status_code == 423
    assert desk.round.result().indicator_results.get().value == 85


@pytest.mark.usefixtures("_kept")
def test_period_closed_a_moment_ago_shows_as_closed(desk):
    desk.type(v_1_1="85")
    desk.open()
    Period.objects.update(closed_at=timezone.now())

    assert desk.open().context["page"].lock.startswith("Kỳ đã khóa")
    assert not desk.open("check").context["page"].can_submit
