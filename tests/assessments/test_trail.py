"""Who sees which events, what is found, and how a change is said in words."""

import datetime as dt
from copy import deepcopy
from decimal import Decimal

import pytest
import time_machine
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from accounts.roles import roles_of
from assessments.actions.reviewing import agree, send_back
from assessments.actions.values import Given
from assessments.events import append_event
from assessments.models import Assessment, ResultEvent
from assessments.permissions import may_read, readable
from assessments.reports.changes import Wording, origin_words
from assessments.reports.trail import (
    PAGE,
    TrailFilter,
    TrailRow,
    all_rows,
    event_row,
    events_for,
    events_of,
    rows_of,
    trail_page,
)
from criteria.models import MeasureOption
from tests.assessments.round import DAY, Round
from tests.builders import (
    make_assessment,
    make_event,
    make_indicator,
    make_membership,
    make_province,
    make_set,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(DAY):
        yield


@pytest.fixture
def world(shared_round, db) -> Round:
    return deepcopy(shared_round)


def found(world: Round, **asked: object) -> list[ResultEvent]:
    roles = roles_of(world.coordinator)
    return list(events_for(roles, TrailFilter(**asked)))


def rows(world: Round, number: int | None = None) -> list[TrailRow]:
    events = events_for(roles_of(world.coordinator), TrailFilter(number=number))
    return rows_of(list(events), number)


def said(row: TrailRow) -> list[tuple[str, str, str]]:
    return [
        (
            change.label,
            *(text.replace("\xa0", " ") for text in (change.old, change.new)),
        )
        for change in row.changes
    ]


@pytest.mark.parametrize(
    "role",
    [
        "commune_official",
        "district_officer",
        "agency_officer",
        "coordinator",
        "national_viewer",
        "administrator",
        "nobody",
    ],
)
def test_readable_accounts_are_those_that_may_be_read(world: Round, role: str) -> None:
    world.save()
    make_assessment(unit=world.other_commune, of=world.account)
    make_assessment(of=world.account, unit=None, province_id=make_province().pk)
    roles = roles_of(person_of(world, role))

    condition = set(Assessment.objects.filter(readable(roles)))

    assert condition == {a for a in Assessment.objects.all() if may_read(roles, a)}


def person_of(world: Round, role: str) -> object:
    own = {
        "commune_official": world.official,
        "district_officer": world.district_officer,
        "agency_officer": world.agency_officer,
        "coordinator": world.coordinator,
    }
    if role in own:
        return own[role]
    over = {"valid_to": DAY} if role == "nobody" else {"role": role}
    return make_membership(**over).user


def test_a_saved_value_is_said_with_unit_old_and_new(world: Round) -> None:
    world.save(value=75)
    world.save(value=Decimal("80.5"))

    after, before = rows(world)

    assert said(after) == [("1.1", "75 %", "80,5 %")]
    assert said(before) == [("1.1", "", "75 %")]
    assert (after.who, after.where_from) == (str(world.official), "Trang nhập liệu")


def test_a_value_is_said_in_the_language_of_the_reader(world: Round) -> None:
    world.save(value=Decimal("80.5"))

    with override("en"):
        assert said(rows(world)[0]) == [("1.1", "", "80.5%")]


def test_what_was_typed_wrong_is_said_as_typed(world: Round) -> None:
    world.save(given={"1.1": Given(typed="12.5")})

    assert said(rows(world)[0]) == [("1.1", "", "“12.5”")]


def test_estimates_and_answers_are_said_in_words() -> None:
    criteria_set = make_set("yes_no", published=False)
    criterion = criteria_set.criteria.get()
    make_indicator(criterion, kind="number")
    choice = make_indicator(criterion, kind="choice")
    MeasureOption.objects.create(
        measure=choice.measure, value=2, name_vi="Tốt", name_en="Good"
    )
    values = {"1.1": "1", "1.2": "3.2500 (ước)", "1.3": "2", "1.9": "Không có chợ"}
    event = make_event(
        make_assessment(criteria_set=criteria_set), new={"values": values}
    )

    (row,) = rows_of([event], None)

    texts = [new for _label, _old, new in said(row)]
    assert texts == ["Đạt", "3,25 (ước)", "Tốt", "Không có chợ"]


def test_moves_are_said_by_names_of_states_and_steps(world: Round) -> None:
    result = world.submitted()
    agree(
        result=result,
        version=result.version,
        by=world.district_officer,
        verdict="basically_met",
        verdict_reason="Thiếu ít",
    )

    labels = {label: (old, new) for label, old, new in said(rows(world)[0])}

    assert labels["Bước đang chờ"] == ("Huyện thẩm tra", "Huyện thẩm tra")
    assert labels["Kết luận của cơ quan"] == ("", "Cơ bản đạt")
    assert labels["Lý do của kết luận"] == ("", "Thiếu ít")


def test_every_key_of_events_has_words(world: Round) -> None:
    """An unknown key is shown as it stands, never left out."""
    world.save()
    append_event(world.account, kind="comment", origin="mars x", new={"strange": 7})

    (row, *_others) = rows(world)

    assert said(row) == [("strange", "", "7")]
    assert row.where_from == "mars x"
    assert origin_words("import 0123abc") == "Nhập từ bảng (0123abc)"


def test_of_a_whole_account_only_the_criterion_asked_for_is_said(world: Round) -> None:
    world.save(1)
    account = world.account
    values = {"values": {"1.1": "90", "2.1": "70"}}
    append_event(account, kind="corrected", origin="import a", new=values)
    others = {"values": {"2.1": "60"}, "document": "x"}
    append_event(account, kind="corrected", origin="import b", new=others)
    append_event(account, kind="lapsed", origin="action", new={"document": "y"})

    shown = rows_of(list(events_of(world.result(1))), 1)

    assert [said(row)[0] for row in shown] == [
        ("Văn bản", "", "y"),
        ("1.1", "", "90 %"),
        ("1.1", "", "80 %"),
    ]
    assert [row.event for row in rows(world, number=1)] == [r.event for r in shown]


def test_found_by_unit_person_kind_period_and_origin(world: Round) -> None:
    world.official.full_name = "Đặng Thị Ánh"
    world.official.save()
    result = world.submitted()
    send_back(
        result=result,
        version=result.version,
        by=world.district_officer,
        reason="Thiếu",
    )

    kinds = lambda **asked: [event.kind for event in found(world, **asked)]  # noqa: E731

    everything = ["returned", "submitted", "saved"]
    assert kinds(unit="si binh") == kinds(unit="Sỹ Bình") == everything
    assert kinds(unit="Vũ Muộn") == []
    assert kinds(person="đặng thi") == ["submitted", "saved"]
    assert kinds(kind="returned") == ["returned"]
    assert kinds(period_id=world.period.pk) == everything
    assert kinds(period_id=world.period.pk + 1) == []
    assert kinds(origin="review") == ["returned"]


def test_found_by_days_of_here_both_counted(world: Round) -> None:
    world.save()
    account = world.account
    zone = dt.timezone(dt.timedelta(hours=7))
    first = make_event(
        account, sequence=8, at=dt.datetime(2021, 12, 1, 0, 0, tzinfo=zone)
    )
    last = make_event(
        account, sequence=9, at=dt.datetime(2021, 12, 2, 23, 59, 59, tzinfo=zone)
    )
    make_event(account, sequence=10, at=dt.datetime(2021, 12, 3, tzinfo=zone))

    days = {"first": dt.date(2021, 12, 1), "last": dt.date(2021, 12, 2)}

    assert found(world, **days) == [last, first]


def test_pages_go_on_by_key_both_ways(world: Round) -> None:
    world.save()
    account = world.account
    for number in range(2, 2 * PAGE + 6):
        make_event(account, sequence=number)
    events = events_for(roles_of(world.coordinator), TrailFilter())

    newest = trail_page(events)
    middle = trail_page(events, before=newest.older)
    oldest = trail_page(events, before=middle.older)

    sequences = [r.event.sequence for p in (newest, middle, oldest) for r in p.rows]
    assert sequences == list(range(2 * PAGE + 5, 0, -1))
    assert (newest.newer, oldest.older) == (None, None)
    assert trail_page(events, after=oldest.newer).rows[0].event == middle.rows[0].event
    assert len(list(all_rows(events))) == len(sequences)


def test_a_page_costs_the_same_at_any_size(
    world: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    world.submitted()
    roles = roles_of(world.coordinator)
    for more in (0, 40):
        for number in range(10, 10 + more):
            make_event(world.account, sequence=number)
        with django_assert_num_queries(6):
            page = trail_page(events_for(roles, TrailFilter()))
            assert all(row.who and row.about for row in page.rows)


def test_an_event_is_not_there_for_a_stranger(world: Round) -> None:
    world.save()
    event = ResultEvent.objects.get()

    assert event_row(roles_of(world.official), event.pk).changes
    assert event_row(roles_of(world.stranger), event.pk) is None


def test_names_of_a_batch_are_read_at_once(
    world: Round, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world.submitted()
    events = list(events_for(roles_of(world.coordinator), TrailFilter()))

    with django_assert_max_num_queries(8):
        wording = Wording(events)
        assert [change for event in events for change in wording.changes(event)]
