import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from assessments.models import Plan
from reporting.models import Target
from reporting.reports.measuring import State
from reporting.reports.scope import Where
from reporting.reports.targets import targets_report
from reporting.rules.promises import PlanState
from tests.demo.html import SHOWN, PageReader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def shipped():
    path = Path(settings.BASE_DIR) / "data" / "bac-kan" / "plans.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_road_maps():
    """The plans of documents, not those that communes make in the portal."""
    return Plan.objects.exclude(document__kind="round")


def test_demo_holds_every_plan_of_the_road_maps():
    plans = Counter(of_road_maps().values_list("tier", "year"))

    assert plans == {
        ("ntm", 2018): 4,
        ("ntm", 2019): 2,
        ("ntm", 2020): 2,
        ("ntm", 2023): 17,
        ("nang_cao", 2023): 4,
        ("nang_cao", 2024): 1,
    }
    assert len(shipped()) == 30


def test_demo_plan_is_of_the_unit_that_bears_the_name():
    stored = {
        (p.tier, p.year, p.document.key, v.code, v.name)
        for p in of_road_maps().select_related("document")
        for v in p.unit.versions.order_by("valid_from")[:1]
    }

    assert stored == {
        (r["tier"], int(r["year"]), r["document"], r["code"], r["name"])
        for r in shipped()
    }


def test_demo_plan_of_a_merged_commune_stays_with_it():
    plan = Plan.objects.get(unit__versions__name="Đông Viên")

    assert plan.unit.versions.get().valid_to.isoformat() == "2020-02-01"


def test_demo_has_targets_that_no_row_can_answer():
    metrics = set(Target.objects.values_list("metric", flat=True))

    assert {"villages", "districts", "income_ratio", "ocop_new"} <= metrics


def standings_of(year):
    """How the targets of the demo stand, by metric, tier and years."""
    report = targets_report(Where("Bắc Kạn", year=year))
    return {
        (t.metric, t.tier, t.year_from, t.year_to): s
        for s in report.standings
        for t in [s.target]
    }


def test_demo_targets_of_2022_and_of_the_period_stand_as_published():
    found = standings_of(2021)

    one = found["recognised", "ntm", 2022, 2022]
    period = found["recognised", "ntm", 2021, 2025]
    assert (one.now.value, one.goal, one.left, one.needed) == (21, 30, 9, 9)
    assert (period.goal, period.left, period.needed) == (61, 40, 10)
    assert (period.named, period.so_far.per_year) == (17, 6)
    assert found["recognised_in_year", "ntm", 2021, 2021].state == State.MET


def test_demo_targets_that_cannot_be_measured_say_why():
    why = {key: s.why for key, s in standings_of(2021).items() if s.why}

    assert why["average", "ntm", 2022, 2022] == "other_set"
    assert why["one_more", "ntm", 2022, 2022] == "other_set"
    assert why["recognised", "ntm", 2023, 2023] == "no_baseline"
    assert why["villages", "ntm", 2022, 2022] == "no_rows"
    assert why["ocop_new", "ntm", 2022, 2022] == "no_rows"
    assert why["recognised", "kieu_mau", 2021, 2025] == "no_figure"


def test_demo_claims_of_no_commune_that_it_broke_its_word():
    """Four communes recognised by 2021 have no name: any of these may be one."""
    counts = targets_report(Where("Bắc Kạn", year=2021)).plans.counts

    assert counts == {PlanState.OPEN: 22, PlanState.UNKNOWN: 8}


@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_demo_counts_of_the_page_of_targets_equal_their_lists(client, year):
    page = client.get(f"/muc-tieu/?nam={year}").content.decode()

    for link in PageReader(page).counts:
        shown = SHOWN.search(client.get(link.url).content.decode())
        assert (link.url, int(shown[1])) == (link.url, link.count)
    promised = re.findall(r'href="(/muc-tieu/[^"]*hua=[^"]*)">[^<]*<b>(\d+)</b>', page)
    for url, count in promised:
        text = client.get(url.replace("&amp;", "&")).content.decode()
        assert f"Hiện {count} trên 30 lời hứa" in text


@pytest.mark.parametrize("url", ["/muc-tieu/", "/muc-tieu/?nam=2022", "/?nam=2021"])
def test_demo_page_of_targets_is_light(client, url):
    response = client.get(url, headers={"accept-encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) <= 15 * 1024
