import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.reports.commune import commune_report
from reporting.reports.plans import (
    decisions_in,
    figures_of,
    plans_of_commune,
    plans_report,
)
from reporting.reports.rows import commune_rows
from reporting.reports.scope import Where, open_scope
from reporting.rules.promises import Doubt, PlanState
from tests.builders import (
    make_commune,
    make_document,
    make_figure,
    make_plan,
    make_recognition,
)
from tests.reporting.worlds import make_world

pytestmark = pytest.mark.django_db

KEPT, LATE, OPEN, UNKNOWN = PlanState
SHOWN = re.compile(r"Hiện (\d+) trên (\d+) lời hứa")
ROW = re.compile(r'<th scope="row"><a ')


def report_of(world, year=2021, district=None):
    scope = open_scope(Where(world.province.pk, district=district, year=year))
    return plans_report(
        scope,
        commune_rows(scope),
        figures_of({world.province.pk}),
        decisions_in(world.province.pk),
    )


def states(world, year=2021):
    return [(p.name, p.state) for p in report_of(world, year).promises]


def test_promises_of_the_year_come_first_and_in_it_who_lacks_least(world):
    for unit, year in zip(world.communes, (2020, 2022, 2021), strict=True):
        make_plan(unit=unit, year=year)

    assert states(world) == [("Cổ Linh", LATE), ("Bộc Bố", OPEN), ("Ân Tình", LATE)]


def test_promise_kept_is_by_the_tier_promised(world):
    unit = world.communes[0]
    make_plan(unit=unit, year=2021)
    make_plan(unit=unit, year=2021, tier="nang_cao")
    make_recognition(unit=unit, year=2021)

    assert [p.state for p in report_of(world).promises] == [KEPT, LATE]


def test_promise_of_who_was_recognised_later_is_late_from_then(world):
    make_plan(unit=world.communes[0], year=2020)
    make_recognition(unit=world.communes[0], year=2021)

    (promise,) = report_of(world).promises

    assert (promise.state, promise.standing.year) == (LATE, 2021)
    assert states(world, 2020) == [("Ân Tình", LATE)]


def test_promise_is_not_known_where_names_are_missing(world):
    make_plan(unit=world.communes[0], year=2021)
    make_figure(unit=world.province, value=1)

    (promise,) = report_of(world).promises

    assert (promise.state, promise.standing.doubt) == (UNKNOWN, Doubt.UNNAMED)


def test_promise_is_known_where_every_recognised_commune_has_a_name(world):
    make_plan(unit=world.communes[0], year=2021)
    make_figure(unit=world.province, value=1)
    make_recognition(unit=world.communes[1], year=2021)

    assert states(world) == [("Ân Tình", LATE)]


def test_withdrawn_recognition_is_no_name(world):
    make_plan(unit=world.communes[0], year=2021)
    make_figure(unit=world.province, value=1)
    other = world.communes[1]
    make_recognition(unit=other, year=2019, known_by="2019-12-31")
    make_recognition(unit=other, year=2020, known_by="2020-12-31", kind="withdrawn")

    assert states(world) == [("Ân Tình", UNKNOWN)]


def test_promise_of_a_commune_that_ended_is_not_known(world):
    old = make_commune("Đông Viên", parent=world.district, valid_to="2020-02-01")
    make_plan(unit=old, year=2018)

    (promise,) = report_of(world).promises

    assert (promise.name, promise.standing.doubt) == ("Đông Viên", Doubt.UNIT_ENDED)
    assert (promise.row, promise.lacks) == (None, None)


def test_promise_says_which_criteria_are_lacking(world):
    for unit in world.communes:
        make_plan(unit=unit, year=2022)

    lacks = {p.name: p.lacks for p in report_of(world).promises}

    assert lacks == {"Ân Tình": [], "Bộc Bố": [6], "Cổ Linh": [5, 6]}


def test_promise_of_another_tier_has_no_results_to_lack(world):
    make_plan(unit=world.communes[2], year=2022, tier="nang_cao")

    assert report_of(world).promises[0].lacks is None


def test_plan_that_promises_no_recognition_is_left_out(world):
    make_plan(unit=world.communes[0], is_recognition_planned=False)

    assert report_of(world).promises == []


def test_district_shows_its_own_promises(world):
    make_plan(unit=world.communes[0])
    make_plan(unit=make_commune("Xa", parent=world.province))

    assert len(report_of(world).promises) == 2
    assert len(report_of(world, district=world.district.pk).promises) == 1


