import datetime as dt
import json
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from assessments.models import (
    Assessment,
    CriterionResult,
    IndicatorResult,
    Period,
    Plan,
    RecognitionDecision,
    ResultEvent,
)
from communes.facts import facts_on
from criteria.book import Entered, open_book
from documents.models import Document
from reporting.demo import results
from reporting.demo.published import load_published, province_named
from reporting.models import Target
from reporting.reports.province import province_report
from reporting.reports.scope import Where
from tests.demo.counting import row_counts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

DATA = Path(settings.BASE_DIR) / "data"
YEARS = [2020, 2021, 2022]
RECOGNISED_2021 = {
    "Yên Thịnh",
    "Phương Viên",
    "Thanh Thịnh",
    "Thượng Giáo",
    "Quân Hà",
    "Cường Lợi",
}
HARD_DISTRICTS = {"Pác Nặm", "Na Rì", "Ngân Sơn"}


def report_of(year):
    out = StringIO()
    call_command("report", province="Bắc Kạn", year=year, format="json", stdout=out)
    return json.loads(out.getvalue())


def test_demo_2021_is_the_published_year():
    said = report_of(2021)

    assert said["communes_total"] == said["communes_with_account"] == 96
    assert said["bands"] == {"19": 20, "15-18": 6, "10-14": 58, "5-9": 12, "<5": 0}
    assert said["criteria_total"] == 1248
    assert said["criteria_average"] == 13.0
    assert said["meets_all"] == 20


def test_demo_2021_names_the_recognised():
    said = report_of(2021)

    assert len(said["recognised_in_year"]) == 6
    assert set(said["recognised_in_year"]) == RECOGNISED_2021


@pytest.mark.parametrize(
    ("year", "wholly"), [(2020, True), (2021, False), (2022, True)]
)
def test_demo_says_that_values_are_illustrative(year, wholly):
    provenance = report_of(year)["provenance"]

    assert provenance["illustrative"] is True
    assert provenance["wholly_illustrative"] is wholly


def test_demo_recognised_in_2021_meet_all():
    rows = province_report(Where("Bắc Kạn", year=2021)).recognised_in_year

    assert {row.name for row in rows if row.meets_all} == RECOGNISED_2021


def test_demo_recognises_each_commune_once():
    decisions = RecognitionDecision.objects.values_list("unit", "tier", "kind")

    assert max(Counter(decisions).values()) == 1


def test_demo_loaded_again_adds_nothing():
    before = row_counts()

    call_command("load_demo", stdout=StringIO())

    assert row_counts() == before


@pytest.mark.parametrize("year", [*YEARS, 2025])
def test_demo_outcomes_are_what_the_rules_say(year):
    period = Period.objects.get(year=year)
    criteria_set = period.period_sets.get().criteria_set
    book = open_book(criteria_set, day=period.as_of, year=year)
    entered = _entered(period)
    facts = facts_on(entered, period.as_of)

    judged = {
        (unit, c.criterion_id): c.computed
        for unit, values in entered.items()
        for c in book.judge(facts[unit], values)
    }

    stored = CriterionResult.objects.filter(assessment__period=period)
    assert len(entered) == Assessment.objects.filter(period=period).count() > 30
    assert judged == {
        (unit, criterion): computed
        for unit, criterion, computed in stored.values_list(
            "assessment__unit", "criterion", "computed"
        )
    }


def _entered(period):
    """Stored values by unit and leaf."""
    rows = IndicatorResult.objects.filter(
        criterion_result__assessment__period=period
    ).values_list(
        "criterion_result__assessment__unit",
        "indicator",
        "value",
        "basis",
        "not_applicable_reason",
    )
    entered = {}
    for unit, leaf, value, basis, reason in rows:
        entered.setdefault(unit, {})[leaf] = Entered(value, basis, reason)
    return entered


def test_demo_holds_no_verdict():
    assert not CriterionResult.objects.exclude(verdict="").exists()


def test_demo_summaries_equal_their_rows():
    call_command("check_summaries", stdout=StringIO())


def test_demo_accounts_that_nobody_touched_have_one_event():
    touched = ResultEvent.objects.filter(by__isnull=False).values("assessment")
    loaded = ResultEvent.objects.exclude(assessment__in=touched)
    events = Counter(loaded.values_list("assessment", flat=True))

    accounts = Assessment.objects.exclude(pk__in=touched)
    assert set(events) == set(accounts.values_list("pk", flat=True))
    assert set(events.values()) == {1}


@pytest.mark.parametrize(
    "number", [2, 9, 10, 11], ids=["roads", "housing", "income", "poverty"]
)
def test_demo_hard_districts_fail_more_often(number):
    report = province_report(Where("Bắc Kạn", year=2021))
    place = report.scope.numbers.index(number)
    failing = {True: [], False: []}

    for row in report.rows:
        district = report.scope.districts[row.district_id].name
        failing[district in HARD_DISTRICTS].append(row.letters[place] == "F")

    assert _share(failing[True]) > _share(failing[False])


def _share(marks):
    return sum(marks) / len(marks)


@pytest.mark.parametrize(
    ("model", "which"),
    [
        (Document, {"key": "bc-tong-ket-2021"}),
        (Document, {"key": "demo-results-2021"}),
        (RecognitionDecision, {}),
        (Target, {}),
        (Plan, {}),
    ],
)
def test_second_load_fills_english_that_a_row_lacks(model, which):
    one = model.objects.filter(**which).exclude(note_en="").latest("pk")
    model.objects.filter(pk=one.pk).update(note_en="")
    province = province_named("Bắc Kạn", dt.date(2021, 12, 31))

    new = load_published(DATA / "bac-kan", province)
    results.demo_document(2021)

    assert sum(new.values()) == 0
    assert model.objects.get(pk=one.pk).note_en == one.note_en
