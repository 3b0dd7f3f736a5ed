"""The head of a commune's page: recognition, where it went, what is still open."""

import datetime as dt

import pytest
from django.utils import timezone

from communes.models import Succession, SuccessionLink
from reporting.pages.commune import commune_page
from reporting.reports.commune import commune_report
from tests.builders import (
    AS_OF,
    make_commune,
    make_document,
    make_procedure,
    make_recognition,
    make_step,
)
from tests.criteria.builders import make_lead
from tests.reporting.worlds import account, make_world, open_year, record
from tests.round_builders import make_dossier

pytestmark = pytest.mark.django_db

MERGED = dt.date(2025, 7, 1)


def page_of(unit, year=2021):
    return commune_page(commune_report(unit.pk, year))


def merge(old, new, **over):
    succession = Succession.objects.create(
        day=MERGED, kind="merge", document=make_document()
    )
    return SuccessionLink.objects.create(
        succession=succession, predecessor=old, successor=new, extent="whole", **over
    )


@pytest.mark.parametrize(
    ("decisions", "label"),
    [
        ([], "Đạt đủ mọi tiêu chí"),
        ([{"year": 2018}], "Đã công nhận năm 2018"),
        ([{}], "Đã công nhận"),
        ([{"year": 2018}, {"tier": "nang_cao"}], "Đã công nhận nâng cao"),
        ([{"year": 2018}, {"kind": "withdrawn", "year": 2021}], "Đã thu hồi"),
        ([{"year": 2022, "known_by": AS_OF + dt.timedelta(1)}], "Đạt đủ mọi tiêu chí"),
    ],
    ids=["none", "year", "no year", "advanced", "withdrawn", "later"],
)
def test_pill_tells_the_recognition_of_the_day(world, decisions, label):
    for said in decisions:
        make_recognition(unit=world.communes[0], **said)

    assert page_of(world.communes[0]).pill["label"] == label


def test_dossier_under_way_is_a_fact_of_its_own(world):
    unit = world.communes[0]
    dossier = make_dossier(unit=unit, year=2022)
    fact = "Đang làm hồ sơ nông thôn mới năm 2022"

    page = page_of(unit)
    assert fact in [link.label for link in page.facts]
    assert page.pill["label"] == "Đạt đủ mọi tiêu chí"

    dossier.closed_at, dossier.closed_reason = timezone.now(), "Rút"
    dossier.save()
    assert fact not in [link.label for link in page_of(unit).facts]


def test_pill_is_none_where_neither_fact_holds(world):
    assert page_of(world.communes[2]).pill is None


def test_commune_recognised_before_that_now_falls_short_keeps_its_pill(world):
    make_recognition(unit=world.communes[2], year=2018)

    page = page_of(world.communes[2])

    assert page.heading == "Xã Cổ Linh đạt 4 trên 6 tiêu chí, còn 2 để đủ chuẩn"
    assert page.pill["label"] == "Đã công nhận năm 2018"


def test_commune_that_ended_leads_to_what_it_is_now(client, world):
    old, new = world.communes[0], make_commune("Yên Bình", valid_from=MERGED)
    old.versions.update(valid_to=MERGED)
    merge(old, new, is_main=True)

    facts = page_of(old).facts

    assert [fact.label for fact in facts[2:]] == [
        "Hết tồn tại ngày 1/7/2025",
        "Nay là Xã Yên Bình",
    ]
    assert client.get(facts[-1].url, follow=True).status_code == 200


def test_commune_whose_heir_ended_too_does_not_say_that_it_is_it_now(world):
    old, heir = world.communes[0], make_commune("Yên Bình", valid_from=MERGED)
    old.versions.update(valid_to=MERGED)
    heir.versions.update(valid_to=dt.date(2026, 3, 1))
    merge(old, heir, is_main=True)

    assert page_of(old).facts[-1].label == "Sau đó là Xã Yên Bình"


def test_commune_after_a_merger_says_what_it_came_from(world):
    new = make_commune("Yên Bình", valid_from=MERGED)
    for old in world.communes[:2]:
        merge(old, new)

    facts = commune_page(commune_report(new.pk)).facts

    assert [fact.label for fact in facts[2:]] == [
        "Hình thành ngày 1/7/2025 từ Ân Tình, Bộc Bố"
    ]


def test_open_criteria_are_named_where_nothing_is_confirmed(client):
    world = make_world((0,), years=())
    make_step(make_procedure())
    unit = world.communes[0]
    half = account(0, statuses={5: "submitted", 6: "submitted"})
    record(world, open_year(world, 2021), {unit.pk: half})

    waiting = page_of(unit).waiting

    assert waiting == "2 tiêu chí chưa có kết quả xác nhận: 5, 6."
    text = client.get(f"/xa/{unit.pk}/?nam=2021", follow=True).content.decode()
    assert "Chưa có tiêu chí nào bị đánh giá là chưa đạt." in text


def test_nothing_is_left_to_do_where_all_is_met(client, world):
    unit = world.communes[0]

    text = client.get(f"/xa/{unit.pk}/?nam=2021", follow=True).content.decode()

    assert page_of(unit).waiting == ""
    assert "Không còn tiêu chí nào phải làm." in text


def test_first_year_says_that_there_is_none_before(world):
    years = page_of(world.communes[0]).years

    assert [(y["year"], y["change"], y["why_not"]) for y in years] == [
        (2021, "+1", ""),
        (2020, "", "chưa có số năm trước"),
    ]


def test_commune_without_any_account_has_no_form_of_years(client, world):
    url = f"/xa/{make_commune('Dương Quang', parent=world.district).pk}/"

    assert 'class="scope"' not in client.get(url, follow=True).content.decode()


def test_agencies_that_merged_are_named_once(world):
    criterion = world.criteria_set.criteria.get(number=6)
    for sector, name in (("roads", "Sở A"), ("water", "Sở A"), ("trade", "Sở B")):
        make_lead(criterion, sector=sector, name_vi=name)

    (row,) = page_of(world.communes[1]).todo

    assert row["lead_agency"] == "Sở A; Sở B"


@pytest.mark.parametrize(
    ("basis", "gap"), [("confirmed", "chưa xác nhận"), ("declared", "chưa nộp")]
)
def test_value_that_does_not_count_yet_says_which_step_it_waits_for(basis, gap):
    world = make_world((0,), years=())
    make_step(make_procedure())
    unit = world.communes[0]
    drafted = account(0, statuses={6: "draft"})
    record(world, open_year(world, 2021), {unit.pk: drafted})

    last = commune_page(commune_report(unit.pk, 2021, basis)).groups[-1]["criteria"][-1]

    assert [row["gap"] for row in last["indicators"]] == [gap]