@pytest.mark.parametrize("communes", [3, 30])
def test_promises_ask_one_query(django_assert_num_queries, communes):
    world = make_world(tuple(i % 6 for i in range(communes)))
    for unit in world.communes:
        make_plan(unit=unit, year=2020)
        make_recognition(unit=unit, year=2021)
    scope = open_scope(Where(world.province.pk, year=2021))
    rows, figures = commune_rows(scope), figures_of({world.province.pk})

    decisions = decisions_in(world.province.pk)

    with django_assert_num_queries(1):
        plans_report(scope, rows, figures, decisions)


@pytest.mark.parametrize("plans", [1, 10])
def test_promises_of_a_commune_ask_three_queries(
    world, django_assert_num_queries, plans
):
    for year in range(2021 - plans, 2021):
        make_plan(unit=world.communes[0], year=year)
    report = commune_report(world.communes[0].pk, 2021)

    with django_assert_num_queries(3):
        plans_of_commune(report)


def text_of(client, url):
    response = client.get(url, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_commune_page_tells_its_promise_and_what_is_lacking(client, world):
    document = make_document(title="Lộ trình", number="")
    make_plan(unit=world.communes[2], year=2022, document=document)

    text = text_of(client, f"/xa/{world.communes[2].pk}/?nam=2021")

    assert "Đạt chuẩn nông thôn mới năm 2022" in text
    assert "Chưa đến hạn" in text
    assert '<a href="#tc-5">5</a> <a href="#tc-6">6</a>' in text
    assert reverse("reporting:document", args=[document.key]) in text


def test_commune_page_without_promise_says_nothing_of_it(client, world):
    assert "Đã hứa gì" not in text_of(client, f"/xa/{world.communes[0].pk}/")


@pytest.mark.parametrize("view", ["home", "district"])
def test_overview_shows_who_promised_and_what_each_lacks(client, world, view):
    make_plan(unit=world.communes[1], year=2022)
    url = "/" if view == "home" else f"/huyen/{world.district.pk}/"

    text = text_of(client, f"{url}?nam=2021")

    assert "Các xã đã hứa gì" in text
    assert f"/xa/{world.communes[1].pk}-xa-boc-bo/?nam=2021#tc-6" in text


def test_overview_without_promises_has_no_section(client, world):
    assert "Các xã đã hứa gì" not in text_of(client, "/")


def test_counts_of_promises_equal_their_lists(client, world):
    for unit, year in zip(world.communes, (2020, 2022, 2023), strict=True):
        make_plan(unit=unit, year=year)
    home = text_of(client, "/?nam=2021")

    links = re.findall(r'href="(/muc-tieu/[^"]*hua=[^"]*)">[^<]*<b>(\d+)</b>', home)

    assert {count for _url, count in links} == {"1", "2"}
    for url, count in links:
        text = text_of(client, url.replace("&amp;", "&"))
        part = text.split('id="h-plans"')[1]
        assert SHOWN.search(part).groups() == (count, "3")
        assert len(ROW.findall(part)) == int(count)


def test_long_lists_of_promises_have_pages(client):
    world = make_world((1, 2))
    for year in range(1900, 2021):
        make_plan(unit=world.communes[0], year=year)

    rows = [
        len(ROW.findall(text_of(client, f"/muc-tieu/?trang={page}")))
        for page in (1, 2, 9)
    ]

    assert rows == [100, 21, 21]


def test_targets_page_of_a_place_without_targets_says_so(client, world):
    text = text_of(client, "/muc-tieu/")

    assert "Chưa có mục tiêu nào cho năm 2021 về sau" in text


NASTY = ["\x00", "-1", "0", "9" * 30, "2147483648", "²", "%", "đ" * 300, "open", "1"]
values = st.sampled_from(NASTY) | st.text(max_size=20) | st.integers().map(str)
keys = st.sampled_from(["nam", "huyen", "hua", "trang", "tinh", "ket_qua", "dang"])


@pytest.mark.slow
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=st.dictionaries(keys, values, max_size=4))
def test_no_query_breaks_the_page_of_targets(client, world, query):
    assert client.get("/muc-tieu/", query).status_code in {200, 404}


def test_form_of_the_page_of_targets_keeps_district_and_year(client, world):
    text = text_of(client, f"/muc-tieu/?nam=2020&huyen={world.district.pk}")

    assert f'<option value="{world.district.pk}" selected>' in text
    assert '<option value="2020" selected>' in text


@pytest.mark.parametrize(
    ("years", "due"),
    [
        ((2021, 2021, 2022), "2 xã hứa cho năm 2021."),
        ((2020, 2022), "Không xã nào hứa cho năm 2021."),
    ],
    ids=["two", "none"],
)
def test_overview_says_how_many_promised_for_the_year(client, world, years, due):
    for unit, year in zip(world.communes, years, strict=False):
        make_plan(unit=unit, year=year)

    assert client.get("/?nam=2021").context["page"].plans.due == due
