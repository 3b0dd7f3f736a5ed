from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.events import append_event
from assessments.models import ResultEvent
from tests.builders import make_assessment
from tests.guards import guards_lifted

pytestmark = pytest.mark.django_db


def verify():
    out = StringIO()
    call_command("verify_events", stdout=out)
    return out.getvalue()


@pytest.fixture
def account():
    account = make_assessment()
    for note in ("một", "hai", "ba"):
        append_event(account, kind="comment", origin="test", note=note)
    other = make_assessment(of=account)
    append_event(other, kind="comment", origin="test")
    return account


def behind_the_guards(change):
    with guards_lifted(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        change(ResultEvent.objects)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")


def test_whole_chains_are_said_so(account):
    assert "nguyên vẹn" in verify()


@pytest.mark.parametrize(
    "change",
    [
        lambda events: events.filter(note="hai").update(note="khác"),
        lambda events: events.filter(note="hai").update(at="2020-01-01T00:00Z"),
        lambda events: events.filter(note="hai").delete(),
        lambda events: events.filter(note="một").update(hash="0" * 64),
    ],
)
def test_changed_or_removed_event_is_found(account, change):
    behind_the_guards(change)
    out = StringIO()

    with pytest.raises(CommandError, match="không còn như lúc ghi"):
        call_command("verify_events", stdout=out)

    assert f"đánh giá {account.pk}:" in out.getvalue()


def test_account_without_any_event_is_found(account):
    silent = make_assessment(of=account)
    out = StringIO()

    with pytest.raises(CommandError, match="1 chỗ"):
        call_command("verify_events", stdout=out)

    assert f"đánh giá {silent.pk}: không có sự kiện nào" in out.getvalue()
