import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from assessments.events import append_event, digest, verify_chain
from assessments.models import ResultEvent
from tests.builders import make_assessment, make_event
from tests.guards import guards_lifted

pytestmark = pytest.mark.django_db


def append_three(assessment):
    return [
        append_event(assessment, kind="comment", origin="test", note=note)
        for note in ("một", "hai", "ba")
    ]


def tamper(event, **change):
    """Change a row behind the guards' back, on either database."""
    with guards_lifted(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        ResultEvent.objects.filter(pk=event.pk).update(**change)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")


def test_event_refuses_update():
    event = append_three(make_assessment())[1]

    with pytest.raises(DatabaseError, match="chỉ ghi thêm"), transaction.atomic():
        ResultEvent.objects.filter(pk=event.pk).update(note="khác")

    event.refresh_from_db()
    assert event.note == "hai"


def test_event_refuses_delete():
    event = append_three(make_assessment())[1]

    with pytest.raises(DatabaseError, match="chỉ ghi thêm"), transaction.atomic():
        event.delete()

    assert ResultEvent.objects.filter(pk=event.pk).exists()


def test_events_number_each_assessment_from_one():
    assessment = make_assessment()
    rival = make_assessment(of=assessment)

    events = [*append_three(assessment), *append_three(rival)]

    assert [event.sequence for event in events] == [1, 2, 3, 1, 2, 3]


def test_events_carry_the_former_hash():
    first, second, third = append_three(make_assessment())

    assert first.previous_hash == ""
    assert second.previous_hash == first.hash
    assert third.previous_hash == second.hash


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "saved"),
        ("origin", "nơi khác"),
        ("old", {"value": "1"}),
        ("new", {"value": "2"}),
        ("note", "khác"),
        ("by_id", 5),
        ("criterion_result_id", 5),
        ("sequence", 9),
        ("assessment_id", 99),
        ("previous_hash", "a" * 64),
    ],
)
def test_digest_changes_with_content(field, value):
    event = append_three(make_assessment())[0]

    setattr(event, field, value)

    assert digest(event) != event.hash


def test_digest_same_after_reading():
    event = append_three(make_assessment())[2]

    assert digest(ResultEvent.objects.get(pk=event.pk)) == event.hash


def test_verify_chain_whole():
    assessment = make_assessment()
    append_three(assessment)

    assert verify_chain(assessment) == []


def test_verify_chain_without_events():
    assert verify_chain(make_assessment()) == []


def test_verify_chain_finds_changed_content():
    assessment = make_assessment()
    tamper(append_three(assessment)[1], note="khác")

    assert verify_chain(assessment) == [2]


def test_verify_chain_finds_rewritten_event():
    """A forger who also renews the hash breaks the link to the next event."""
    assessment = make_assessment()
    event = append_three(assessment)[1]
    event.note = "khác"

    tamper(event, note="khác", hash=digest(event))

    assert verify_chain(assessment) == [3]


def test_verify_chain_finds_gap():
    assessment = make_assessment()
    first = append_event(assessment, kind="comment", origin="test")
    missing = ResultEvent(assessment=assessment, sequence=3, kind="comment")
    missing.at, missing.origin, missing.previous_hash = first.at, "test", first.hash

    make_event(
        assessment,
        sequence=3,
        at=first.at,
        previous_hash=first.hash,
        hash=digest(missing),
    )

    assert verify_chain(assessment) == [3]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_guard_migration_reversible():
    event = append_three(make_assessment())[0]
    loader = MigrationExecutor(connection).loader
    guards = loader.get_migration("assessments", "0002_guard_events").operations[0]

    with connection.schema_editor() as editor:
        guards.reverse_code(None, editor)
        assert ResultEvent.objects.filter(pk=event.pk).update(note="khác") == 1
        guards.code(None, editor)

    with pytest.raises(DatabaseError, match="chỉ ghi thêm"), transaction.atomic():
        event.delete()
